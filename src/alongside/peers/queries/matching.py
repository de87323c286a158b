"""Reads about wishes and offers, and about people who would like another advocate."""

from dataclasses import dataclass

from alongside.accounts.models import User
from alongside.accounts.rules import may_coordinate, may_do_advocacy
from alongside.crypto.keys import preload, with_keys
from alongside.peers.models import ChangeAsk, ExperienceOffer, MatchWish, OfferAsk
from alongside.peers.rules.matching import (
    asks_open_to,
    offers_readable_by,
    offers_to_choose_from,
    partnership_for_offer,
    partnerships_today,
)
from alongside.people.models import Partnership, PartnershipKind, Person
from alongside.people.rules import free_for, seen_by


@dataclass(frozen=True)
class Match:
    """What the page of a person shows of the match, to one reader."""

    offer: ExperienceOffer | None
    may_offer: bool
    change: ChangeAsk | None
    may_settle: bool


def match_of(person: Person, *, viewer: User) -> Match:
    """Return the viewer's own offer, and whether a change was asked for: its wishes for the coordinator."""
    offer = offers_readable_by(viewer).filter(person=person).first()
    return Match(
        offer=with_keys([offer])[0] if offer else None,
        may_offer=partnership_for_offer(viewer, person) is not None,
        change=ChangeAsk.objects.filter(person=person, settled_at=None).first(),
        may_settle=may_coordinate(viewer),
    )


def changes_asked_for(viewer: User, *, limit: int) -> list[ChangeAsk]:
    """Return the people who would like another advocate, as far as `viewer` may see them (R12)."""
    if not may_do_advocacy(viewer):
        return []
    asks = ChangeAsk.objects.filter(seen_by(viewer), settled_at=None).select_related("person")
    return with_keys(asks.order_by("asked_on", "id")[:limit])


def wish_of(person: Person) -> MatchWish | None:
    """Return what they said of whom they would like."""
    return next(iter(with_keys(MatchWish.objects.filter(person=person))), None)


@dataclass(frozen=True)
class Search:
    """How the search for an advocate for one person stands: for the coordinator alone."""

    offers: list[ExperienceOffer]
    asked: list[OfferAsk]
    # whose work with them ends, with no blame, when somebody is chosen
    ends: list[Partnership]


def search_for(person: Person) -> Search:
    """Return who offered, who else was asked, and whose work ends with the change they asked for."""
    offers = offers_to_choose_from(person).select_related("user").order_by("offered_on", "id")
    asks = OfferAsk.objects.filter(person=person, offer=None).select_related("user")
    asked = list(asks.order_by("asked_on", "id"))
    preload({ask.user.seal_owner() for ask in asked})
    changing = ChangeAsk.objects.filter(person=person, settled_at=None).values("person")
    held = Partnership.objects.filter(pk__in=partnerships_today(person), person__in=changing)
    advocates = held.filter(kind=PartnershipKind.ADVOCATE).select_related("user")
    found = with_keys(offers, "user")
    free = free_for(person, [offer.user for offer in found])
    return Search(
        offers=[offer for offer in found if offer.user_id in free],
        asked=asked,
        ends=with_keys(advocates.order_by("starts_on", "pk"), "user"),
    )


@dataclass(frozen=True)
class Asked:
    """One ask, as the advocate reads it: what may be said of the person, and their own offer."""

    ask: OfferAsk
    words: str | None
    offer: ExperienceOffer | None


def asked_of(user: User) -> list[Asked]:
    """Return what `user` is asked to offer, the oldest first."""
    asks = list(asks_open_to(user).order_by("asked_on", "id"))
    wishes = with_keys(MatchWish.objects.filter(person__in=[ask.person_id for ask in asks]))
    said = {wish.person_id: wish.may_say for wish in wishes}
    offers = with_keys(ExperienceOffer.objects.filter(ask__in=asks))
    by_ask = {offer.ask_id: offer for offer in offers}
    return [Asked(ask, said.get(ask.person_id), by_ask.get(ask.pk)) for ask in asks]


def unanswered_asks(user: User) -> int:
    """Return how often `user` is asked to offer and has not answered."""
    return asks_open_to(user).filter(offer=None).count()
