"""A rota that would move somebody asks each of them; they keep what they have until they say yes (B3)."""

from collections.abc import Collection
from datetime import timedelta
from uuid import UUID

from alongside.accounts.mail import tell_news
from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.clinics.actions.accompany import let_go_along
from alongside.clinics.actions.cover import look_for_another
from alongside.clinics.actions.settling import settle_after_rota
from alongside.clinics.models import (
    OPEN,
    Accompaniment,
    OfferKind,
    OfferState,
    Rota,
    Session,
    Shift,
    ShiftOffer,
    ShiftRole,
)
from alongside.clinics.queries.moves import Asking, asking_of
from alongside.clinics.queries.rotas import Draft, draft_of
from alongside.clinics.rota.moves import Move, Settled
from alongside.clinics.rota.problem import Role
from alongside.clinics.rota.problem import Shift as Placed
from alongside.common import clock

ANSWER_WITHIN = timedelta(days=7)
"""How long there is to say whether a change is all right [policy]."""


def hold_rota(rota_id: UUID | None) -> None:
    """Let nobody else change this rota, or who is on its sessions, meanwhile. Inside an action."""
    if rota_id is None:
        return
    rota = Rota.objects.select_for_update().get(pk=rota_id)
    sessions = Session.objects.select_for_update().filter(on__range=(rota.from_on, rota.until_on))
    list(sessions.order_by("pk").values_list("pk"))


def offer_change(
    shift: Shift, *, session: Session, role: ShiftRole, rota: Rota, by: User, has_agreed: bool = False
) -> ShiftOffer:
    """Ask whoever holds a shift to take another place instead, or, where it is the same, to leave it.

    `has_agreed`: they told the coordinator yes already.
    """
    with recorded("shift.ask_change", by=by, user=shift.user_id, role=role, agreed=has_agreed) as note:
        now = clock.now()
        # one question about a place at a time: this one is newer
        waiting = ShiftOffer.objects.filter(session=session, role=role, offered_to=shift.user)
        waiting.filter(state=OfferState.WAITING).update(state=OfferState.GONE, answered_at=now)
        note.about = offer = ShiftOffer(
            kind=OfferKind.CHANGE,
            session=session,
            role=role,
            offered_to=shift.user,
            gives_up=shift,
            rota=rota,
            made_by=by,
            made_at=now,
            until_at=min(now + ANSWER_WITHIN, shift.session.begins, session.begins),
            state=OfferState.AGREED if has_agreed else OfferState.WAITING,
            answered_at=now if has_agreed else None,
        )
        offer.save(force_insert=True)
        if not has_agreed:
            tell_news(shift.user.email)
    return offer


def ask_movers(draft: Draft, moves: Collection[Move], *, agreed: Collection[UUID], by: User) -> None:
    """Ask everybody whom a draft would move. Inside an action.

    What an older rota asked about these weeks is over. `agreed`: the shifts whose advocates told the
    coordinator yes already.
    """
    rota = draft.rota
    older = ShiftOffer.objects.filter(kind=OfferKind.CHANGE, state__in=OPEN)
    in_these_weeks = older.filter(gives_up__session__on__range=(rota.from_on, rota.until_on))
    in_these_weeks.update(state=OfferState.GONE, answered_at=clock.now())
    ids = [draft.ground.rows[move.leaves] for move in moves]
    shifts = Shift.objects.filter(pk__in=ids).select_related("session", "user").in_bulk()
    sessions = Session.objects.in_bulk([UUID(move.goes.session) for move in moves if move.goes])
    for move in moves:
        shift = shifts[draft.ground.rows[move.leaves]]
        goes = move.goes
        offer_change(
            shift,
            session=sessions[UUID(goes.session)] if goes else shift.session,
            role=ShiftRole(goes.role.value if goes else shift.role),
            rota=rota,
            by=by,
            has_agreed=shift.pk in agreed,
        )


def take_off_those_gone(draft: Draft, *, by: User) -> list[Placed]:
    """Take off whoever has stepped back since, or is no advocate any more. Inside an action."""
    gone = draft.gone
    shifts = list(Shift.objects.filter(pk__in=[draft.ground.rows[placed] for placed in gone]))
    Shift.objects.filter(pk__in=[shift.pk for shift in shifts]).update(ended_at=clock.now(), ended_by=by)
    settle_after_rota([], shifts, by=by)
    return gone


def settle_rota(rota: Rota, *, by: User) -> None:
    """After an answer: let those go who can, and ask for nothing that cannot come about. In an action."""
    asking = asking_of(draft_of(rota))
    make_changes(asking, asking.settled(OfferState.AGREED), by=by)
    over = [offer.pk for offer in asking.not_possible_any_more()]
    ShiftOffer.objects.filter(pk__in=over).update(state=OfferState.GONE, answered_at=clock.now())


def make_changes(asking: Asking, settled: Settled, *, by: User) -> None:
    """End and make the shifts, tell each, and look for others where a place is empty. In an action."""
    rows = asking.draft.ground.rows
    left = Shift.objects.select_related("session").in_bulk([rows[placed] for placed in settled.leave])
    moved = [asking.offers[move].pk for move in settled.moved]
    ShiftOffer.objects.filter(pk__in=moved).update(state=OfferState.YES)
    Shift.objects.filter(pk__in=left).update(ended_at=clock.now(), ended_by=by)
    made = Shift.objects.bulk_create(
        shift_of(placed, by=by) for placed in settled.come if placed.role != Role.COMPANION
    )
    for placed in (placed for placed in settled.come if placed.role == Role.COMPANION):
        asked = Accompaniment.objects.get(pk=UUID(placed.session))
        let_go_along(asked, user=User.objects.get(pk=UUID(placed.advocate)), by=by)
    settle_after_rota(made, list(left.values()), by=by)
    filled = {(placed.session, placed.role) for placed in settled.come}
    for placed in settled.leave:
        if (placed.session, placed.role) not in filled:
            look_for_another(left[rows[placed]], by=by)


def shift_of(placed: Placed, *, by: User) -> Shift:
    """Return the shift, not saved yet, for a place of a draft."""
    return Shift(
        session_id=UUID(placed.session),
        user_id=UUID(placed.advocate),
        role=ShiftRole(placed.role.value),
        put_by=by,
        put_at=clock.now(),
    )
