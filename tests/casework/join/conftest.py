"""What tests of joining begin with: a contact, and everything that can stand under one."""

import pytest

from alongside.accounts.models import User
from alongside.casework.actions.join import join_contact
from alongside.crypto.keys import forget_all
from alongside.people.models import (
    Join,
    Person,
)
from tests.factories.people import (
    make_partnership,
    make_person,
)


@pytest.fixture
def contact(advocate: User) -> Person:
    """An anonymous contact whom `advocate` met."""
    contact = make_person(by=advocate, about_me="Plays chess")
    make_partnership(contact, advocate)
    return contact


def join(contact: Person, person: Person, *, by: User) -> Join:
    """Join them with their say, and read everything afresh."""
    joined = join_contact(contact, person, person_agreed=True, by=by)
    forget_all()
    return joined
