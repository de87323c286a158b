"""Listing, changing, checking and closing a service, its places and its times."""

from datetime import time
from typing import Any

import pytest
from django.urls import reverse

from alongside.accounts.models import User
from alongside.audit.permit import permitted
from alongside.directory.models import (
    Schedule,
    Service,
)
from tests.directory.conftest import THURSDAY
from tests.directory.keeping.conftest import SignIn, text_of
from tests.factories.directory import make_hours, make_listing, make_place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thursday_noon")]


TOLD = {"name": "Cedar food bank", "needs": ["food"], "open_to": "everyone"}


def test_coordinator_checks_closes_and_opens_again(coordinator: User, signed_in: SignIn) -> None:
    service = make_listing(assured_date=None)
    client, address = signed_in(coordinator), f"/directory/services/{service.pk}/"

    said = [text_of(client.post(f"{address}{verb}/", follow=True)) for verb in ("checked", "close", "close")]
    closed = text_of(client.get(address))
    reopened = text_of(client.post(f"{address}reopen/", follow=True))

    assert [
        words in text
        for words, text in zip(
            ("Noted: checked today.", "It is found no more.", "It is closed already."), said, strict=True
        )
    ] == [True, True, True]
    assert "Closed for good" in closed
    assert "It is found again." in reopened
    assert Service.objects.get().assured_date == THURSDAY


def test_coordinator_lists_a_service_with_place_and_times(coordinator: User, signed_in: SignIn) -> None:
    answer = signed_in(coordinator).post(
        "/directory/services/new/",
        {
            **TOLD,
            "url": "www.example.org",
            "email": "help@example.org",
            "address": "1 Canal Street",
            "postal_code": "m156aa",
            "th": "10-12, 2pm to 4pm",
            "times_in_words": "Not in August",
        },
    )

    service = Service.objects.get()
    assert answer.headers["Location"] == f"/directory/services/{service.pk}/"
    assert (service.url, service.organization.name) == ("https://www.example.org", "Cedar food bank")
    assert service.service_at_locations.get().location.addresses.get().postal_code == "M15 6AA"
    assert [
        (row.byday, row.opens_at, row.closes_at, row.description) for row in service.schedules.order_by("id")
    ] == [
        ("TH", time(10), time(12), ""),
        ("TH", time(14), time(16), ""),
        ("", None, None, "Not in August"),
    ]


@pytest.mark.parametrize(
    "told, control, sentence",
    [
        ({"name": ""}, "name", "Write the name of the service"),
        ({"needs": []}, "needs", "Choose at least one"),
        ({"url": "not a site"}, "url", "Write the website like www.example.org"),
        ({"email": "nobody"}, "email", "Write the e-mail like help@example.org"),
        ({"postal_code": "Hulme"}, "postal_code", "Write the postcode like M15 6AA, or M15"),
        ({"minimum_age": "young"}, "minimum_age", "Write the age as a number, like 18"),
        (
            {"minimum_age": "30", "maximum_age": "20"},
            "maximum_age",
            "The oldest age must be the same or more",
        ),
        ({"access": "Bell"}, "address", "Write the address"),
        ({"mo": "10"}, "mo", "Write from and to, like 10-12 or 14:00-16:30"),
        ({"mo": "10-"}, "mo", "Write from and to, like 10-12 or 14:00-16:30"),
        ({"mo": "10-25"}, "mo", "Write the time like 9:30 or 14:00"),
        ({"mo": "10-12 and 11-13"}, "mo", "Two of these times overlap"),
    ],
)
def test_what_cannot_be_so_is_said_beside_its_field_and_nothing_is_lost(
    coordinator: User, signed_in: SignIn, told: dict[str, Any], control: str, sentence: str
) -> None:
    page = signed_in(coordinator).post("/directory/services/new/", {**TOLD, "fees": "Two pounds", **told})

    assert page.status_code == 422
    assert page.context["form"].errors == {control: [sentence]}
    assert "Two pounds" in page.content.decode()
    assert Service.objects.count() == 0


