"""The private diary feed: what calendars read, over both clock changes, and nothing of anybody (L10)."""

from datetime import UTC, date, datetime, time, timedelta
from typing import Any

import icalendar
import pytest
import recurring_ical_events
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse

from alongside.accounts.actions import close_account
from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.audit.models import Entry
from alongside.clinics.actions import (
    arrive,
    cancel_session,
    cannot_come,
    make_exception,
    put_on_session,
    reinstate_session,
    take_off_session,
)
from alongside.clinics.actions.diary import end_feed, make_feed
from alongside.clinics.models import DiaryFeed, ExceptionKind, Session, Shift, ShiftRole
from alongside.people.models import Person
from tests.clinics.conftest import NOW, at
from tests.clinics.cover.conftest import shift_of
from tests.conftest import SignIn
from tests.factories.clinics import make_clinic, make_session, make_shift, session_on


def read(user: User) -> icalendar.Calendar:
    """Return what a calendar reads at a new feed of somebody."""
    answer = Client().get(reverse("diary-feed", args=[make_feed(by=user)]))
    return icalendar.Calendar.from_ical(answer.content)


def events(user: User) -> list[Any]:
    """Return the events of somebody's feed."""
    return list(read(user).walk("VEVENT"))


def told(event: Any) -> tuple[str, str, int]:
    """Return what an event says besides its times."""
    return str(event["SUMMARY"]), str(event["STATUS"]), int(event["SEQUENCE"])


def test_l10_feed_shows_place_and_time_and_nothing_else(staffed: Session, lead: User) -> None:
    (event,) = events(lead)

    assert told(event) == ("Shift at Canal Street hostel", "CONFIRMED", 0)
    assert sorted(event.keys()) == [
        "CLASS",
        "DTEND",
        "DTSTAMP",
        "DTSTART",
        "SEQUENCE",
        "STATUS",
        "SUMMARY",
        "UID",
    ]


@pytest.mark.parametrize(
    "clinic_day,before,after",
    [
        (date(2026, 10, 29), (date(2026, 10, 22), 9), (date(2026, 10, 29), 10)),
        (date(2027, 4, 1), (date(2027, 3, 25), 10), (date(2027, 4, 1), 9)),
    ],
)
def test_l10_ten_oclock_stays_ten_oclock_over_a_change_of_the_clocks(
    clinic_day: date, before: tuple[date, int], after: tuple[date, int], lead: User, coordinator: User
) -> None:
    with at(datetime.combine(clinic_day - timedelta(days=10), time(8), UTC)):
        clinic = make_clinic(by=coordinator, weekday=3, starts_on=clinic_day - timedelta(days=10))
        with recorded("shift.forge", by=None):
            for on, _hour in (before, after):
                row = session_on(clinic, on)
                Shift.objects.create(session=row, user=lead, role=ShiftRole.LEAD, put_by=coordinator)
        calendar = read(lead)

    found = recurring_ical_events.of(calendar).between(before[0], after[0] + timedelta(days=1))

    begins = sorted(event["DTSTART"].dt for event in found)
    assert begins == [datetime.combine(on, time(hour), UTC) for on, hour in (before, after)]


def test_l10_shift_that_ended_is_cancelled_with_the_same_id(staffed: Session, lead: User) -> None:
    (before,) = events(lead)
    cannot_come(shift_of(lead, staffed), by=lead)

    (after,) = events(lead)

    assert (before["UID"], told(after)[1:]) == (after["UID"], ("CANCELLED", 1))


def test_l10_being_put_on_again_is_another_event(staffed: Session, lead: User, coordinator: User) -> None:
    take_off_session(shift_of(lead, staffed), by=coordinator)
    put_on_session(staffed, user=lead, role=ShiftRole.LEAD, by=coordinator)

    found = events(lead)

    assert [told(event)[1] for event in found] == ["CANCELLED", "CONFIRMED"]
    assert len({str(event["UID"]) for event in found}) == 2


