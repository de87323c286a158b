"""One service, the coordinator's list, and writing what, where and when."""

from collections.abc import Callable
from datetime import date, time
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from alongside.accounts.models import User
from alongside.audit.permit import permitted
from alongside.directory import actions
from alongside.directory.models import (
    Accessibility,
    CostOption,
    Eligibility,
    Language,
    Phone,
    Schedule,
    Service,
    ServiceArea,
    ServiceReport,
    WhatIsWrong,
)
from tests.directory.conftest import THURSDAY
from tests.factories.directory import make_hours, make_listing, make_organization, make_place

SignIn = Callable[[User], Client]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thursday_noon")]
TOLD = {"name": "Cedar food bank", "needs": ["food"], "open_to": "everyone"}


def text_of(page: Any) -> str:
    """Return a page with its white space evened."""
    return " ".join(page.content.decode().split())


def test_service_page_shows_everything_it_knows(advocate: User, coordinator: User, signed_in: SignIn) -> None:
    service = make_listing(
        phone="0161 496 0000",
        description="Parcels for three days",
        alert="New door",
        eligibility_description="People in Hulme",
        application_process="A voucher",
        our_note="Ask for the side door",
        fees="Free",
        email="help@example.org",
        url="https://www.example.org",
        minimum_age=18,
        open_to="women",
        by_phone=True,
        online=True,
        assured_by=coordinator,
    )
    place = make_place(service, name="Cedar Hall")
    make_hours(service, "MO,TH")
    make_hours(service, "1SA", time(9), time(11), freq="MONTHLY", valid_from=date(2026, 1, 1))
    make_hours(service, "SU", time(9), time(11), valid_to=date(2026, 12, 24))
    make_hours(service, "SA", time(1), time(2), valid_to=date(2026, 1, 1))
    with permitted():
        Schedule.objects.create(service=service, description="Ring in August")
        Accessibility.objects.create(location=place.location, description="One step")
        Phone.objects.create(service_at_location=place, number="0161 496 0001")
        Phone.objects.create(organization=service.organization, number="0161 496 0002")
        Eligibility.objects.create(service=service, eligibility="Adults")
        Eligibility.objects.create(service=service, minimum_age=18)
        CostOption.objects.create(service=service, option="Tea", amount="1.50")
        CostOption.objects.create(service=service, amount_description="What you can")
        Language.objects.create(service=service, name="Polish")
        Language.objects.create(service=service, code="ro")
        ServiceArea.objects.create(service=service, name="Hulme and Moss Side")
        ServiceArea.objects.create(service=service)

    text = text_of(signed_in(advocate).get(f"/directory/services/{service.pk}/"))

    for words in (
        "Cedar food bank",
        "Cedar Trust",
        "Parcels for three days",
        "New door",
        "People in Hulme",
        "A voucher",
        "Ask for the side door",
        "Free",
        "help@example.org",
        "https://www.example.org",
        "Women only",
        "From age 18",
        "They help by phone · They help online",
        "Cedar Hall",
        "1 Canal Street",
        "Monday: 10:00–16:00",
        "Thursday: 10:00–16:00",
        "1SA 09:00–11:00 (each month) from Thu 1 Jan",
        "SU 09:00–11:00 until Thu 24 Dec",
        "Ring in August",
        "One step",
        "0161 496 0001",
        "0161 496 0002",
        "Adults",
        "Tea £1.50",
        "What you can",
        "Polish",
        "Hulme and Moss Side",
        "Checked Thu 26 Nov (Cora Lind)",
        "Something is wrong",
    ):
        assert words in text
    assert "01:00–02:00" not in text
    assert "Change it" not in text


def test_days_of_equal_hours_stand_on_one_line(advocate: User, signed_in: SignIn) -> None:
    service = make_listing()
    make_hours(service, "MO,TU,WE,FR", time(9), time(12))
    make_hours(service, "MO,TU,WE", time(14), time(16))
    make_hours(service, "SA,SU", time(0), time(0))

    text = text_of(signed_in(advocate).get(f"/directory/services/{service.pk}/"))

    for words in (
        "Monday to Wednesday: 09:00–12:00, 14:00–16:00",
        "Friday: 09:00–12:00",
        "Saturday to Sunday: day and night",
    ):
        assert words in text
    assert "Thursday" not in text


@pytest.mark.parametrize(
    "ages, words",
    [
        ({"maximum_age": 25}, "Up to age 25"),
        ({"minimum_age": 0, "maximum_age": 25}, "Ages 0 to 25"),
    ],
)
def test_ages_are_said_in_words(advocate: User, signed_in: SignIn, ages: dict[str, int], words: str) -> None:
    service = make_listing(**ages)

    assert words in text_of(signed_in(advocate).get(f"/directory/services/{service.pk}/"))


def test_service_that_is_not_there_is_not_there(advocate: User, signed_in: SignIn) -> None:
    assert signed_in(advocate).get(f"/directory/services/{make_organization().pk}/").status_code == 404


@pytest.mark.parametrize("persona", ["advocate", "supervisor", "dp_lead", "board_member"])
def test_hidden_address_is_shown_to_coordinators_only(
    coordinator: User, signed_in: SignIn, request: pytest.FixtureRequest, persona: str
) -> None:
    service = make_listing("The refuge")
    make_place(service, hide_address=True, hidden_address="9 Secret Lane")
    address = f"/directory/services/{service.pk}/"

    theirs = text_of(signed_in(request.getfixturevalue(persona)).get(address))
    ours = text_of(signed_in(coordinator).get(address))

    assert ("9 Secret Lane" in theirs, "9 Secret Lane" in ours) == (False, True)
    assert "The address is not shown. Ring them." in theirs


def test_advocate_says_that_something_is_wrong_and_the_coordinator_looks(
    advocate: User, coordinator: User, signed_in: SignIn
) -> None:
    service = make_listing()
    address = f"/directory/services/{service.pk}/"

    said = signed_in(advocate).post(
        f"{address}wrong/", {"kind": "times", "words": "Shut on Mondays"}, follow=True
    )
    listed = signed_in(coordinator).get("/directory/services/", {"which": "wrong"})
    shown = text_of(signed_in(coordinator).get(address))
    report = ServiceReport.objects.get()
    signed_in(coordinator).post(f"{address}wrong/{report.pk}/settle/")

    report.refresh_from_db()
    assert "Thank you. Your coordinator will look." in text_of(said)
    assert [row.name for row in listed.context["page"]] == ["Cedar food bank"]
    assert "1 service is said to be wrong." in text_of(listed)
    assert "Shut on Mondays" in shown
    assert report.settled_by == coordinator
    assert "Said to be wrong" not in text_of(signed_in(coordinator).get(address))


def test_report_is_settled_once(coordinator: User, advocate: User, signed_in: SignIn) -> None:
    report = actions.say_wrong(make_listing(), by=advocate, kind=WhatIsWrong.OTHER)
    address = f"/directory/services/{report.service_id}/wrong/{report.pk}/settle/"
    client = signed_in(coordinator)

    assert [client.post(address).status_code for _ in range(2)] == [302, 404]


def test_report_without_a_kind_is_asked_again(advocate: User, signed_in: SignIn) -> None:
    service = make_listing()

    page = signed_in(advocate).post(f"/directory/services/{service.pk}/wrong/", {"words": "Kept"})

    assert page.context["form"].errors == {"kind": ["Choose what is wrong"]}
    assert "Kept" in page.content.decode()


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
