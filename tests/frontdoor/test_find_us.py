"""Where and when to find us, as anybody reads it (A1)."""

from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from alongside.accounts.models import User
from alongside.clinics.actions import change_public_page, close_clinic, make_exception
from alongside.clinics.models import ExceptionKind
from alongside.clinics.series import Times
from alongside.common import clock
from alongside.frontdoor.queries.places import (
    EXTRA,
    NOT_THERE,
    ON_A_HOLIDAY,
    OTHER_TIMES,
    PublicDay,
    public_place,
    public_places,
)
from tests.conftest import SignIn
from tests.factories.clinics import make_clinic

FIND_US_QUERIES = 4

FRIDAY = 4
FRIDAY_NOON = datetime(2026, 12, 11, 12, 30, tzinfo=UTC)
USUAL = Times(time(10), time(12))
LATER = Times(time(14), time(16))


def shown(name: str = "find-us", *ids: object) -> str:
    """Return a page as somebody reads it who has not signed in."""
    return Client().get(reverse(name, args=ids)).content.decode()


def test_page_says_where_and_when_to_anybody(coordinator: User) -> None:
    make_clinic("Canal Street hostel", by=coordinator, weekday=FRIDAY, address="1 Canal Street")

    page = shown()

    for words in ("Canal Street hostel", "Every Friday, 10:00–12:00", "1 Canal Street", "Next days"):
        assert words in page


def test_page_tells_nothing_of_what_stays_inside(coordinator: User) -> None:
    clinic = make_clinic(
        by=coordinator,
        host="Canary Host",
        room="Canary Room",
        getting_in="Canary Bell",
        door_code="Canary 1234",
        risk_sheet="Canary Risk",
    )
    make_exception(
        clinic,
        on=clock.today() + timedelta(days=7),
        kind=ExceptionKind.CANCELLED,
        by=coordinator,
        why="Canary Why",
    )

    pages = [
        shown(),
        shown("find-us-at", clinic.pk),
        shown("find-us-poster"),
        shown("find-us-at-poster", clinic.pk),
    ]

    assert ["Canary" in page for page in pages] == [False, False, False, False]


def test_public_address_stands_in_place_of_the_other(coordinator: User) -> None:
    clinic = make_clinic(by=coordinator, address="Canary Lane 1")

    change_public_page(
        clinic, by=coordinator, is_public=True, public_address="Ask us", public_notes="Ramp at the side"
    )

    pages = [shown(), shown("find-us-at", clinic.pk), shown("find-us-at-poster", clinic.pk)]
    assert ["Canary" in page for page in pages] == [False, False, False]
    assert ["Ask us" in page for page in pages] == [True, True, True]
    assert "Ramp at the side" in pages[1]


def test_place_without_any_address_says_to_ask(coordinator: User) -> None:
    clinic = make_clinic(by=coordinator)

    assert "Ask us where it is." in shown("find-us-at", clinic.pk)


def test_hidden_closed_and_ended_places_are_not_there(coordinator: User) -> None:
    hidden = make_clinic("Canary Hidden", by=coordinator)
    closed = make_clinic("Canary Closed", by=coordinator)
    long_ago = clock.today() - timedelta(days=30)
    ended = make_clinic("Canary Ended", by=coordinator, starts_on=long_ago, ends_on=long_ago)
    change_public_page(hidden, by=coordinator, is_public=False)
    close_clinic(closed, by=coordinator)

    client = Client()
    found = [client.get(reverse("find-us-at", args=[one.pk])) for one in (hidden, closed, ended)]

    assert [answer.status_code for answer in found] == [404, 404, 404]
    assert Client().get(reverse("find-us-at-poster", args=[hidden.pk])).status_code == 404
    assert public_place(uuid4()) is None
    assert "Canary" not in shown()


