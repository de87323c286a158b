"""What tests of the pages of concerns begin with."""

import pytest

from alongside.accounts.models import User
from alongside.people.models import Person
from alongside.safety.models import Concern
from tests.factories.safety import make_concern


@pytest.fixture
def concern(advocate: User, person: Person) -> Concern:
    """A concern about `person`, raised by `advocate`."""
    return make_concern(by=advocate, person=person, they_said="He pushed me", wishes="To stay at my sister's")


PAGES = ("concern", "concern-words", "concern-raised", "concern-decide", "concern-news", "concern-close")
