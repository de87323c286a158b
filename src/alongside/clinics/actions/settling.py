"""Ending the search for somebody once a place is filled."""

from collections.abc import Sequence

from django.db.models import Q

from alongside.accounts.mail import tell_news
from alongside.accounts.models import User
from alongside.clinics.models import OPEN, Cover, OfferState, Session, Shift, ShiftOffer, ShiftRole
from alongside.clinics.rules import is_needed
from alongside.common import clock


def settle_covers(session: Session, *, shift: Shift, cover: Cover | None = None) -> None:
    """End the search that `shift` answers, the oldest of its role if none is named, and all needless ones.

    Inside an action. Those asked who have not answered yet need not.
    """
    searches = list(session.covers.open().order_by("asked_at"))
    answered = cover or next((one for one in searches if one.role == shift.role), None)
    for search in searches:
        if search == answered:
            end_search(search, taken=shift)
        elif not is_needed(session, ShiftRole(search.role)):
            end_search(search)


def end_search(cover: Cover, *, taken: Shift | None = None) -> None:
    """End one search, unless that was done already. Inside an action."""
    now = clock.now()
    Cover.objects.filter(pk=cover.pk, ended_at=None).update(ended_at=now, taken=taken)
    ShiftOffer.objects.filter(cover=cover, state=OfferState.WAITING).update(
        state=OfferState.GONE, answered_at=now
    )


def void_offers_of(shift: Shift) -> None:
    """Nobody is asked any longer to swap with, or to leave, a shift that has ended. Inside an action."""
    about = ShiftOffer.objects.filter(Q(instead_of=shift) | Q(gives_up=shift), state__in=OPEN)
    about.update(state=OfferState.GONE, answered_at=clock.now())


def tell_those_on(session: Session, *, but: User) -> None:
    """Say to everybody who is down for a session that there is news. Inside an action."""
    shifts = session.shifts.live().exclude(user=but).select_related("user")
    tell_news(*(shift.user.email for shift in shifts))


def settle_after_rota(come: Sequence[Shift], leave: Sequence[Shift], *, by: User) -> None:
    """After many shifts were made and ended at once: end the searches they answer, tell each advocate once.

    Inside an action.
    """
    there = {shift.session_id for shift in come}
    searched = set(Cover.objects.open().filter(session__in=there).values_list("session", flat=True))
    for shift in come:
        if shift.session_id in searched:
            settle_covers(shift.session, shift=shift)
    for shift in leave:
        void_offers_of(shift)
    told = {shift.user_id for shift in (*come, *leave)} - {by.pk}
    tell_news(*(user.email for user in User.objects.filter(pk__in=told)))
