"""Asking for a rota, working it out, changing a draft by hand, publishing it."""

import time
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.clinics.actions.moves import ask_movers, hold_rota, make_changes, take_off_those_gone
from alongside.clinics.actions.planning import make_sessions
from alongside.clinics.models import (
    Clinic,
    OfferState,
    Rota,
    RotaCompanion,
    RotaShift,
    RotaState,
    Session,
    ShiftRole,
)
from alongside.clinics.queries.moves import asking_of, settled
from alongside.clinics.queries.rotas import chances, draft_of, ground_of
from alongside.clinics.rota.fingerprint import fingerprint
from alongside.clinics.rota.problem import Plan, Role
from alongside.clinics.rota.problem import Shift as Placed
from alongside.clinics.rules.rota import (
    again_problems,
    ask_problems,
    draft_problems,
    other_weights,
    stop_problems,
)
from alongside.common import clock
from alongside.common.problems import Problem, refuse_if
from alongside.common.worker import start_command

if TYPE_CHECKING:
    from alongside.clinics.rota.search import Progress

EVERY = 1.0
"""Seconds between two looks at the row while a rota is worked out."""


def ask_for_rota(
    *, by: User, from_on: date, weeks: int, seconds: int = 5, weights: Mapping[str, int] | None = None
) -> Rota:
    """Queue a rota, with the sessions it is for; somebody starts on it once this is saved."""
    weights = weights or {}
    refuse_if(ask_problems(from_on=from_on, weeks=weeks, weights=weights))
    with recorded("rota.ask", by=by, from_on=from_on, weeks=weeks) as note:
        rota = Rota(
            from_on=from_on,
            weeks=weeks,
            seconds=seconds,
            weights=other_weights(weights),
            asked_by=by,
            asked_at=clock.now(),
        )
        rota.save(force_insert=True)
        note.about = rota
        for clinic in Clinic.objects.running():
            make_sessions(clinic, until=rota.until_on, by=by)
        transaction.on_commit(lambda: start_work(rota))
    return rota


def ask_again(rota: Rota, *, by: User) -> None:
    """Queue a rota anew that was lost: whoever worked it out must have died."""
    refuse_if(again_problems(rota))
    with recorded("rota.ask_again", by=by, about=rota):
        rota.change(state=RotaState.QUEUED, asked_at=clock.now(), begun_at=None, stop_at=None, progress={})
        transaction.on_commit(lambda: start_work(rota))


def start_work(rota: Rota) -> None:
    """Let a process of its own work the rota out, so that nobody's page waits for it."""
    if settings.ALONGSIDE_ROTA_IN_PLACE:
        work_rota(rota.pk)
        return
    start_command("work_rota", str(rota.pk))


def work_rota(rota_id: UUID) -> bool:
    """Work out a rota that waits; return whether it was still there to do."""
    with transaction.atomic():
        rota = Rota.objects.select_for_update().filter(pk=rota_id, state=RotaState.QUEUED).first()
        if rota is None:
            return False
        with recorded("rota.begin", by=None, about=rota):
            rota.change(state=RotaState.WORKING, begun_at=clock.now())
    # the solver is big: only whoever works a rota out loads it, no page does
    from alongside.clinics.rota.planning import make_plan  # noqa: PLC0415

    ground = ground_of(rota)
    watch = _Watch(rota)
    plan = make_plan(
        ground.problem,
        ground.published if ground.rows else None,
        seconds=rota.seconds,
        seed=0,
        on_progress=watch.tell,
        should_stop=watch.should_stop,
    )
    _finish(rota, plan, fingerprint(ground.problem))
    return True


@dataclass
class _Watch:
    """Writes down how far it is, and looks whether somebody wants it to stop; not more than once a second."""

    rota: Rota
    told_at: float = field(default_factory=time.monotonic)
    looked_at: float = field(default_factory=time.monotonic)
    is_stopped: bool = False

    def tell(self, progress: "Progress") -> None:
        """Write down how good the best so far is."""
        if time.monotonic() - self.told_at < EVERY:
            return
        self.told_at = time.monotonic()
        with recorded("rota.progress", by=None, about=self.rota, gaps=progress.gaps):
            self.rota.change(progress=_numbers(progress))

    def should_stop(self) -> bool:
        """Tell whether somebody pressed stop."""
        if not self.is_stopped and time.monotonic() - self.looked_at >= EVERY:
            self.looked_at = time.monotonic()
            self.is_stopped = Rota.objects.filter(pk=self.rota.pk, stop_at__isnull=False).exists()
        return self.is_stopped


def _numbers(progress: "Progress") -> dict[str, float]:
    return {
        "seconds": round(progress.seconds, 1),
        "objective": progress.objective,
        "bound": progress.bound,
        "gaps": progress.gaps,
    }


