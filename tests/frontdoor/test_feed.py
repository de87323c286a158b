"""The feed: what anybody may read of the directory and of our clinics."""

import json
import random
from typing import Any

import pytest
from django.core.wsgi import get_wsgi_application
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from alongside.accounts.models import User
from alongside.audit.permit import permitted
from alongside.common import clock
from alongside.crypto.keys import forget_all
from alongside.directory.models import (
    Contact,
    Eligibility,
    Funding,
    OrganizationIdentifier,
    Phone,
    Service,
)
from alongside.directory.needs import NEED_OF, TAXONOMY_ID
from alongside.frontdoor.feed.conformance.answers import InThisProcess
from alongside.frontdoor.feed.conformance.shapes import OURS, Shapes
from alongside.frontdoor.feed.conformance.walk import Walk
from tests.factories.clinics import make_clinic
from tests.factories.directory import make_hours, make_listing, make_place
from tests.frontdoor.official import OFFICIAL, needs_official
from tests.frontdoor.own_server import on_this_connection

pytestmark = pytest.mark.django_db

NOBODY = "00000000-0000-4000-8000-000000000000"
"""An id that nothing has."""


def change(row: Any, **fields: Any) -> Any:
    """Change a row without a page."""
    with permitted():
        return row.change(**fields)


def read(client: Client, path: str) -> Any:
    """Return what the feed says at a path."""
    response = client.get(f"/feed{path}")
    assert response.status_code == 200
    return json.loads(response.content)


def names(client: Client, path: str) -> list[str]:
    """Return the names in a list of services."""
    return [row["name"] for row in read(client, path)["contents"]]


def asked(client: Client, path: str) -> int:
    """Return how many queries an answer takes."""
    forget_all()
    with CaptureQueriesContext(
        connection,
    ) as queries:
        read(client, path)
    return len(queries)


@pytest.fixture
def food_bank(service: object) -> Service:
    """A food bank in Hulme with hours, a place and a telephone."""
    row = make_listing("Cedar food bank", phone="0161 496 0000", minimum_age=18)
    make_place(row)
    make_hours(row, "MO,WE")
    return row


def test_root_says_the_version_exactly(client: Client, service: object) -> None:
    assert read(client, "/") == {
        "version": "HSDS-UK-3.0",
        "profile": "https://docs.openreferraluk.org/",
        "openapi_url": "https://openreferraluk.org/specifications/3.0/openapi.json",
    }


@pytest.mark.parametrize("path", ["", "/", "//", "/services", "/services/", "/taxonomies", "/organizations/"])
def test_address_answers_with_and_without_a_slash(client: Client, service: object, path: str) -> None:
    assert client.get(f"/feed{path}").status_code == 200


@pytest.mark.parametrize("path", ["", "/services", "/services/nothing", f"/services/{NOBODY}", "/reviews"])
@pytest.mark.parametrize("method", ["GET", "HEAD", "OPTIONS", "POST"])
def test_every_answer_may_be_read_by_other_sites(
    client: Client, service: object, path: str, method: str
) -> None:
    response = client.generic(method, f"/feed{path}")

    assert response["Access-Control-Allow-Origin"] == "*"
    assert response["Cross-Origin-Resource-Policy"] == "cross-origin"


def test_options_says_what_may_be_asked(client: Client, service: object) -> None:
    response = client.options("/feed/services")

    assert (response.status_code, response["Allow"]) == (204, "GET, HEAD, OPTIONS")


@pytest.mark.parametrize(
    "kind", ["services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms"]
)
@pytest.mark.parametrize("row_id", ["nothing", NOBODY])
def test_what_is_not_there_is_not_found(client: Client, service: object, kind: str, row_id: str) -> None:
    response = client.get(f"/feed/{kind}/{row_id}")

    assert (response.status_code, response.json()) == (404, {"error": "There is nothing here."})


def test_feed_can_only_be_read(client: Client, service: object) -> None:
    response = client.post("/feed/services", {})

    assert (response.status_code, response.json()) == (405, {"error": "This feed can only be read."})


def test_feed_sets_no_cookie(client: Client, service: object) -> None:
    assert client.get("/feed/services").cookies == {}


def test_reader_is_told_that_nothing_has_changed(client: Client, food_bank: Service) -> None:
    tag = client.get("/feed/services")["ETag"]

    response = client.get("/feed/services", headers={"If-None-Match": tag})

    assert (response.status_code, response["Access-Control-Allow-Origin"]) == (304, "*")


def test_sixty_requests_are_not_turned_away(client: Client, service: object) -> None:
    assert {client.get("/feed/taxonomies").status_code for _ in range(80)} == {200}


