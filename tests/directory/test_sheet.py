"""Sheets to print."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client
from django.urls import path
from pytest_django import DjangoAssertNumQueries

from alongside.accounts.access import public
from alongside.accounts.models import User
from alongside.audit.permit import permitted
from alongside.directory.models import Phone
from alongside.directory.queries.sheet import code_of
from alongside.urls import urlpatterns as alongside_urls
from tests.factories.clinics import make_clinic
from tests.factories.directory import make_hours, make_listing, make_place
from tests.factories.safety import make_concern

urlpatterns = [*alongside_urls, path("find-us/", public(lambda _request: HttpResponse()), name="find-us")]
"""The addresses, with a page for everybody."""
SignIn = Callable[[User], Client]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thursday_noon")]


def printed(page: Any) -> dict[str, list[str]]:
    """Return the names on a sheet under their needs."""
    return {
        need.code if need else "": [line.service.name for line in lines]
        for need, lines in page.context["sheet"].groups
    }


def test_sheet_holds_what_was_ticked_under_what_it_is_for(advocate: User, signed_in: SignIn) -> None:
    soup = make_listing("Soup", needs=("social", "food"), url="https://www.example.org", phone="1")
    exchange = make_listing("Exchange", needs=("needle-exchange",))
    other = make_listing("Other", needs=())
    make_listing("Not ticked")
    make_place(soup)
    make_hours(soup, "MO")
    with permitted():
        Phone.objects.create(organization=exchange.organization, number="2", description="day line")
    ids = [str(service.pk) for service in (other, exchange, soup)]

    page = signed_in(advocate).get("/directory/sheet/", {"service": [*ids, "no id"]})

    text = " ".join(page.content.decode().split())
    assert printed(page) == {"food": ["Soup"], "needle-exchange": ["Exchange"], "": ["Other"]}
    for words in ("Monday: 10:00–16:00", "1 Canal Street", "data:image/svg+xml", "day line", "Other help"):
        assert words in text
    assert text.count("it opens their website") == 1
    assert "Printed on Thursday 26 November 2026" in text
    assert "Large print" in text


def test_sheet_of_an_area_holds_what_is_around_it(advocate: User, signed_in: SignIn) -> None:
    make_place(make_listing("Near"))
    make_place(make_listing("Far"), latitude=53.8, longitude=-1.55)

    page = signed_in(advocate).get("/directory/sheet/", {"area": "M15", "within": "5", "size": "large"})

    assert printed(page) == {"food": ["Near"]}
    assert "Places that can help, near M15" in page.content.decode()
    assert "Normal print" in page.content.decode()


def test_private_closed_and_hidden_things_are_not_printed(coordinator: User, signed_in: SignIn) -> None:
    private = make_listing("Ours", not_in_public_feed=True)
    closed = make_listing("Gone", status="defunct")
    refuge = make_listing("The refuge")
    make_place(refuge, hide_address=True, hidden_address="9 Secret Lane")
    ids = [str(service.pk) for service in (private, closed, refuge)]

    page = signed_in(coordinator).get("/directory/sheet/", {"service": ids})

    text = page.content.decode()
    assert printed(page) == {"food": ["The refuge"]}
    assert "2 services are only ours or have closed, and are not printed." in text
    assert "The address is not shown. Ring them." in text
    assert "Secret Lane" not in text


def test_address_of_one_worker_is_not_printed(advocate: User, signed_in: SignIn) -> None:
    service = make_listing(
        description="Write to jane.smith@elm.example or info@elm.example",
        application_process="Ask jane.smith@elm.example.",
        email="jane.smith@elm.example",
    )

    page = signed_in(advocate).get("/directory/sheet/", {"service": str(service.pk)}).content.decode()

    assert ("jane.smith" in page, "info@elm.example" in page) == (False, True)


def test_what_only_workers_may_know_is_not_printed_above_a_sheet(
    coordinator: User, advocate: User, signed_in: SignIn
) -> None:
    make_concern(by=advocate)

    page = signed_in(coordinator).get("/directory/sheet/").content.decode()

    assert page.count('class="banner concern') == page.count('class="banner concern no-print"') == 1


def test_sheet_says_where_to_find_us(advocate: User, signed_in: SignIn, settings: LazySettings) -> None:
    settings.ROOT_URLCONF = "tests.directory.test_sheet"

    page = signed_in(advocate).get("/directory/sheet/")

    assert page.context["our_page"]["address"] == "http://testserver/find-us/"
    assert page.context["our_page"]["code"] in page.content.decode()


def test_sheet_of_nothing_says_how_to_get_one(advocate: User, signed_in: SignIn) -> None:
    make_place(make_listing())
    client = signed_in(advocate)

    pages = [client.get("/directory/sheet/", asked) for asked in ({}, {"area": "Hulme"}, {"need": "food"})]

    assert ["Nothing was chosen." in page.content.decode() for page in pages] == [True, True, True]


@pytest.mark.parametrize(
    "url, has_code", [("https://example.org", True), ("javascript:alert(1)", False), ("", False)]
)
def test_only_an_address_on_the_web_becomes_a_code(url: str, has_code: bool) -> None:
    assert code_of(url).startswith("data:image/svg+xml") == has_code


def test_clinic_page_leads_to_the_sheet_of_its_area(
    coordinator: User, advocate: User, signed_in: SignIn
) -> None:
    known = make_clinic(by=coordinator, address="1 Canal Street, Manchester M15 6AA")
    unknown = make_clinic("Bridge House", by=coordinator)
    client = signed_in(advocate)

    assert "/directory/sheet/?area=M15&amp;within=5" in client.get(f"/clinics/{known.pk}/").content.decode()
    assert "/directory/sheet/" not in client.get(f"/clinics/{unknown.pk}/").content.decode()


@pytest.mark.parametrize("how_many", [1, 3])
def test_sheet_asks_the_database_the_same_number_of_times(
    advocate: User, signed_in: SignIn, how_many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    services = [make_listing(f"Service {number}", phone="1") for number in range(how_many)]
    for service in services:
        make_place(service)
        make_hours(service)
    client = signed_in(advocate)

    with django_assert_num_queries(22):
        page = client.get("/directory/sheet/", {"service": [str(service.pk) for service in services]})

    assert len(printed(page)["food"]) == how_many
