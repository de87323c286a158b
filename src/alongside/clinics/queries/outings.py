"""Those who want somebody to go with them, in the planner's words."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date, time
from uuid import UUID

from alongside.accounts.models import User
from alongside.clinics.models import Accompaniment
from alongside.clinics.rota.problem import Role, Unusual
from alongside.clinics.rota.problem import Session as Asked
from alongside.clinics.rota.problem import Shift as Placed
from alongside.clinics.rules.accompany import accompaniments_visible_to
from alongside.common import clock
from alongside.crypto.keys import with_keys
from alongside.people.rules import kept_from


@dataclass(frozen=True)
class Outings:
    """The accompaniments of some weeks that somebody may see, and who goes on them."""

    rows: list[Accompaniment]
    there: Mapping[UUID, dict[Placed, UUID]]
    """For each with whom somebody goes: their place, and the id of the accompaniment."""
    busy: Mapping[str, list[Unusual]]
    """When advocates go on those that are not told of: with whom and where stays unsaid."""

    def never_with(self, users: Collection[UUID]) -> dict[UUID, frozenset[str]]:
        """Return with whom each of these users cannot go: for the planner alone (R16)."""
        found: dict[UUID, set[str]] = defaultdict(set)
        if self.rows:
            for user, person in kept_from(users, {row.person for row in self.rows}):
                found[user].add(str(person))
        return {user: frozenset(people) for user, people in found.items()}


def outings_between(first: date, last: date, viewer: User | None) -> Outings:
    """Return those from a day to a day, both included, and after today, as far as `viewer` may see them."""
    coming = Accompaniment.objects.to_come().filter(on__range=(first, last), on__gt=clock.today())
    rows = with_keys(coming.select_related("person"))
    visible = accompaniments_visible_to(viewer) if viewer and rows else Accompaniment.objects.none()
    seen = set(visible.filter(pk__in=[row.pk for row in rows]).values_list("pk", flat=True))
    busy: dict[str, list[Unusual]] = defaultdict(list)
    for row in rows:
        if row.user_id and row.pk not in seen:
            busy[str(row.user_id)].append(
                Unusual(row.on, row.on, False, minute_of(row.starts_at), minute_of(row.ends_at))
            )
    told = [row for row in rows if row.pk in seen]
    there = {row.pk: {_place(row): row.pk} for row in told if row.user_id}
    return Outings(told, there, busy)


def asked_along(row: Accompaniment) -> Asked:
    """Return an accompaniment as the planner sees it: one to go with one person, who is there for walls."""
    return Asked(
        id=str(row.pk),
        on=row.on,
        starts=minute_of(row.starts_at),
        ends=minute_of(row.ends_at),
        needs={Role.COMPANION: 1},
        people=frozenset({str(row.person_id)}),
        area=row.area or None,
        only_languages=frozenset(row.languages),
        only_traits=frozenset(row.traits),
    )


def minute_of(moment: time) -> int:
    """Return a time as minutes after midnight."""
    return 60 * moment.hour + moment.minute


def _place(row: Accompaniment) -> Placed:
    return Placed(str(row.pk), Role.COMPANION, str(row.user_id))