def test_service_is_shown_in_full(client: Client, food_bank: Service) -> None:
    with permitted():
        Eligibility.objects.create(service=food_bank, eligibility="People without food")
        Funding.objects.create(service=food_bank, funder="A made-up fund")

    shown = read(client, f"/services/{food_bank.pk}")

    place = food_bank.service_at_locations.get()
    address = place.location.addresses.get()
    assert shown == {
        "id": str(food_bank.pk),
        "organization_id": str(food_bank.organization_id),
        "name": "Cedar food bank",
        "status": "active",
        "minimum_age": 18,
        "assured_date": clock.today().isoformat(),
        "last_modified": food_bank.last_modified.isoformat(),
        "organization": {
            "id": str(food_bank.organization_id),
            "name": "Cedar Trust",
            "description": "Cedar Trust",
        },
        "phones": [{"id": str(food_bank.phones.get().pk), "number": "0161 496 0000"}],
        "schedules": [
            {
                "id": str(food_bank.schedules.get().pk),
                "freq": "WEEKLY",
                "byday": "MO,WE",
                "opens_at": "10:00:00",
                "closes_at": "16:00:00",
            }
        ],
        "service_at_locations": [
            {
                "id": str(place.pk),
                "service_id": str(food_bank.pk),
                "location_id": str(place.location_id),
                "location": {
                    "id": str(place.location_id),
                    "location_type": "physical",
                    "latitude": 53.465,
                    "longitude": -2.252,
                    "addresses": [
                        {
                            "id": str(address.pk),
                            "address_1": "1 Canal Street",
                            "city": "Manchester",
                            "state_province": "Greater Manchester",
                            "postal_code": "M15 6AA",
                            "country": "GB",
                            "address_type": "physical",
                        }
                    ],
                },
            }
        ],
        "funding": [{"id": str(food_bank.funding.get().pk), "source": "A made-up fund"}],
        "attributes": [
            {
                "id": str(food_bank.attributes.get().pk),
                "taxonomy_term": {
                    "id": str(NEED_OF["food"].id),
                    "code": "food",
                    "name": "Food",
                    "description": "Food banks, meals and food parcels.",
                    "taxonomy_id": str(TAXONOMY_ID),
                    "taxonomy": "Needs",
                    "term": "Food",
                },
            }
        ],
        "eligibilitys": [{"id": str(food_bank.eligibilitys.get().pk), "eligibility": "People without food"}],
    }


def test_list_is_a_page_in_its_envelope(client: Client, service: object) -> None:
    for letter in "ABC":
        make_listing(f"{letter} food bank")

    page = read(client, "/services?per_page=2&page=2")

    assert [row["name"] for row in page.pop("contents")] == ["C food bank"]
    assert page == {
        "total_items": 3,
        "total_pages": 2,
        "page_number": 2,
        "size": 1,
        "first_page": False,
        "last_page": True,
        "empty": False,
    }


def test_page_beyond_the_last_is_empty(client: Client, food_bank: Service) -> None:
    page = read(client, "/services?page=9")

    assert (page["empty"], page["contents"], page["total_pages"]) == (True, [], 1)


def test_our_clinics_come_before_the_directory_on_every_page(
    client: Client, coordinator: User, food_bank: Service
) -> None:
    for name in ("First clinic", "Second clinic", "Third clinic"):
        make_clinic(name, by=coordinator)

    pages = [names(client, f"/services?per_page=2&page={number}") for number in (1, 2)]

    assert pages == [["First clinic", "Second clinic"], ["Third clinic", "Cedar food bank"]]


@pytest.mark.parametrize(
    "path, first", [("/services?full=true", 32), ("/service_at_locations?full=true", 19)]
)
def test_list_in_full_takes_a_constant_number_of_queries(
    client: Client, coordinator: User, path: str, first: int
) -> None:
    def add(number: int) -> None:
        make_clinic(f"Clinic {number}", by=coordinator)
        row = make_listing(f"Food bank {number}", phone="0161 496 0000")
        make_place(row)
        make_hours(row)
        with permitted():
            contact = Contact.objects.create(service=row, title="The desk")
            Phone.objects.create(contact=contact, number="0161 496 0001")

    add(1)
    with_one = asked(client, path)
    add(2)
    add(3)

    assert (with_one, asked(client, path)) == (first, first)


@pytest.mark.parametrize(
    "path, wanted",
    [
        ("/services", 7),
        ("/services?minimal=true", 7),
        ("/service_at_locations", 7),
        ("/organizations", 7),
        ("/organizations?full=true", 13),
        ("/taxonomies", 3),
        ("/taxonomy_terms", 3),
    ],
)
def test_list_takes_a_constant_number_of_queries(
    client: Client, coordinator: User, path: str, wanted: int
) -> None:
    make_clinic("Clinic", by=coordinator)
    make_place(make_listing("Food bank 1"))
    with_one = asked(client, path)
    for number in (2, 3):
        make_clinic(f"Clinic {number}", by=coordinator)
        make_place(make_listing(f"Food bank {number}"))

    assert (with_one, asked(client, path)) == (wanted, wanted)


def test_feed_of_this_service_keeps_to_the_standard(coordinator: User, food_bank: Service) -> None:
    assert check(coordinator, food_bank, Shapes(OURS)) == []


@needs_official
def test_feed_of_this_service_keeps_to_the_official_schemas(coordinator: User, food_bank: Service) -> None:
    assert check(coordinator, food_bank, Shapes(OFFICIAL)) == []


def check(coordinator: User, food_bank: Service, shapes: Shapes) -> list[str]:
    """Return what the conformance check finds in a service with every kind of row."""
    make_clinic(by=coordinator, address="12 Mill Lane, Salford, M5 4XX")
    change(food_bank, url="www.cedar.example/food", email="not an address", fees="", minimum_age=0)
    change(food_bank.organization, website="cedar.example", email="info@cedar.example")
    with permitted():
        OrganizationIdentifier.objects.create(
            organization=food_bank.organization, identifier_type="Charity", identifier="1"
        )
    for number in range(70):
        make_listing(f"Listing {number:02}")
    application = InThisProcess(get_wsgi_application())
    walk = Walk("http://testserver/feed", application, shapes, random.Random(3))
    with on_this_connection():
        return [str(finding) for finding in walk.run()]
