"""Records that may be about the same human."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any
from uuid import UUID

from alongside.accounts.models import User
from alongside.crypto.keys import with_keys
from alongside.people.models import NotSamePerson, Person
from alongside.people.names import all_names
from alongside.people.queries.lists import people_found
from alongside.people.rules import people_visible_to
from alongside.people.rules.sameness import may_be_same

HINTS = 5
_AT_ONCE = 100
SHARED_BY = 5
"""A number that more records share belongs to a hostel, not to somebody."""


@dataclass(frozen=True)
class Pair:
    """Two records that may be about one human."""

    one: Person
    other: Person


def people_like(user: User, **told: Any) -> list[Person]:
    """Return who may be meant, among those `user` may see; of others there is no sign (R17)."""
    somebody = Person(**told)
    likely: dict[UUID, Person] = {}
    for wanted in (somebody.full_name, somebody.called, somebody.phone):
        if wanted:
            found = people_found(user, wanted)
            likely |= {person.pk: person for person in (*found.people, *found.alike)}
    return [person for person in likely.values() if may_be_same(person, somebody)][:HINTS]


def possible_duplicates(viewer: User, *, limit: int = 50) -> list[Pair]:
    """Return pairs of records that may be one human, newest first, without those looked at already."""
    decided = {frozenset(pair) for pair in NotSamePerson.objects.values_list("one", "other")}
    likely = sorted((pair for pair in _likely_pairs(viewer) if frozenset(pair) not in decided), reverse=True)
    pairs: list[Pair] = []
    for start in range(0, len(likely), _AT_ONCE):
        pairs += _confirmed(viewer, likely[start : start + _AT_ONCE])
        if len(pairs) >= limit:
            break
    return pairs[:limit]


def _confirmed(viewer: User, likely: list[tuple[UUID, UUID]]) -> list[Pair]:
    people = people_visible_to(viewer).in_bulk({person_id for pair in likely for person_id in pair})
    with_keys(people.values())
    pairs = [Pair(people[one], people[other]) for one, other in likely]
    return [pair for pair in pairs if may_be_same(pair.one, pair.other)]


def _likely_pairs(viewer: User) -> set[tuple[UUID, UUID]]:
    """Compare in memory what shares a tag in the database, so that few records need be opened."""
    tags = dict(people_visible_to(viewer).exclude(is_anonymous_contact=True).values_list("pk", "name_tag"))
    with all_names() as names:
        words = {pk: names.words[pk] for pk in tags if pk in names.words}
        numbers = {pk: names.numbers.held[pk] for pk in words}
    by_name = {
        (one, other)
        for one, other in _pairs_in(_grouped({pk: tags[pk] for pk in words}))
        if words[one] & words[other]
    }
    by_number = (group for group in _grouped(numbers) if len(group) <= SHARED_BY)
    return by_name.union(_pairs_in(by_number))


def _grouped(texts: dict[UUID, str]) -> Iterable[list[UUID]]:
    """Return groups of those who have the same text; those who have none are in no group."""
    groups: dict[str, list[UUID]] = defaultdict(list)
    for pk in sorted(texts, reverse=True):
        groups[texts[pk]].append(pk)
    groups.pop("", None)
    return groups.values()


def _pairs_in(groups: Iterable[list[UUID]]) -> Iterator[tuple[UUID, UUID]]:
    for group in groups:
        yield from combinations(group, 2)
