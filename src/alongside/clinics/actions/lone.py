"""Saying where one goes alone, that one has arrived and left, and ringing who is late (B6)."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from alongside.accounts.mail import tell_news
from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.clinics.models import CallOutcome, Company, LoneCall, LoneVisit
from alongside.clinics.queries.lone import call_chain
from alongside.clinics.rules.lone import over_problems_of, visit_problems
from alongside.common import clock
from alongside.common.problems import refuse_if

LONGER = timedelta(minutes=15)
STILL_THERE = timedelta(minutes=30)
"""When those on duty look again after “they are safe, and still there” [policy]."""
NEXT_AFTER = timedelta(minutes=10)
"""When nobody has rung for so long, the next one on the list is told [policy]."""


def plan_visit(
    *, where: str, company: Company, arrive_by: datetime, back_by: datetime, by: User
) -> LoneVisit:
    """Say where one goes alone, when one means to be there, and when to be away again."""
    with recorded("lone.plan", by=by, company=company) as note:
        refuse_if(visit_problems(arrive_by, back_by, clock.now()))
        note.about = visit = LoneVisit.objects.create(
            user=by,
            where=where,
            company=company,
            arrive_by=arrive_by,
            back_by=back_by,
            made_at=clock.now(),
        )
    return visit


def arrive_at_visit(visit: LoneVisit, *, by: User) -> None:
    """I have arrived. Said twice, the first time counts."""
    with recorded("lone.arrive", by=by, about=visit):
        held = _held(visit)
        if held.arrived_at is None:
            held.change(arrived_at=clock.now(), told=0, told_at=None)


def leave_visit(visit: LoneVisit, *, by: User) -> None:
    """I have left, and am safe."""
    with recorded("lone.leave", by=by, about=visit):
        _held(visit).change(left_at=clock.now())


def stay_longer(visit: LoneVisit, *, by: User) -> None:
    """15 more minutes, from when something was due or from now if that is later."""
    with recorded("lone.longer", by=by, about=visit):
        held = _held(visit)
        _wait_until(held, max(held.due_at, clock.now()) + LONGER)


def call_off_visit(visit: LoneVisit, *, by: User) -> None:
    """I do not go."""
    with recorded("lone.call_off", by=by, about=visit):
        _held(visit).change(called_off_at=clock.now())


def log_call(visit: LoneVisit, *, outcome: CallOutcome, by: User, words: str = "") -> LoneCall:
    """Keep that somebody was rung and what came of it. Whoever is safe and away is looked out for no more."""
    with recorded("lone.call", by=by, about=visit, heard=outcome):
        held, now = _held(visit), clock.now()
        call = LoneCall.objects.create(
            visit=held, made_by=by, made_at=now, outcome=outcome, words=words or None
        )
        if outcome == CallOutcome.SAFE:
            held.change(safe_at=now, safe_by=by)
        if outcome == CallOutcome.THERE:
            held.change(arrived_at=held.arrived_at or now)
            _wait_until(held, max(held.back_by, now + STILL_THERE))
    return call


def check_lone_visits() -> int:
    """Tell the next one on the list of each visit that is late; return how many were told.

    The first at once, the next whenever ten minutes have gone by in which nobody has rung.
    """
    told = 0
    for late in LoneVisit.objects.late():
        chain = call_chain()
        if _is_time(late, chain):
            with recorded("lone.check", by=None, about=late) as note:
                # two of these may run at once: the message is sent by the one that has the row
                same = LoneVisit.objects.filter(pk=late.pk, told=late.told)
                mine = same.update(told=late.told + 1, told_at=clock.now())
                note.facts.update(user=chain[late.told].pk, first=mine)
                tell_news(*[chain[late.told].email] * mine)
            told += mine
    return told


def set_duty(users: Sequence[User], *, by: User) -> None:
    """Say who is rung when somebody is late, in this order."""
    numbers: dict[str, Any] = {f"number_{number}": user.pk for number, user in enumerate(users, 1)}
    with recorded("duty.set", by=by, **numbers):
        User.objects.get_queryset().exclude(duty_number=None).update(duty_number=None)
        for number, user in enumerate(users, 1):
            user.change(duty_number=number)


def _held(visit: LoneVisit) -> LoneVisit:
    held = LoneVisit.objects.select_for_update().get(pk=visit.pk)
    refuse_if(over_problems_of(held))
    return held


def _wait_until(visit: LoneVisit, due: datetime) -> None:
    """Hear next at `due`. Whoever arrives later leaves later."""
    if visit.arrived_at is None:
        later = due - visit.arrive_by
        visit.change(arrive_by=due, back_by=visit.back_by + later, told=0, told_at=None)
    else:
        visit.change(back_by=due, told=0, told_at=None)


def _is_time(visit: LoneVisit, chain: Sequence[User]) -> bool:
    if visit.told >= len(chain):
        return False
    if visit.told_at is None:
        return True
    last = visit.calls.order_by("-made_at").values_list("made_at", flat=True).first()
    return clock.now() - max(last or visit.told_at, visit.told_at) >= NEXT_AFTER
