"""What tests of the details of a person begin with."""

import pytest
from django.test import Client

from alongside.accounts.models import User
from alongside.people.actions import change_person
from alongside.people.models import Person
from tests.conftest import SignIn


@pytest.fixture
def client(advocate: User, signed_in: SignIn) -> Client:
    """The advocate's browser."""
    return signed_in(advocate)


@pytest.fixture
def told(person: Person, advocate: User) -> Person:
    """Somebody who told us all there is."""
    return change_person(
        person,
        by=advocate,
        phone="07700 900123",
        email="jo@mail.example",
        address="12 Alder Row",
        area="NG1",
        about_me="I like facts first",
    )


def details(client: Client, person: Person) -> str:
    """Return the page of details."""
    return client.get(f"/people/{person.pk}/details/").content.decode()
