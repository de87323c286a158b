"""Who is away, and still has people whom nobody covers yet."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Exists, OuterRef

from alongside.accounts.models import User
from alongside.common import clock
from alongside.peers.models import Away
from alongside.peers.queries.wellbeing import everybody_away
from alongside.people.models import Partnership, PartnershipKind
from alongside.people.rules import seen_by

CARRIES = (PartnershipKind.ADVOCATE, PartnershipKind.COVER)


@dataclass(frozen=True)
class AwayToCover:
    """Somebody who is away, and how many people wait for cover."""

    away: Away
    people: int


def away_to_cover(viewer: User) -> list[AwayToCover]:
    """Return who is away with people nobody else works with, as far as `viewer` may see them (E10, R12)."""
    away = everybody_away()
    counted = _alone_with([one.user_id for one in away], viewer)
    return [AwayToCover(one, counted[one.user_id]) for one in away if one.user_id in counted]


def _alone_with(users: list[UUID], viewer: User) -> dict[UUID, int]:
    live = Partnership.objects.holding(clock.today()).filter(kind__in=CARRIES)
    others = live.filter(person=OuterRef("person")).exclude(user__in=users)
    alone = live.filter(seen_by(viewer), ~Exists(others), user__in=users).order_by()
    return dict(alone.values_list("user").annotate(Count("person", distinct=True)))
