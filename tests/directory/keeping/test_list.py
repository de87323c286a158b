"""The list of all services, for whoever keeps it."""

from datetime import date

import pytest
from pytest_django import DjangoAssertNumQueries

from alongside.accounts.models import User
from alongside.directory import actions
from alongside.directory.models import (
    WhatIsWrong,
)
from tests.directory.keeping.conftest import SignIn, text_of
from tests.factories.directory import make_hours, make_listing, make_organization, make_place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thursday_noon")]


@pytest.mark.parametrize(
    "which, found",
    [
        ("", ["Fresh", "Ours", "Stale"]),
        ("unchecked", ["Stale"]),
        ("wrong", ["Fresh"]),
        ("private", ["Ours"]),
        ("closed", ["Gone"]),
        ("nonsense", ["Fresh", "Ours", "Stale"]),
    ],
)
def test_list_shows_what_is_asked_for(
    coordinator: User, advocate: User, signed_in: SignIn, which: str, found: list[str]
) -> None:
    actions.say_wrong(make_listing("Fresh"), by=advocate, kind=WhatIsWrong.OTHER)
    make_listing("Ours", not_in_public_feed=True)
    make_listing("Stale", assured_date=date(2026, 1, 1))
    make_listing("Gone", status="defunct")

    page = signed_in(coordinator).get("/directory/services/", {"which": which})

    assert [row.name for row in page.context["page"]] == found
    assert page.context["waiting"] == {"unchecked": 1, "wrong": 1}


def test_list_is_searched_by_name_and_organisation(coordinator: User, signed_in: SignIn) -> None:
    make_listing("Soup", organization=make_organization("St Peter’s"))
    make_listing("Bread")

    client = signed_in(coordinator)

    assert [
        row.name for row in client.get("/directory/services/", {"words": "peter soup"}).context["page"]
    ] == ["Soup"]
    assert "None of these." in text_of(client.get("/directory/services/", {"words": "fish"}))


@pytest.mark.parametrize("how_many", [1, 3])
def test_list_asks_the_database_the_same_number_of_times(
    coordinator: User, signed_in: SignIn, how_many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(how_many):
        make_listing(f"Service {number}")
    client = signed_in(coordinator)

    with django_assert_num_queries(11):
        page = client.get("/directory/services/")

    assert len(page.context["page"]) == how_many


@pytest.mark.parametrize("how_many", [1, 3])
def test_service_page_asks_the_database_the_same_number_of_times(
    advocate: User, signed_in: SignIn, how_many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    service = make_listing(phone="1")
    for _ in range(how_many):
        make_place(service)
        make_hours(service)
    client = signed_in(advocate)

    with django_assert_num_queries(22):
        page = client.get(f"/directory/services/{service.pk}/")

    assert len(page.context["places"]) == how_many