def test_l10_every_change_of_a_day_is_newer_than_the_one_before(
    session: Session, lead: User, coordinator: User
) -> None:
    later = session_on(session.clinic, session.on + timedelta(days=7))
    make_shift(later, lead, by=coordinator)
    cancel_session(later, by=coordinator)
    cancelled = told(events(lead)[0])[1:]
    reinstate_session(later, by=coordinator)
    again = told(events(lead)[0])[1:]
    make_exception(
        later.clinic,
        on=later.on,
        kind=ExceptionKind.MOVED,
        starts_at=time(13),
        ends_at=time(15),
        by=coordinator,
    )

    (moved,) = events(lead)

    assert [cancelled, again] == [("CANCELLED", 1), ("CONFIRMED", 2)]
    assert (told(moved)[1:], moved["DTSTART"].dt.hour) == (("CONFIRMED", 3), 13)


def test_l10_feed_holds_nobody_we_support_and_no_colleague(
    staffed: Session, lead: User, shadow: User, person: Person, coordinator: User
) -> None:
    place = make_session(
        name="Mill Lane", by=coordinator, starts_at=time(14), ends_at=time(15), address="Canary street 1"
    )
    make_shift(place, lead, by=coordinator)
    arrive(person, session=staffed, by=lead)

    text = read(lead).to_ical().decode()

    canaries = ("Jo", "Marsh", "Ana", "Shay", "Moor", "Canary", "Riverside")
    assert [word for word in canaries if word in text] == []


def test_l10_feed_begins_four_weeks_ago(session: Session, lead: User, coordinator: User) -> None:
    make_shift(session, lead, by=coordinator)

    with at(NOW + timedelta(weeks=4)):
        still = len(events(lead))
    with at(NOW + timedelta(weeks=4, days=1)):
        gone = len(events(lead))

    assert (still, gone) == (1, 0)


def test_l10_feed_is_private_and_not_for_search_engines(lead: User) -> None:
    answer = Client().get(reverse("diary-feed", args=[make_feed(by=lead)]))

    assert answer["Content-Type"] == "text/calendar; charset=utf-8"
    assert (answer["Cache-Control"], answer["X-Robots-Tag"]) == ("private", "noindex, nofollow")


def test_l10_new_address_and_revoking_end_the_old_one(lead: User, coordinator: User) -> None:
    first = reverse("diary-feed", args=[make_feed(by=lead)])
    second = reverse("diary-feed", args=[make_feed(by=lead)])
    client = Client()
    codes = [client.get(first).status_code, client.get(second).status_code]

    end_feed(by=lead)

    assert codes == [404, 200]
    assert client.get(second).status_code == 404


def test_l10_closed_account_has_no_feed(lead: User, coordinator: User) -> None:
    address = reverse("diary-feed", args=[make_feed(by=lead)])

    close_account(lead, by=coordinator)

    assert Client().get(address).status_code == 404


def test_l10_only_a_hash_of_the_token_is_kept(lead: User) -> None:
    token = make_feed(by=lead)

    feed = DiaryFeed.objects.get()
    entry = Entry.objects.get(action="diary.make")
    assert len(token) >= 43
    assert token not in (feed.tag, str(entry.facts))
    assert str(feed) == f"diary feed {feed.pk}"


def test_l10_day_of_the_last_reading_is_kept_once_a_day(lead: User, signed_in: SignIn) -> None:
    address = reverse("diary-feed", args=[make_feed(by=lead)])
    for _time in range(3):
        Client().get(address)

    page = signed_in(lead).get(reverse("my-feed"))

    assert page.context["feed"].last_used_on == NOW.date()
    assert Entry.objects.filter(action="diary.use").count() == 1


def test_l10_address_is_shown_once_and_can_be_ended(lead: User, signed_in: SignIn) -> None:
    client = signed_in(lead)
    empty = client.get(reverse("my-feed")).context

    made = client.post(reverse("my-feed")).context
    later = client.get(reverse("my-feed")).context
    answer = client.post(reverse("feed-end"))

    assert (empty["feed"], empty["address"]) == (None, "")
    assert made["address"].startswith("http://testserver/diary/")
    assert made["subscribe"] == made["address"].replace("http:", "webcal:")
    assert (later["feed"], later["address"]) == (made["feed"], "")
    assert answer["Location"] == reverse("my-feed")
    assert client.get(reverse("my-feed")).context["feed"] is None


def test_nobody_has_two_live_feeds(lead: User) -> None:
    make_feed(by=lead)

    with pytest.raises(IntegrityError), transaction.atomic(), recorded("diary.forge", by=None):
        DiaryFeed.objects.create(user=lead, tag="x")