def _finish(rota: Rota, plan: Plan, mark: str) -> None:
    """Keep the best rota found as the draft."""
    gaps = sum(count for _session, _role, count in plan.missing)
    with recorded("rota.finish", by=None, about=rota, gaps=gaps, shifts=len(plan.shifts)):
        RotaShift.objects.filter(rota=rota).delete()
        RotaCompanion.objects.filter(rota=rota).delete()
        # a session that went away in the meantime takes its places with it
        there = set(
            map(str, Session.objects.live().filter(on__gte=rota.from_on).values_list("pk", flat=True))
        )
        RotaShift.objects.bulk_create(
            RotaShift(
                rota=rota, session_id=UUID(one.session), user_id=UUID(one.advocate), role=one.role.value
            )
            for one in plan.shifts
            if one.session in there
        )
        RotaCompanion.objects.bulk_create(
            RotaCompanion(rota=rota, accompaniment_id=UUID(one.session), user_id=UUID(one.advocate))
            for one in plan.shifts
            if one.role == Role.COMPANION
        )
        progress = {
            "seconds": round(plan.seconds, 1),
            "objective": plan.objective,
            "bound": plan.bound,
            "gaps": gaps,
            "missing_bound": plan.missing_bound,
            "stopped": plan.stopped,
            "fingerprint": mark,
        }
        rota.change(state=RotaState.DRAFT, ended_at=clock.now(), progress=progress)


def stop_rota(rota: Rota, *, by: User) -> None:
    """Let whoever works it out keep the best so far, soon."""
    refuse_if(stop_problems(rota))
    with recorded("rota.stop", by=by, about=rota):
        rota.change(stop_at=clock.now())


def put_aside(rota: Rota, *, by: User) -> None:
    """Leave a draft: it changes nothing for anybody."""
    with recorded("rota.put_aside", by=by, about=rota):
        _hold_draft(rota)
        rota.change(state=RotaState.LEFT)


def put_in_rota(rota: Rota, *, session: Session, role: ShiftRole, users: Collection[User], by: User) -> None:
    """Let just these advocates have the places for `role` on a session of a draft, by the planner's rules."""
    with recorded("rota.put_in", by=by, about=rota, session=session.pk, role=role):
        _hold_draft(rota)
        found = chances(draft_of(rota, by), str(session.pk), Role(role.value))
        refuse_if(_put_in_problems(users, found.possible, found.room))
        rota.shifts.filter(session=session, role=role).delete()
        RotaShift.objects.bulk_create(
            RotaShift(rota=rota, session=session, user=user, role=role) for user in users
        )


def _hold_draft(rota: Rota) -> None:
    """Let nobody else change a draft meanwhile; it may have been published or put aside since it was read."""
    rota.state = Rota.objects.select_for_update().get(pk=rota.pk).state
    refuse_if(draft_problems(rota))


def _put_in_problems(users: Collection[User], possible: Collection[User], room: int) -> list[Problem]:
    if len(users) > room:
        sentence = _("There is room for %(room)d here. Choose fewer.") % {"room": room}
        return [Problem("no_room", sentence, "users")]
    if any(user not in possible for user in users):
        return [Problem("not_possible", _("One of them cannot be there now. Look again."), "users")]
    return []


@dataclass(frozen=True)
class Outcome:
    """What publishing did."""

    come: list[Placed]
    leave: list[Placed]
    asked: int
    """How many keep their shift until they have said yes to a change."""
    left_out: list[Placed]


def publish_rota(rota: Rota, *, by: User, agreed: Collection[UUID] = ()) -> Outcome:
    """Let a draft be the rota: new shifts are made; whoever it would move is asked, and keeps theirs so far.

    `agreed` are shifts whose advocates told the coordinator already that they would leave them.
    """
    with recorded("rota.publish", by=by, about=rota) as note:
        hold_rota(rota.pk)
        _hold_draft(rota)
        rota.change(state=RotaState.PUBLISHED, published_at=clock.now(), published_by=by)
        off = take_off_those_gone(draft_of(rota, by), by=by)
        draft = draft_of(rota, by)
        moves = draft.moves.values()
        at_best = settled(draft, asked=moves, agreed=moves, may_come=draft.new)
        ask_movers(draft, sorted(at_best.moved), agreed=agreed, by=by)
        not_asked = {move.goes for move in moves if move not in at_best.moved}
        asking = asking_of(draft, may_come=set(draft.new) - not_asked)
        now = asking.settled(OfferState.AGREED)
        make_changes(asking, now, by=by)
        later = [placed for placed in at_best.come if placed.role != Role.COMPANION]
        left_out = [placed for placed in draft.new if placed not in (*now.come, *later)]
        done = Outcome(now.come, [*off, *now.leave], len(at_best.moved - now.moved), left_out)
        note.facts.update(
            come=len(done.come), leave=len(done.leave), asked=done.asked, left_out=len(done.left_out)
        )
    return done
