"""Who looked at a record, by its pages (R27)."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from alongside.accounts.models import Role, User
from alongside.audit.models import Entry
from alongside.people.models import (
    Person,
)
from tests.conftest import SignIn
from tests.factories.accounts import make_user, sign_in
from tests.people.sight.conftest import QUERIES, text


@pytest.mark.parametrize("number", [1, 3])
def test_r27_who_looked_asks_the_same_however_many_there_are(
    number: int,
    at_desk: Client,
    advocate: User,
    person: Person,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for each in range(number):
        client = sign_in(make_user(f"Nia {each}", Role.COORDINATOR))
        client.get(reverse("partners", args=[person.pk]))

    with django_assert_num_queries(QUERIES["who-looked"]):
        page = text(at_desk.get(reverse("who-looked", args=[person.pk])))

    assert "Nia 0" in page
    assert "Looked: who works with them" in page


def test_r27_who_looked_flags_what_is_odd_and_who_was_not_let_in(
    at_desk: Client, other_advocate: User, person: Person, signed_in: SignIn
) -> None:
    signed_in(other_advocate).get(reverse("partners", args=[person.pk]))

    page = text(at_desk.get(reverse("who-looked", args=[person.pk])))

    assert "Was not let in" in page
    assert "Otis Hale" in page


def test_r27_print_names_roles_and_nobody(
    at_privacy: Client, advocate: User, person: Person, signed_in: SignIn
) -> None:
    signed_in(advocate).get(reverse("partners", args=[person.pk]))

    page = text(at_privacy.get(reverse("who-looked-print", args=[person.pk])))

    assert "Looked: who works with them" in page
    assert "Advocate" in page
    assert "Ana Reyes" not in page
    assert Entry.objects.filter(action="person.print_looks", person=person.pk).count() == 1


def test_who_looked_goes_back_page_by_page(at_desk: Client, person: Person) -> None:
    url = reverse("who-looked", args=[person.pk])
    for _each in range(51):
        at_desk.get(url)

    page = at_desk.get(url).content.decode()
    earlier = re.search(r"\?before=(\d+)", page)

    assert earlier
    assert "Looked: who looked" in text(at_desk.get(f"{url}?before={earlier[1]}"))
    assert "Nothing earlier than this." in text(at_desk.get(f"{url}?before=1"))
    assert at_desk.get(f"{url}?before=x").status_code == 200
    assert at_desk.get(f"{url}?before={'9' * 30}").status_code == 200


@pytest.mark.parametrize("persona", ["advocate", "supervisor", "board_member"])
def test_who_looked_is_for_the_coordinator_and_the_dp_lead(
    persona: str, person: Person, request: pytest.FixtureRequest, signed_in: SignIn
) -> None:
    client = signed_in(request.getfixturevalue(persona))

    assert client.get(reverse("who-looked", args=[person.pk])).status_code == 404
