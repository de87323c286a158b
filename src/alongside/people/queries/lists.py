"""The people somebody may see: page by page, by a part of a name, and who waits."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from alongside.accounts.models import User
from alongside.crypto.keys import with_keys
from alongside.people.models import Person
from alongside.people.names import Names, all_names
from alongside.people.rules import STANDING, people_visible_to

PAGE = 25
FEW = 5
"""With fewer found by their letters, those who sound alike are shown as well."""

_AT_ONCE = 60
_NOBODY = UUID(int=0)
_REFERENCE = re.compile(r"\s*([2-9A-HJKMNP-Z]{3})[\s-]?([2-9A-HJKMNP-Z]{3})\s*", re.IGNORECASE)


@dataclass(frozen=True)
class PeoplePage:
    """Some people, and where the next page begins: nothing on the last one."""

    people: list[Person]
    after: str


@dataclass(frozen=True)
class Found:
    """Who was found by their letters, who by a likeness, and whether there were more."""

    people: list[Person]
    alike: list[Person]
    has_more: bool


def tell_apart(people: Iterable[Person]) -> None:
    """Let namesakes in one list show their full name too, where there is one, and their reference."""
    namesakes = defaultdict(list)
    for person in people:
        namesakes[person.label.casefold()].append(person)
    for same in namesakes.values():
        if len({person.pk for person in same}) > 1:
            for person in same:
                name = person.full_name if person.full_name != person.known_as else None
                person.apart = " · ".join(filter(None, (name, person.reference)))


def people_page(user: User, *, after: str = "") -> PeoplePage:
    """Return the people `user` may see, newest seen first, from where the page before ended."""
    people = people_visible_to(user).order_by("-last_seen_on", "id")
    if place := _place(after):
        seen_on, person_id = place
        people = people.filter(Q(last_seen_on__lt=seen_on) | Q(pk__gt=person_id), last_seen_on__lte=seen_on)
    rows = list(people[: PAGE + 1])
    shown = with_keys(rows[:PAGE])
    tell_apart(shown)
    last = shown[-1] if len(rows) > PAGE else None
    return PeoplePage(shown, f"{last.last_seen_on}_{last.pk}" if last else "")


def people_found(user: User, wanted: str) -> Found:
    """Return whom `user` may see by part of a name, reference or number; then by sound (R12).

    A likely record is proposed by its letters, in memory or in the caller's own small list. What counts is
    what the opened record says, and whether it may be seen.
    """
    rows = _proposed(user, wanted) if user.has_role(*STANDING) else with_keys(people_visible_to(user))
    people, names = {row.pk: row for row in rows}, Names.of(rows)
    exact = names.exact(wanted)
    alike = [pk for pk in names.alike(wanted) if pk not in exact] if len(exact) < FEW else []
    return Found(
        [people[pk] for pk in exact[:PAGE]], [people[pk] for pk in alike[:PAGE]], has_more=len(exact) > PAGE
    )


def _place(after: str) -> tuple[date, UUID] | None:
    day, _line, person_id = after.partition("_")
    try:
        return date.fromisoformat(day), UUID(person_id)
    except ValueError:
        return None


def _proposed(user: User, wanted: str) -> list[Person]:
    """Names in memory propose; people_visible_to decides, in the database."""
    rows = _by_reference(user, wanted)
    with all_names() as names:
        ids = names.exact(wanted)
    rows |= _first_visible(user, ids)
    if len(rows) < FEW:
        with all_names() as names:
            ids = names.alike(wanted)
        rows |= _first_visible(user, ids)
    return with_keys(rows.values())


def _by_reference(user: User, wanted: str) -> dict[UUID, Person]:
    """A contact with no name comes into memory late, and is found by the code they were given."""
    if not (found := _REFERENCE.fullmatch(wanted)):
        return {}
    people = people_visible_to(user).filter(reference=f"{found[1]}-{found[2]}".upper())
    return {person.pk: person for person in people}


def _first_visible(user: User, ids: list[UUID]) -> dict[UUID, Person]:
    """Return the first page of those who may be seen. Asks once even for none: hidden people cost no more."""
    people: dict[UUID, Person] = {}
    for start in range(0, max(len(ids), 1), _AT_ONCE):
        some = ids[start : start + _AT_ONCE]
        found = people_visible_to(user).in_bulk([_NOBODY, *some])
        people |= {pk: found[pk] for pk in some if pk in found}
        if len(people) > PAGE:
            break
    return dict(list(people.items())[: PAGE + 1])
