"""Where going along stands: today, my shifts, the diary, the decisions (B7)."""

from datetime import timedelta

from django.urls import reverse

from alongside.accounts.models import Role, User
from alongside.clinics.models import Accompaniment
from alongside.clinics.queries.accompany import going_along, needing_somebody, to_come
from alongside.desk.queries import decisions_of, today_of
from alongside.people.models import Person
from tests.clinics.conftest import NOW, TODAY, at
from tests.clinics.test_diary import events, told
from tests.conftest import SignIn
from tests.factories.accompany import make_going
from tests.factories.accounts import make_user
from tests.factories.people import make_wall

EVENING = NOW + timedelta(hours=9)


def test_companion_finds_it_on_today_on_their_shifts_and_in_their_calendar(
    going: Accompaniment, other: User, signed_in: SignIn
) -> None:
    (event,) = events(other)
    client = signed_in(other)
    pages = [client.get(reverse(name)).content.decode() for name in ("today", "my-shifts")]

    assert all("You go along with somebody" in page and "Mill Lane" in page for page in pages)
    assert told(event) == ("Going along with somebody", "CONFIRMED", 1)
    assert not {"LOCATION", "DESCRIPTION", "ATTENDEE"} & set(event.keys())
    assert event["DTSTART"].dt.isoformat() == "2026-12-03T10:00:00+00:00"


def test_today_shows_the_coming_week_and_what_is_still_to_tell(
    going: Accompaniment, person: Person, other: User, coordinator: User
) -> None:
    far = make_going(person, by=coordinator, goes=other, on=TODAY + timedelta(days=8))

    assert (today_of(other).going, going_along(other)) == ([going], [going, far])
    with at(NOW + timedelta(days=9)):
        assert today_of(other).going == [going, far]
        assert [line.is_to_tell for line in to_come(coordinator)] == [True, True]
    with at(NOW + timedelta(days=23)):
        assert today_of(other).going == []


def test_decisions_show_those_of_the_next_seven_days_with_nobody(
    row: Accompaniment, person: Person, lead: User, coordinator: User, signed_in: SignIn
) -> None:
    make_going(person, by=lead, on=TODAY + timedelta(days=8))

    assert [line.row for line in decisions_of(coordinator).going] == [row]
    assert "Nobody to go with them yet" in signed_in(coordinator).get(reverse("decisions")).content.decode()


def test_time_that_is_over_needs_nobody_any_more(person: Person, lead: User, coordinator: User) -> None:
    row = make_going(person, by=lead, on=TODAY)

    with at(EVENING):
        assert needing_somebody(coordinator, limit=5) == []
        assert [line.row for line in to_come(coordinator)] == [row]


def test_walled_coordinator_sees_nothing_of_it(row: Accompaniment, person: Person, signed_in: SignIn) -> None:
    walled = make_user("Will Cray", Role.COORDINATOR)
    make_wall(person, walled)

    assert (to_come(walled), needing_somebody(walled, limit=5)) == ([], [])
    assert signed_in(walled).get(reverse("accompany", args=[person.pk, row.pk])).status_code == 404