def test_change_begins_with_what_is_known(coordinator: User, signed_in: SignIn) -> None:
    service = make_listing(phone="1", our_note="Knock")
    address = f"/directory/services/{service.pk}/change/"
    client = signed_in(coordinator)

    known = client.get(address).context["form"].initial
    client.post(address, {**TOLD, "name": "Cedar kitchen", "phone": ""})

    service.refresh_from_db()
    assert (known["name"], known["organization"], known["needs"], known["phone"], known["our_note"]) == (
        "Cedar food bank",
        "Cedar Trust",
        ["food"],
        "1",
        "Knock",
    )
    assert (service.name, service.our_note, service.phones.count()) == ("Cedar kitchen", None, 0)


def test_service_without_a_number_is_changed_from_none(coordinator: User, signed_in: SignIn) -> None:
    service = make_listing()

    known = signed_in(coordinator).get(f"/directory/services/{service.pk}/change/").context["form"].initial

    assert known["phone"] == ""


def test_times_are_shown_as_they_are_typed(coordinator: User, signed_in: SignIn) -> None:
    service = make_listing()
    make_hours(service, "MO,TU", time(14), time(16))
    make_hours(service, "MO", time(9, 30), time(12))
    make_hours(service, "SA", valid_from=THURSDAY)
    with permitted():
        Schedule.objects.create(service=service, description="Ring in August")
    address = f"/directory/services/{service.pk}/times/"
    client = signed_in(coordinator)

    known = client.get(address).context["form"].initial
    client.post(address, {"mo": known["mo"], "we": "22-2"})

    assert known == {
        "mo": "09:30-12:00, 14:00-16:00",
        "tu": "14:00-16:00",
        "times_in_words": "Ring in August",
    }
    assert [(row.byday, row.opens_at) for row in service.schedules.order_by("id")] == [
        ("SA", time(10)),
        ("MO", time(9, 30)),
        ("MO", time(14)),
        ("WE", time(22)),
    ]


def test_place_is_added_changed_given_times_and_removed(coordinator: User, signed_in: SignIn) -> None:
    service = make_listing()
    address = f"/directory/services/{service.pk}/places/"
    client = signed_in(coordinator)

    client.post(f"{address}new/", {"address": "1 Canal Street", "postal_code": "M15 6AA", "access": "Bell"})
    place = service.service_at_locations.get()
    known = client.get(f"{address}{place.pk}/").context["form"].initial
    client.post(f"{address}{place.pk}/", {"address": "9 Secret Lane", "hide_address": "on"})
    hidden = client.get(f"{address}{place.pk}/").context["form"].initial
    client.post(f"{address}{place.pk}/times/", {"fr": "9-10"})
    times = [row.byday for row in place.schedules.all()]
    client.post(f"{address}{place.pk}/remove/")

    assert known == {
        "hide_address": False,
        "access": "Bell",
        "address": "1 Canal Street",
        "city": "Manchester",
        "postal_code": "M15 6AA",
    }
    assert hidden == {"hide_address": True, "access": "", "address": "9 Secret Lane"}
    assert times == ["FR"]
    assert service.service_at_locations.count() == 0


def test_place_without_an_address_row_begins_empty(coordinator: User, signed_in: SignIn) -> None:
    service = make_listing()
    place = make_place(service)
    with permitted():
        place.location.addresses.all().delete()

    known = signed_in(coordinator).get(f"/directory/services/{service.pk}/places/{place.pk}/")

    assert known.context["form"].initial == {"hide_address": False, "access": ""}


def test_address_that_looks_like_one_persons_is_kept_when_somebody_says_whose_it_is(
    coordinator: User, signed_in: SignIn
) -> None:
    client, url = signed_in(coordinator), reverse("directory-service-new")
    told = {**TOLD, "email": "pat.jones@cedar.example"}

    unsaid = client.post(url, told)
    both = client.post(url, {**told, "email_is_desk": "on", "email_is_personal": "on"})
    client.post(url, {**told, "email_is_desk": "on"})
    client.post(url, {**told, "email_is_personal": "on", "name": "Elm"})

    assert [page.status_code for page in (unsaid, both)] == [422, 422]
    assert unsaid.context["form"].errors["email"] == [
        "This may be one worker’s own address. Tick below whose it is."
    ]
    assert dict(Service.objects.values_list("name", "email_is_personal")) == {
        "Cedar food bank": False,
        "Elm": True,
    }
    published = {row["name"]: row.get("email") for row in client.get("/feed/services").json()["contents"]}
    assert published == {"Cedar food bank": "pat.jones@cedar.example", "Elm": None}
