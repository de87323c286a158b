"""What tests of cases begin with."""

import pytest

from alongside.accounts.models import User
from alongside.casework.models import Case
from alongside.people.models import Person
from tests.factories.casework import make_case


@pytest.fixture
def case(person: Person, advocate: User) -> Case:
    """An open case of `person`, written by `advocate`."""
    return make_case(person, by=advocate)
