"""Which enquiries a coordinator may read: none that may come from somebody behind a wall for them."""

from collections.abc import Iterable
from uuid import UUID

from alongside.accounts.models import Role, User
from alongside.accounts.queries import users_with
from alongside.accounts.rules import may_coordinate
from alongside.crypto.keys import with_keys
from alongside.frontdoor.models import Enquiry
from alongside.people.models import Person
from alongside.people.rules import open_checks_of, people_walled_from
from alongside.people.rules.sameness import may_be_same


def may_see_enquiry(user: User, enquiry: Enquiry) -> bool:
    """A coordinator whom no wall keeps from whoever may have sent it."""
    return may_coordinate(user) and bool(enquiries_visible_to(user, [enquiry]))


def enquiries_visible_to(user: User, enquiries: Iterable[Enquiry]) -> list[Enquiry]:
    """Leave out what may come from somebody behind a wall for `user`, as long as somebody else can answer.

    Nobody knows yet who sent an enquiry: a number or a name like that of somebody walled off is enough. Where
    every coordinator stands behind such a wall, it shows all the same: whoever asks must not go unheard.
    """
    if open_checks_of(user).exists():
        return []
    walled = with_keys(people_walled_from(user))
    matched = {row: _like(row, walled) for row in enquiries}
    behind = _walled_from_each() if any(matched.values()) else []
    return [row for row, people in matched.items() if not people or all(people & theirs for theirs in behind)]


def _like(enquiry: Enquiry, walled: list[Person]) -> set[UUID]:
    """Return who of those behind a wall may have sent this."""
    said = enquiry.said
    sender = Person(called=said.get("called"), phone=said.get("phone"))
    return {person.pk for person in walled if may_be_same(person, sender)}


def _walled_from_each() -> list[set[UUID]]:
    """Return of every coordinator who is behind a wall for them."""
    return [
        set(people_walled_from(each).values_list("pk", flat=True)) for each in users_with(Role.COORDINATOR)
    ]
