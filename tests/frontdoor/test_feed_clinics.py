"""Our own clinics as services of the feed."""

from datetime import date, time
from typing import Any
from urllib.parse import urlsplit

import pytest
import time_machine
from django.conf import LazySettings
from django.test import Client

from alongside.accounts.models import User
from alongside.clinics.actions import make_exception
from alongside.clinics.models import Clinic, ExceptionKind
from tests.factories.clinics import make_clinic

pytestmark = pytest.mark.django_db


@pytest.fixture
def clinic(coordinator: User) -> Clinic:
    """A clinic on Fridays before Christmas."""
    with time_machine.travel("2026-11-27 09:00 +0000", tick=False):
        return make_clinic(
            "Mill Lane hostel",
            by=coordinator,
            weekday=4,
            starts_on=date(2026, 11, 6),
            ends_on=date(2027, 6, 25),
            address="The Annexe, 12 Mill Lane, Salford, m5 4xx",
        )


def shown(client: Client, clinic: Clinic) -> Any:
    """Return the clinic in the feed, as it is on a day before Christmas."""
    with time_machine.travel("2026-11-27 09:00 +0000", tick=False):
        return client.get(f"/feed/services/{clinic.pk}").json()


def test_clinic_has_its_weekly_hours(client: Client, clinic: Clinic) -> None:
    schedule = shown(client, clinic)["schedules"][0]

    schedule.pop("id")
    assert schedule == {
        "freq": "WEEKLY",
        "interval": 1,
        "byday": "FR",
        "valid_from": "2026-11-06",
        "valid_to": "2027-06-25",
        "opens_at": "10:00:00",
        "closes_at": "12:00:00",
        "notes": "It does not run on bank holidays.",
    }


def test_clinic_that_runs_on_bank_holidays_has_no_note(client: Client, coordinator: User) -> None:
    clinic = make_clinic(by=coordinator, runs_on_bank_holidays=True)

    assert "notes" not in client.get(f"/feed/services/{clinic.pk}").json()["schedules"][0]


def test_clinic_has_the_parts_of_its_address(client: Client, clinic: Clinic) -> None:
    location = shown(client, clinic)["service_at_locations"][0]["location"]

    address = location["addresses"][0]
    address.pop("id")
    assert location["description"] == "The Annexe, 12 Mill Lane, Salford, m5 4xx"
    assert address == {
        "address_1": "The Annexe",
        "address_2": "12 Mill Lane",
        "city": "Salford",
        "state_province": "Salford",
        "postal_code": "M5 4XX",
        "country": "GB",
        "address_type": "physical",
    }


@pytest.mark.parametrize("address", ["By the library", "M5 4XX", "1 Mill Lane, ZZ9 9ZZ", ""])
def test_address_that_cannot_be_parted_stays_in_words(
    client: Client, coordinator: User, address: str
) -> None:
    clinic = make_clinic(by=coordinator, address=address)

    location = client.get(f"/feed/services/{clinic.pk}").json()["service_at_locations"][0]["location"]
    assert (location.get("description", ""), "addresses" in location) == (address, False)


def test_clinic_says_on_which_days_it_is_otherwise(client: Client, coordinator: User, clinic: Clinic) -> None:
    with time_machine.travel("2026-11-27 09:00 +0000", tick=False):
        make_exception(clinic, on=date(2026, 12, 4), kind=ExceptionKind.CANCELLED, by=coordinator)
        make_exception(
            clinic,
            on=date(2026, 12, 11),
            kind=ExceptionKind.MOVED,
            starts_at=time(13),
            ends_at=time(15, 30),
            by=coordinator,
        )

    assert shown(client, clinic)["alert"] == (
        "It does not run on 4 December 2026, 25 December 2026, 1 January 2027. "
        "On 11 December 2026 it runs from 13:00 to 15:30."
    )


def test_clinic_that_is_as_usual_has_no_alert(client: Client, coordinator: User) -> None:
    clinic = make_clinic(by=coordinator, runs_on_bank_holidays=True)

    assert "alert" not in client.get(f"/feed/services/{clinic.pk}").json()


def test_ids_of_a_clinic_stay_the_same(client: Client, clinic: Clinic) -> None:
    first, second = shown(client, clinic), shown(client, clinic)

    assert first == second


def test_service_on_the_web_gives_the_addresses_of_its_pages(
    client: Client, clinic: Clinic, settings: LazySettings
) -> None:
    settings.ON_THE_WEB, settings.ADDRESS = True, urlsplit("https://advocacy.example")

    found = shown(client, clinic)

    assert found["url"] == f"https://advocacy.example/find-us/{clinic.pk}/"
    assert found["organization"]["website"] == "https://advocacy.example/find-us/"


def test_service_without_public_clinics_is_no_organization_of_the_feed(
    client: Client, service: object
) -> None:
    assert client.get("/feed/organizations").json()["contents"] == []


def test_this_service_is_an_organization_with_its_clinics(client: Client, clinic: Clinic) -> None:
    with time_machine.travel("2026-11-27 09:00 +0000", tick=False):
        ours = client.get("/feed/organizations").json()["contents"][0]
        short = client.get(f"/feed/organizations/{ours['id']}").json()
        full = client.get("/feed/organizations?full_service=true").json()["contents"][0]
        place_id = full["services"][0]["service_at_locations"][0]["id"]
        place = client.get(f"/feed/service_at_locations/{place_id}").json()

    assert ours["name"] == "Riverside Peer Advocacy"
    assert ["schedules" in row for row in short["services"]] == [False]
    assert ["schedules" in row for row in full["services"]] == [True]
    assert place["service"]["name"] == "Mill Lane hostel"