def test_days_tell_bank_holidays_and_whatever_is_not_as_usual(coordinator: User) -> None:
    with clock.at(FRIDAY_NOON):
        clinic = make_clinic(by=coordinator, weekday=FRIDAY)
        make_exception(clinic, on=date(2026, 12, 18), kind=ExceptionKind.CANCELLED, by=coordinator)
        make_exception(
            clinic,
            on=date(2027, 1, 8),
            kind=ExceptionKind.MOVED,
            starts_at=LATER.starts_at,
            ends_at=LATER.ends_at,
            by=coordinator,
        )
        make_exception(clinic, on=date(2027, 1, 1), kind=ExceptionKind.RUNS_ANYWAY, by=coordinator)
        make_exception(clinic, on=date(2027, 1, 13), kind=ExceptionKind.RUNS_ANYWAY, by=coordinator)
        place = public_places()[0]

    assert place.days[:7] == [
        PublicDay(date(2026, 12, 18), None, NOT_THERE),
        PublicDay(date(2026, 12, 25), None, NOT_THERE, "Christmas Day"),
        PublicDay(date(2027, 1, 1), USUAL, ON_A_HOLIDAY),
        PublicDay(date(2027, 1, 8), LATER, OTHER_TIMES),
        PublicDay(date(2027, 1, 13), USUAL, EXTRA),
        PublicDay(date(2027, 1, 15), USUAL),
        PublicDay(date(2027, 1, 22), USUAL),
    ]
    assert place.next_days == place.days[:6]
    assert place.different_days == place.days[:5]


def test_session_of_today_goes_when_it_is_over(coordinator: User) -> None:
    with clock.at(FRIDAY_NOON):
        make_clinic(by=coordinator, weekday=FRIDAY)
    with clock.at(FRIDAY_NOON - timedelta(minutes=31)):
        before = public_places()[0].days[0].on
    with clock.at(FRIDAY_NOON):
        after = public_places()[0].days[0].on

    assert (before, after) == (date(2026, 12, 11), date(2026, 12, 18))


def test_place_with_few_days_shows_them_all_and_one_with_none_says_so(coordinator: User) -> None:
    soon = clock.today() + timedelta(days=7)
    make_clinic("Short", by=coordinator, ends_on=soon)
    make_clinic("Later", by=coordinator, starts_on=clock.today() + timedelta(weeks=20))

    short = next(place for place in public_places() if place.clinic.name == "Short")

    assert short.next_days == short.days
    assert "No day in the next eight weeks." in shown()


@pytest.mark.parametrize("how_many", [1, 3])
def test_page_asks_for_as_many_queries_whatever_the_places(
    coordinator: User, how_many: int, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(how_many):
        make_clinic(f"Place {number}", by=coordinator)
    client = Client()
    client.get(reverse("find-us"))

    with django_assert_num_queries(FIND_US_QUERIES):
        client.get(reverse("find-us"))


def test_poster_has_a_code_and_the_address_to_type(coordinator: User) -> None:
    clinic = make_clinic(by=coordinator)

    page = shown("find-us-at-poster", clinic.pk)

    assert '<p class="url">http://testserver/find-us/</p>' in page
    assert 'src="data:image/svg+xml' in page


def test_page_without_places_says_to_ask(coordinator: User) -> None:
    assert "No place is shown here yet." in shown()


def test_page_may_be_found_by_search_engines_and_has_a_quick_exit(coordinator: User) -> None:
    page = shown()

    assert 'content="index, follow"' in page
    assert "data-quick-exit" in page


def test_coordinator_decides_what_anybody_may_read(coordinator: User, signed_in: SignIn) -> None:
    clinic = make_clinic(by=coordinator)
    client = signed_in(coordinator)
    url = reverse("clinic-public", args=[clinic.pk])

    form = client.get(url)
    answer = client.post(url, {"public_notes": "Ring twice"})

    clinic.refresh_from_db()
    assert form.status_code == 200
    assert answer.url == reverse("clinic", args=[clinic.pk])
    assert (clinic.is_public, clinic.public_address, clinic.public_notes) == (False, None, "Ring twice")
    assert "It is not on the public page." in client.get(answer.url).content.decode()


def test_sheet_for_paper_is_4_kb_or_less() -> None:
    sheet = Path(settings.BASE_DIR) / "static" / "sheet.css"

    assert len(sheet.read_bytes()) <= 4 * 1024
