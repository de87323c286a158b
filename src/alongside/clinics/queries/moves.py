"""What a published rota asks of those it would move, read together with how things stand now."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from alongside.clinics.models import OPEN, OfferState, Rota, Shift, ShiftOffer
from alongside.clinics.queries.rotas import Draft
from alongside.clinics.rota.moves import Move, Settled, settle
from alongside.clinics.rota.problem import Role
from alongside.clinics.rota.problem import Shift as Placed
from alongside.common import clock
from alongside.crypto.keys import SERVICE, preload


@dataclass(frozen=True)
class Asking:
    """The changes that a published rota asked for, each with its offer."""

    draft: Draft
    offers: Mapping[Move, ShiftOffer]
    may_come: Collection[Placed]
    """Those of the draft who may be put on."""

    def settled(self, *states: OfferState) -> Settled:
        """Return what may happen when those move whose offers are in one of `states`, and nobody else."""
        now = clock.now()
        agreed = [
            move
            for move, offer in self.offers.items()
            if offer.state in states and (offer.state == OfferState.AGREED or offer.until_at > now)
        ]
        return settled(self.draft, asked=self.offers, agreed=agreed, may_come=self.may_come)

    def not_possible_any_more(self) -> list[ShiftOffer]:
        """Return the offers that can come about no more, whatever those say who still may answer."""
        possible = self.settled(*OPEN).moved
        return [offer for move, offer in self.offers.items() if offer.state in OPEN and move not in possible]


def settled(
    draft: Draft, *, asked: Collection[Move], agreed: Collection[Move], may_come: Collection[Placed]
) -> Settled:
    """Return what a draft may do now, when only those who `agreed` move."""
    ground = draft.ground
    return settle(ground.problem, ground.rows, draft.shifts, asked=asked, agreed=agreed, may_come=may_come)


def asking_of(draft: Draft, *, may_come: Collection[Placed] | None = None) -> Asking:
    """Return what a published rota asks, and how things stand.

    Once it is published, only those are put on who are to go somewhere, or into a place that somebody leaves.
    """
    placed = {shift: where for where, shift in draft.ground.rows.items()}
    offers = draft.rota.offers.select_related("gives_up").order_by("made_at", "id")
    by_move = {_move(offer, offer.gives_up, placed): offer for offer in offers if offer.gives_up}
    return Asking(draft, by_move, _later(draft, by_move) if may_come is None else may_come)


def _later(draft: Draft, moves: Collection[Move]) -> list[Placed]:
    left = {(move.leaves.session, move.leaves.role) for move in moves}
    goes = {move.goes for move in moves}
    # whoever was given their place and has left it since is not put back
    ended = Shift.objects.filter(session__in=list(draft.sessions), put_at__gte=draft.rota.published_at)
    pairs = ended.filter(ended_at__isnull=False).values_list("session", "user")
    gone = {(str(session), str(user)) for session, user in pairs}
    return [
        placed
        for placed in draft.new
        if placed.role != Role.COMPANION
        and (placed in goes or (placed.session, placed.role) in left)
        and (placed.session, placed.advocate) not in gone
    ]


def _move(offer: ShiftOffer, left: Shift, placed: Mapping[UUID, Placed]) -> Move:
    """Return what an offer asks, in the planner's words."""
    leaves = placed.get(left.pk) or Placed(str(left.session_id), Role(left.role), str(left.user_id))
    if offer.is_leaving:
        return Move(leaves)
    return Move(leaves, Placed(str(offer.session_id), Role(offer.role), str(offer.offered_to_id)))


def asked_by(rota: Rota) -> list[ShiftOffer]:
    """Return what a rota asked, in the order of the days that somebody would leave."""
    preload([SERVICE])
    offers = rota.offers.select_related("offered_to", "session__clinic", "gives_up__session__clinic")
    return list(offers.order_by("gives_up__session__on", "gives_up__session__starts_at", "id"))
