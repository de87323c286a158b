"""The fairness log: of one person, and by service and theme with nobody's name."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.db.models import Count, Exists, OuterRef
from django.utils.translation import gettext

from alongside.accounts.models import User
from alongside.crypto.keys import with_keys
from alongside.directory.models import Service
from alongside.people.models import Person
from alongside.voice.models import FairnessEntry, Theme
from alongside.voice.rules import ENOUGH_PEOPLE, entries_for_use_by, entries_that_count


@dataclass(frozen=True)
class ThemeCount:
    """How many people said that this happened to them."""

    theme: str
    people: int

    @property
    def is_enough(self) -> bool:
        """Tell whether it may be spoken of outside: nobody can be picked out of so many."""
        return self.people >= ENOUGH_PEOPLE


@dataclass(frozen=True)
class ServiceThemes:
    """What keeps happening at one service, the most people first. No id: not in the directory."""

    service_id: UUID | None
    name: str
    themes: list[ThemeCount]


def fairness_of(person: Person) -> list[FairnessEntry]:
    """Return a person's entries with what they allow, the newest first."""
    rows = FairnessEntry.objects.filter(person=person).select_related("written_by")
    rows = rows.prefetch_related("consents").order_by("-written_at", "-id")
    return with_keys(rows, "written_by")


def fairness_by_service(user: User) -> list[ServiceThemes]:
    """Return what happened, by service and theme, as far as `user` may work with it; in one query."""
    entries = entries_for_use_by(user)
    counts = Exists(entries_that_count(FairnessEntry.objects.filter(pk=OuterRef("pk"))))
    people = Count("person", distinct=True, filter=counts)
    grouped = entries.values("service", "service__name", "theme").annotate(people=people)
    return _by_service(grouped.order_by("service__name", "service", "-people", "theme"))


def fairness_at(user: User, service: Service | None, *, limit: int = 50) -> list[FairnessEntry]:
    """Return what happened at one service, or at those that the directory does not have; newest first."""
    entries = entries_for_use_by(user).filter(service=service).select_related("person")
    entries = entries.prefetch_related("consents").order_by("-written_at", "-id")
    return with_keys(entries[:limit])


def _by_service(rows: Iterable[Mapping[str, Any]]) -> list[ServiceThemes]:
    found: dict[object, ServiceThemes] = {}
    for row in rows:
        name = row["service__name"] or gettext("Not in the directory")
        group = found.setdefault(row["service"], ServiceThemes(row["service"], str(name), []))
        group.themes.append(ThemeCount(str(Theme(row["theme"]).label), row["people"]))
    return sorted(found.values(), key=lambda group: group.service_id is None)
