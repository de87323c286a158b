"""The page of a service, and saying that something on it is wrong."""

from datetime import date, time

import pytest

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
    ServiceArea,
    ServiceReport,
    WhatIsWrong,
)
from tests.directory.keeping.conftest import SignIn, text_of
from tests.factories.directory import make_hours, make_listing, make_organization, make_place

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thursday_noon")]


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
