"""Reads about offers and about people who would like another advocate."""

from dataclasses import dataclass

from alongside.accounts.models import User
from alongside.accounts.rules import may_coordinate, may_do_advocacy
from alongside.crypto.keys import with_keys
from alongside.peers.models import ChangeAsk, ExperienceOffer
from alongside.peers.rules.matching import offers_readable_by, partnership_for_offer
from alongside.people.models import Person
from alongside.people.rules import seen_by


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
