"""Answering an offer: a place to take, a swap, or a change of the rota. Asking for a swap (B3)."""

from django.utils.translation import gettext as _

from alongside.accounts.mail import tell_news
from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.clinics.actions.cover import ask_next
from alongside.clinics.actions.moves import hold_rota, settle_rota
from alongside.clinics.actions.settling import end_search, settle_covers
from alongside.clinics.actions.shifts import leave_shift, put_on_session, take_place
from alongside.clinics.models import Cover, OfferKind, OfferState, Session, Shift, ShiftOffer, ShiftRole
from alongside.clinics.rules import answer_problems, is_needed, swap_problems
from alongside.common import clock
from alongside.common.problems import Problem, refuse_if


def offer_swap(mine: Shift, *, theirs: Shift, by: User) -> ShiftOffer:
    """Ask whoever holds another shift to swap with this one. Neither is told who the other is."""
    with recorded("shift.ask_swap", by=by, about=mine) as note:
        refuse_if(swap_problems(mine, theirs))
        there = ShiftOffer.objects.waiting().filter(session=mine.session_id, offered_to=theirs.user_id)
        if there.filter(role=mine.role).exists():
            refuse_if([Problem("asked", _("They have been asked already. Wait for their answer."))])
        note.about = offer = ShiftOffer(
            kind=OfferKind.SWAP,
            session=mine.session,
            role=mine.role,
            offered_to=theirs.user,
            instead_of=mine,
            gives_up=theirs,
            made_by=by,
            made_at=clock.now(),
            until_at=min(mine.session.begins, theirs.session.begins),
        )
        offer.save(force_insert=True)
        tell_news(theirs.user.email)
    return offer


def say_yes(offer: ShiftOffer, *, by: User) -> OfferState:
    """Take an offered place. The first yes has it; a later one is kept as a reserve."""
    with recorded("shift.say_yes", by=by, about=offer) as note:
        # the rota or the session first, always: two who say yes at once stand in line here
        hold_rota(offer.rota_id)
        session = Session.objects.select_for_update().get(pk=offer.session_id)
        held = ShiftOffer.objects.select_for_update().get(pk=offer.pk)
        refuse_if(answer_problems(held))
        state = TAKE[OfferKind(held.kind)](held, session, by)
        held.change(state=state, answered_at=clock.now())
        note.facts["state"] = state
    return state


def say_not_this_time(offer: ShiftOffer, *, by: User) -> None:
    """Leave an offered place to others; no reason is asked. The next ones are asked if it was the last."""
    with recorded("shift.say_no", by=by, about=offer):
        hold_rota(offer.rota_id)
        held = ShiftOffer.objects.select_for_update().get(pk=offer.pk)
        refuse_if(answer_problems(held))
        held.change(state=OfferState.NO, answered_at=clock.now())
        if held.cover:
            ask_next(held.cover)
        if held.rota:
            settle_rota(held.rota, by=by)


def _take_cover(offer: ShiftOffer, session: Session, by: User) -> OfferState:
    cover = Cover.objects.select_for_update().get(offers=offer)
    role = ShiftRole(offer.role)
    if cover.ended_at or not is_needed(session, role):
        end_search(cover)
        return OfferState.RESERVE
    shift = take_place(session, role=role, by=by)
    settle_covers(session, shift=shift, cover=cover)
    return OfferState.YES


def _take_swap(offer: ShiftOffer, session: Session, by: User) -> OfferState:
    mine, theirs = _live(offer.gives_up), _live(offer.instead_of)
    if mine is None or theirs is None:
        return OfferState.GONE
    refuse_if(swap_problems(mine, theirs))
    leave_shift(mine, by=by)
    leave_shift(theirs, by=by)
    take_place(session, role=ShiftRole(offer.role), by=by)
    role = ShiftRole(mine.role)
    put_on_session(mine.session, user=theirs.user, role=role, by=by, ends_search=False)
    return OfferState.YES


def _take_change(offer: ShiftOffer, _session: Session, by: User) -> OfferState:
    """They go once everything that hangs together has its yes; until then they keep what they have."""
    if offer.state == OfferState.GONE or offer.rota is None:
        return OfferState.GONE
    offer.change(state=OfferState.AGREED, answered_at=clock.now())
    settle_rota(offer.rota, by=by)
    offer.refresh_from_db()
    return OfferState(offer.state)


TAKE = {OfferKind.COVER: _take_cover, OfferKind.SWAP: _take_swap, OfferKind.CHANGE: _take_change}


def _live(shift: Shift | None) -> Shift | None:
    return shift if shift and shift.ended_at is None else None
