"""“I can’t come”: the place is free at once, and the right people are asked, in order (B3)."""

from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from alongside.accounts.mail import tell_news
from alongside.accounts.models import Role, User
from alongside.accounts.queries import users_with
from alongside.audit.actions import recorded
from alongside.clinics.actions.settling import end_search, settle_covers
from alongside.clinics.actions.shifts import leave_shift, take_place
from alongside.clinics.models import Cover, OfferKind, OfferState, Session, Shift, ShiftOffer, ShiftRole
from alongside.clinics.queries.cover import stand_ins
from alongside.clinics.rules import give_up_problems, is_needed
from alongside.common import clock
from alongside.common.problems import Problem, refuse_if

AT_ONCE = 3
"""How many are asked before the next ones are [policy]."""
SOON = timedelta(hours=48)
"""So near to a session everybody who could is asked at once [policy]."""
ANSWER_WITHIN = ((timedelta(days=7), timedelta(hours=24)), (timedelta(0), timedelta(hours=6)))
"""How long there is to answer, by how long it is to the session [policy]."""


def cannot_come(shift: Shift, *, by: User) -> Cover | None:
    """Free a place at once and look for somebody; None where nobody is needed. No reason is asked."""
    with recorded("shift.cannot_come", by=by, about=shift, role=shift.role):
        held = Shift.objects.select_for_update().select_related("session").get(pk=shift.pk)
        refuse_if(give_up_problems(held))
        leave_shift(held, by=by)
        return look_for_another(held, by=by)


def look_for_another(shift: Shift, *, by: User) -> Cover | None:
    """Ask others for a place that somebody has left; None where nobody is needed. Inside an action."""
    role = ShiftRole(shift.role)
    if not is_needed(shift.session, role):
        return None
    cover = Cover(session=shift.session, role=role, shift=shift, asked_by=by, asked_at=clock.now())
    cover.save(force_insert=True)
    ask_next(cover)
    tell_news(*(user.email for user in users_with(Role.COORDINATOR)))
    return cover


def can_come_after_all(cover: Cover, *, by: User) -> Shift:
    """Go back to a place one had given up, while nobody has taken it."""
    with recorded("shift.can_come", by=by, about=cover):
        held = Cover.objects.select_for_update().get(pk=cover.pk)
        if held.ended_at:
            refuse_if([Problem("taken", _("Somebody else is going now. Thank you for wanting to."))])
        shift = take_place(cover.session, role=ShiftRole(held.role), by=by)
        settle_covers(cover.session, shift=shift, cover=held)
    return shift


def ask_around(session: Session, *, role: ShiftRole, by: User) -> Cover:
    """Look for somebody for a place that nobody holds, or ask the next ones where that was begun."""
    with recorded("cover.ask", by=by, role=role) as note:
        held = Session.objects.select_for_update().get(pk=session.pk)
        if not held.is_live or held.is_over or not is_needed(held, role):
            refuse_if([Problem("not_needed", _("Nobody is needed here now."))])
        cover = held.covers.open().filter(role=role).first()
        if cover is None:
            cover = Cover(session=session, role=role, asked_by=by, asked_at=clock.now())
            cover.save(force_insert=True)
        note.about = cover
        note.facts["asked"] = len(ask_next(cover, even_now=True))
    return cover


def call_off_cover(cover: Cover, *, by: User) -> None:
    """Look for nobody any more: the coordinator has found another way."""
    with recorded("cover.call_off", by=by, about=cover):
        end_search(cover)


def pass_on_offers() -> int:
    """Ask the next ones wherever the last ones have not answered in time; return how many were asked."""
    asked = 0
    for cover in Cover.objects.to_come().select_related("session", "shift"):
        # looked at first, so that the log is not full of nothing
        if _next_ones(cover):
            with recorded("cover.pass_on", by=None, about=cover) as note:
                here = len(ask_next(cover))
                note.facts["asked"] = here
            asked += here
    return asked


def ask_next(cover: Cover, *, even_now: bool = False) -> list[ShiftOffer]:
    """Offer a place to the next ones, unless the last ones still have time to answer. Inside an action."""
    # two of these may run at once: nobody is asked twice
    held = Cover.objects.select_for_update().get(pk=cover.pk)
    chosen = _next_ones(held, even_now=even_now)
    made = [_offer(held, user, until=_answer_by(held.session, clock.now())) for user in chosen]
    tell_news(*(user.email for user in chosen))
    return made


def _next_ones(cover: Cover, *, even_now: bool = False) -> list[User]:
    now, offers = clock.now(), cover.offers.all()
    if cover.ended_at or cover.session.is_over:
        return []
    if not even_now and offers.filter(state=OfferState.WAITING, until_at__gt=now).exists():
        return []
    asked = set(offers.values_list("offered_to", flat=True))
    other = ShiftOffer.objects.waiting().filter(session=cover.session_id, role=cover.role)
    asked |= set(other.values_list("offered_to", flat=True))
    asked.add(cover.shift.user_id if cover.shift else cover.asked_by_id)
    left = [user for user in stand_ins(cover.session, ShiftRole(cover.role)) if user.pk not in asked]
    return left if cover.session.begins - now < SOON else left[:AT_ONCE]


def _answer_by(session: Session, now: datetime) -> datetime:
    left = session.begins - now
    if left < SOON:
        return session.finishes
    return now + next(time for far, time in ANSWER_WITHIN if left >= far)


def _offer(cover: Cover, user: User, *, until: datetime) -> ShiftOffer:
    offer = ShiftOffer(
        kind=OfferKind.COVER,
        session=cover.session,
        role=cover.role,
        offered_to=user,
        cover=cover,
        made_by=cover.asked_by,
        made_at=clock.now(),
        until_at=until,
    )
    offer.save(force_insert=True)
    return offer
