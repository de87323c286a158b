"""Pages of somebody whom one may not see (R11)."""

import uuid

import pytest
from django.test import Client
from django.urls import reverse

from alongside.accounts.models import User
from alongside.people.models import (
    Person,
    WallKind,
)
from tests.conftest import SignIn
from tests.factories.people import (
    make_partnership,
    make_person,
    make_wall,
)
from tests.people.sight.conftest import text

PERSON_PAGES = (
    "partners",
    "partner-new",
    "partner-hand-over",
    "restrict",
    "objections",
    "objection-new",
    "who-looked",
    "who-looked-print",
)


@pytest.mark.parametrize("name", PERSON_PAGES)
@pytest.mark.parametrize("persona", ["coordinator", "walled_advocate", "other_advocate", "dp_lead"])
def test_r11_page_of_somebody_unseen_is_byte_for_byte_the_page_of_nobody(
    name: str, persona: str, person: Person, request: pytest.FixtureRequest, signed_in: SignIn
) -> None:
    user = request.getfixturevalue(persona)
    make_wall(person, user, WallKind.OBJECTION)
    client = signed_in(user)

    unseen = client.get(reverse(name, args=[person.pk]))
    nobody = client.get(reverse(name, args=[uuid.uuid4()]))

    assert (unseen.status_code, nobody.status_code) == (404, 404)
    assert unseen.content == nobody.content
    assert unseen.headers.items() == nobody.headers.items()
    assert "Jo" not in text(unseen)


def test_r11_part_of_another_record_is_as_one_that_is_not_there(
    at_desk: Client, advocate: User, coordinator: User, dp_lead: User, person: Person
) -> None:
    other = make_person(by=coordinator, called="Una")
    held = make_partnership(other, advocate)
    wall = make_wall(other, dp_lead, WallKind.OBJECTION)

    for name, part in (("partner-change", held.pk), ("partner-end", held.pk), ("objection-lift", wall.pk)):
        theirs = at_desk.get(reverse(name, args=[person.pk, part]))
        nothing = at_desk.get(reverse(name, args=[person.pk, uuid.uuid4()]))
        assert (theirs.status_code, nothing.status_code) == (404, 404)
        assert theirs.content == nothing.content
