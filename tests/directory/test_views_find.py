"""The pages on which services are found."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time
from typing import Any

import pytest
import time_machine
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from alongside.accounts.models import User
from alongside.audit.models import Entry
from alongside.people.actions import change_person
from alongside.people.models import Person
from tests.directory.conftest import THURSDAY
from tests.factories.directory import make_hours, make_listing, make_place

SignIn = Callable[[User], Client]
pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("thursday_noon")]


def names(page: Any) -> list[str]:
    """Return what a page shows as found."""
    found = page.context["found"]
    return [card.service.name for card in (*found.places, *found.afar)]


def test_page_asks_before_it_shows_anything(advocate: User, signed_in: SignIn) -> None:
    make_place(make_listing())

    page = signed_in(advocate).get("/directory/")

    assert page.status_code == 200
    assert "found" not in page.context
    assert "Cedar food bank" not in page.content.decode()


def test_advocate_finds_what_is_open_now_near_an_outward_code(advocate: User, signed_in: SignIn) -> None:
    listing = make_listing(phone="0161 496 0000", application_process="A voucher from us")
    make_place(listing)
    make_hours(listing, "TH", time(10), time(16))
    make_hours(listing, "TH", time(18), time(19))
    make_place(make_listing("Shut one"))

    page = signed_in(advocate).get("/directory/", {"need": "food", "day": "now", "area": "m15 6aa"})

    text = " ".join(page.content.decode().split())
    assert names(page) == ["Cedar food bank", "Shut one"]
    assert page.context["wish"].area == "M15"
    assert "Food · Open now · Near M15 · Change what you look for" in text
    for words in (
        "Open now",
        "Thu 26 Nov: 10:00–16:00, 18:00–19:00",
        "Less than 2 miles, from the middle of M15",
        "1 Canal Street, Manchester M15 6AA",
        "A voucher from us",
        "Checked Thu 26 Nov",
        'href="tel:01614960000"',
        "Ring first",
    ):
        assert words in text
    assert "nearest" not in text.lower()


def test_card_says_when_nobody_has_checked_for_90_days(advocate: User, signed_in: SignIn) -> None:
    for name, day in (
        ("Just in time", date(2026, 8, 28)),
        ("A day late", date(2026, 8, 27)),
        ("Never", None),
    ):
        make_place(make_listing(name, assured_date=day))

    text = signed_in(advocate).get("/directory/", {"need": "food"}).content.decode()

    assert "Checked Fri 28 Aug" in text
    assert "Not checked since Thu 27 Aug. Ring first." in text
    assert "Nobody has checked this yet. Ring first." in text


@pytest.mark.parametrize(
    "asked, day, start, end",
    [
        ({"day": "3"}, THURSDAY, time(0), time(23, 59, 59)),
        ({"day": "2"}, date(2026, 12, 2), time(0), time(23, 59, 59)),
        ({"day": "3", "part": "afternoon"}, THURSDAY, time(12), time(16, 59, 59)),
        ({"part": "morning"}, THURSDAY, time(6), time(11, 59, 59)),
    ],
)
def test_day_and_part_of_day_are_those_to_come(
    advocate: User, signed_in: SignIn, asked: dict[str, str], day: date, start: time, end: time
) -> None:
    when = signed_in(advocate).get("/directory/", asked).context["wish"].when

    assert (when.day, when.start, when.end, when.is_now) == (day, start, end, False)


def test_open_then_says_which_day(advocate: User, signed_in: SignIn) -> None:
    listing = make_listing()
    make_place(listing)
    make_hours(listing, "FR", time(9), time(12))

    page = signed_in(advocate).get("/directory/", {"day": "4", "part": "morning"})

    assert names(page) == ["Cedar food bank"]
    assert "Open then" in page.content.decode()
    assert "Fri 27 Nov: 09:00–12:00" in " ".join(page.content.decode().split())


def test_place_that_is_shut_says_so_where_any_time_will_do(advocate: User, signed_in: SignIn) -> None:
    listing = make_listing()
    make_place(listing)
    make_hours(listing, "FR", time(9), time(12))

    assert "Not open now" in signed_in(advocate).get("/directory/", {"need": "food"}).content.decode()


def test_bank_holiday_is_told(advocate: User, signed_in: SignIn) -> None:
    client = signed_in(advocate)

    usual = client.get("/directory/", {"day": "now"}).content.decode()
    with time_machine.travel(datetime(2026, 12, 25, 12, tzinfo=UTC), tick=False):
        christmas = signed_in(advocate).get("/directory/", {"day": "now"}).content.decode()

    assert "bank holiday" not in usual
    assert "That day is a bank holiday (Christmas Day)." in christmas


def test_area_nobody_knows_is_said(advocate: User, signed_in: SignIn) -> None:
    make_place(make_listing())

    text = signed_in(advocate).get("/directory/", {"area": "M99"}).content.decode()

    assert "We do not know where M99 is" in text
    assert "miles, from" not in text
    assert "Miles are counted" not in text


def test_distance_is_told_in_about_whole_miles(advocate: User, signed_in: SignIn) -> None:
    make_place(make_listing(), latitude=53.52, longitude=-2.25)

    text = signed_in(advocate).get("/directory/", {"area": "M15"}).content.decode()

    assert "About 4 miles, from the middle of M15" in text
    assert "Miles are counted from the middle of M15." in text


@pytest.mark.parametrize(
    "asked, control, sentence",
    [
        ({"area": "Hulme"}, "area", "Write the first half of a postcode, like M15"),
        ({"age": "old"}, "age", "Write the age as a number, like 34"),
        ({"age": "-1"}, "age", "Write the age as a number, like 34"),
        ({"need": "gold"}, "need", "Choose one of these answers"),
    ],
)
def test_what_cannot_be_asked_is_said_beside_the_question(
    advocate: User, signed_in: SignIn, asked: dict[str, str], control: str, sentence: str
) -> None:
    page = signed_in(advocate).get("/directory/", {"words": "soup", **asked})

    assert page.status_code == 422
    assert page.context["form"].errors == {control: [sentence]}
    assert 'value="soup"' in page.content.decode()
    assert page.context["form"].asks_more


def test_what_is_asked_for_less_often_stays_folded(advocate: User, signed_in: SignIn) -> None:
    client = signed_in(advocate)

    assert not client.get("/directory/", {"need": "food"}).context["form"].asks_more
    assert client.get("/directory/", {"need": "food", "age": "34"}).context["form"].asks_more


def test_more_is_shown_on_the_next_page(advocate: User, signed_in: SignIn) -> None:
    for number in range(21):
        make_place(make_listing(f"Place {number:02}"))
    client = signed_in(advocate)

    first = client.get("/directory/", {"need": "food"})
    last = client.get("/directory/", {"need": "food", "page": "2"})

    assert (len(names(first)), names(last)) == (20, ["Place 20"])
    assert 'name="page" value="2"' in first.content.decode()
    assert "Back to the first" in last.content.decode()
    assert "Show more" not in last.content.decode()


@pytest.mark.parametrize("typed", ["0", "-1", "x", "²", "99999"])
def test_number_of_a_page_that_is_none_is_the_first(advocate: User, signed_in: SignIn, typed: str) -> None:
    make_place(make_listing())

    assert names(signed_in(advocate).get("/directory/", {"need": "food", "page": typed})) == [
        "Cedar food bank"
    ]


def test_hidden_address_is_not_on_a_card(coordinator: User, signed_in: SignIn) -> None:
    make_place(make_listing("The refuge"), hide_address=True, hidden_address="9 Secret Lane")

    text = signed_in(coordinator).get("/directory/", {"need": "food"}).content.decode()

    assert "The address is not shown. Ring them." in text
    assert "Secret Lane" not in text


def test_private_service_is_marked_and_has_no_tick_for_the_sheet(advocate: User, signed_in: SignIn) -> None:
    listing = make_listing("Quiet house", not_in_public_feed=True, our_note="Ask for Bea")
    make_place(listing)
    make_hours(listing, "FR")

    text = signed_in(advocate).get("/directory/", {"need": "food"}).content.decode()

    assert ("Only ours" in text, "Ask for Bea" in text, 'name="service"' in text) == (True, True, False)


def test_search_begun_from_a_person_starts_at_their_outward_code(
    person: Person, advocate: User, signed_in: SignIn
) -> None:
    change_person(person, by=advocate, area="M15 6AA")

    page = signed_in(advocate).get(f"/people/{person.pk}/directory/")

    assert page.context["form"]["area"].value() == "M15"
    assert "6AA" not in page.content.decode()
    assert Entry.objects.filter(
        person=person.pk, action="person.see", facts__page="person-directory"
    ).exists()


def test_search_for_a_person_leaves_nothing_in_an_address(
    person: Person, advocate: User, signed_in: SignIn
) -> None:
    for number in range(21):
        make_place(make_listing(f"Place {number:02}"))

    page = signed_in(advocate).post(
        f"/people/{person.pk}/directory/", {"need": "food", "area": "M15", "page": "1"}
    )

    text = page.content.decode()
    assert page.status_code == 200
    assert len(names(page)) == 20
    assert "area=M15" not in text
    assert text.count('method="get"') == 1  # the sheet, which holds services only
    assert "A sheet of all these to print" not in text


def test_person_with_no_area_is_searched_for_anywhere(
    person: Person, advocate: User, signed_in: SignIn
) -> None:
    page = signed_in(advocate).get(f"/people/{person.pk}/directory/")

    assert page.context["form"]["area"].value() == ""


def test_search_for_a_hidden_person_is_not_there(
    person: Person, walled_advocate: User, signed_in: SignIn
) -> None:
    assert signed_in(walled_advocate).get(f"/people/{person.pk}/directory/").status_code == 404


@pytest.mark.parametrize("how_many", [1, 3])
def test_page_asks_the_database_the_same_number_of_times(
    advocate: User, signed_in: SignIn, how_many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(how_many):
        listing = make_listing(f"Place {number}", phone="0161 496 0000", our_note="Knock")
        make_place(listing)
        make_hours(listing)
        make_listing(f"Line {number}", by_phone=True)
    client = signed_in(advocate)

    with django_assert_num_queries(14):
        page = client.get("/directory/", {"need": "food", "area": "M15"})

    assert len(names(page)) == 2 * how_many
