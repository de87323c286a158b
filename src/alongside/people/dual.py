"""A new worker who may be on our records themselves: noticed when the account is opened (R19)."""

from collections.abc import Iterator
from datetime import date

from django.db.models import Q

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.common import clock
from alongside.crypto.keys import with_keys
from alongside.people.letters import digits_of
from alongside.people.models import DualRoleCheck, Person
from alongside.people.tags import name_tag, phone_tag, plain

PHONE_DIGITS = 10
"""A British number without its first 0."""


def look_for_dual_role(user: User) -> None:
    """Let a new account see nobody until the data protection lead has looked, where it may be on our records.

    Whoever opens the account gets no sign of it: nothing is returned, raised or said.
    """
    for person in people_who_may_be(user):
        with recorded("dual_role.find", by=None, user=user.pk) as note:
            note.about, _made = DualRoleCheck.objects.get_or_create(
                user=user, person=person, defaults={"found_at": clock.now()}
            )


def people_who_may_be(user: User) -> Iterator[Person]:
    """Yield the people with the name and date of birth, or the telephone number, of this user."""
    alike = Q()
    for field, tag in (
        ("name_tag", name_tag(user.name, user.date_of_birth)),
        ("phone_tag", phone_tag(user.phone)),
    ):
        if tag:
            alike |= Q((field, tag))
    mine = _marks(user.name, user.date_of_birth, user.phone)
    # a few others share each short tag: these are told apart by opening them
    for person in with_keys(Person.objects.filter(alike)) if alike else ():
        if mine & _marks(person.full_name or person.called, person.date_of_birth, person.phone):
            yield person


def _marks(name: object, born: object, phone: object) -> set[str]:
    """Return what tells one human from another, as far as it is known and could be opened."""
    marks = set()
    if isinstance(name, str) and isinstance(born, date):
        marks.add(f"{plain(name)}, {born}")
    if isinstance(phone, str) and len(digits_of(phone)) >= PHONE_DIGITS:
        marks.add(digits_of(phone)[-PHONE_DIGITS:])
    return marks
