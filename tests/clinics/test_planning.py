"""Making sessions, and fitting them to a series that changes."""

from collections.abc import Callable
from datetime import date, time, timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from alongside.accounts.models import User
from alongside.audit.models import Entry
from alongside.clinics import actions
from alongside.clinics.models import Clinic, ClinicException, Session, ShiftRole, Visit
from alongside.clinics.words import what_changed, who_must_be_told
from alongside.common.problems import RuleBroken
from alongside.people.models import Person
from tests.clinics.conftest import NOW, TODAY, at
from tests.factories.clinics import make_clinic, make_shift, session_on

NEXT = date(2026, 12, 3)
AFTER = date(2026, 12, 10)
CHRISTMAS_EVE = date(2026, 12, 24)


def change(clinic: Clinic, *, by: User, **told: Any) -> actions.Replanned:
    """Change only what is told of a series."""
    series = ("weekday", "starts_at", "ends_at", "starts_on", "ends_on", "runs_on_bank_holidays")
    return actions.change_series(
        clinic, by=by, **{**{name: getattr(clinic, name) for name in series}, **told}
    )


def times(session: Session) -> tuple[time, time]:
    """Return the times of a session as they stand in the database."""
    session.refresh_from_db()
    return session.starts_at, session.ends_at


def test_open_clinic_makes_thirteen_weeks_of_sessions(coordinator: User) -> None:
    clinic = make_clinic(by=coordinator, host="The housing trust", room="")

    sessions = list(clinic.sessions.order_by("on"))
    # today and 13 weeks; no bank holiday falls on these Thursdays
    assert [row.on for row in sessions] == [TODAY + timedelta(weeks=week) for week in range(14)]
    assert {(row.starts_at, row.ends_at, row.state) for row in sessions} == {(time(10), time(12), "planned")}
    clinic.refresh_from_db()
    assert (clinic.name, clinic.host, clinic.room) == ("Canal Street hostel", "The housing trust", None)
    assert str(clinic) == f"clinic {clinic.pk}"


def test_open_clinic_refuses_a_series_that_cannot_be(coordinator: User) -> None:
    with pytest.raises(RuleBroken) as broken:
        make_clinic(by=coordinator, ends_at=time(10), ends_on=TODAY - timedelta(days=1))

    assert [(problem.code, problem.field) for problem in broken.value.problems] == [
        ("ends_before", "ends_at"),
        ("ends_first", "ends_on"),
    ]
    assert not Clinic.objects.exists()


def test_series_may_be_one_day_long(coordinator: User) -> None:
    clinic = make_clinic(by=coordinator, ends_on=TODAY)

    assert [row.on for row in clinic.sessions.all()] == [TODAY]


def test_make_sessions_can_be_run_again(coordinator: User) -> None:
    clinic = make_clinic(by=coordinator)
    until = TODAY + timedelta(weeks=15)

    made = [actions.make_sessions(clinic, until=until, by=None) for _ in range(3)]

    assert made == [2, 0, 0]
    assert clinic.sessions.count() == 16


def test_make_sessions_makes_none_in_the_past(coordinator: User) -> None:
    clinic = make_clinic(by=coordinator, starts_on=TODAY - timedelta(weeks=8))

    assert not clinic.sessions.filter(on__lt=TODAY).exists()


def test_make_sessions_ahead_fills_up_once_a_week(
    coordinator: User, django_assert_num_queries: Callable[[int], Any]
) -> None:
    make_clinic(by=coordinator)

    with django_assert_num_queries(1):
        idle = actions.make_sessions_ahead()
    with at(NOW + timedelta(days=8)):
        made = actions.make_sessions_ahead()

    assert (idle, made) == (0, 1)


def test_command_makes_sessions_by_the_calendar_of_the_place(coordinator: User) -> None:
    make_clinic(by=coordinator)
    said = StringIO()

    with at(NOW + timedelta(weeks=2)):
        call_command("make_sessions", stdout=said)
        call_command("make_sessions", stdout=said)

    assert said.getvalue() == "Sessions made: 2\nSessions made: 0\n"
    assert Entry.objects.filter(action="clinic.plan", actor=None).count() == 1


@pytest.mark.django_db
def test_command_says_that_there_is_no_service() -> None:
    with pytest.raises(CommandError, match="no service yet"):
        call_command("make_sessions")


def test_new_times_reach_sessions_to_come_and_not_today(coordinator: User, lead: User) -> None:
    clinic = make_clinic(by=coordinator)
    make_shift(session_on(clinic, NEXT), lead, by=coordinator)

    done = change(clinic, by=coordinator, starts_at=time(13), ends_at=time(15))

    assert times(session_on(clinic, TODAY)) == (time(10), time(12))
    assert times(session_on(clinic, NEXT)) == (time(13), time(15))
    assert session_on(clinic, NEXT).shifts.live().count() == 1
    assert list(what_changed(done)) == ["13 sessions have new times. Tell those who are down for it."]


def test_new_times_stop_before_somebody_would_be_at_two_places(coordinator: User, lead: User) -> None:
    clinic = make_clinic(by=coordinator)
    other = make_clinic("Bridge House", by=coordinator, starts_at=time(13), ends_at=time(15))
    make_shift(session_on(clinic, NEXT), lead, by=coordinator)
    make_shift(session_on(other, NEXT), lead, by=coordinator)

    done = change(clinic, by=coordinator, starts_at=time(14), ends_at=time(16))

    assert times(session_on(clinic, NEXT)) == (time(10), time(12))
    assert [row.on for row in done.kept] == [NEXT]
    kept = ClinicException.objects.get(clinic=clinic)
    assert (kept.on, kept.kind, kept.starts_at) == (NEXT, "moved", time(10))
    assert str(kept) == f"exception {kept.pk}"


def test_new_weekday_takes_empty_sessions_away_and_keeps_those_with_people(
    coordinator: User, lead: User, person: Person
) -> None:
    clinic = make_clinic(by=coordinator)
    make_shift(session_on(clinic, NEXT), lead, by=coordinator)
    actions.expect(person, session=session_on(clinic, AFTER), by=lead)

    done = change(clinic, by=coordinator, weekday=0)

    thursdays = clinic.sessions.filter(on__week_day=5, on__gt=TODAY).order_by("on")
    assert [(row.on, row.state) for row in thursdays] == [(NEXT, "planned"), (AFTER, "planned")]
    # Mondays to 22 February, without Monday 28 December
    assert (done.made, done.taken_away, [row.on for row in done.kept]) == (12, 11, [NEXT, AFTER])
    assert set(clinic.exceptions.values_list("on", "kind")) == {(NEXT, "runs_anyway"), (AFTER, "runs_anyway")}
    assert list(what_changed(done)) == [
        "12 sessions are new.",
        "11 empty sessions are gone.",
        "Left as they were, because people are down for them: Thu 3 Dec, Thu 10 Dec.",
    ]


def test_session_somebody_once_was_on_stays_as_one_that_does_not_run(coordinator: User, lead: User) -> None:
    clinic = make_clinic(by=coordinator)
    shift = make_shift(session_on(clinic, NEXT), lead, by=coordinator)
    actions.take_off_session(shift, by=coordinator)

    change(clinic, by=coordinator, weekday=0)
    gone = session_on(clinic, NEXT).state
    change(clinic, by=coordinator, weekday=3)

    assert gone == "cancelled"
    assert session_on(clinic, NEXT).state == "planned"


def test_cancelled_session_stays_cancelled_when_the_series_moves(coordinator: User) -> None:
    clinic = make_clinic(by=coordinator)
    actions.cancel_session(session_on(clinic, NEXT), by=coordinator)

    done = change(clinic, by=coordinator, weekday=0)

    assert (session_on(clinic, NEXT).state, done.kept) == ("cancelled", [])


def test_change_that_changes_no_session_says_so(coordinator: User) -> None:
    done = change(make_clinic(by=coordinator), by=coordinator)

    assert list(what_changed(done)) == ["Saved. No session had to change."]


def test_change_of_series_refuses_what_cannot_be(coordinator: User) -> None:
    clinic = make_clinic(by=coordinator)

    with pytest.raises(RuleBroken):
        change(clinic, by=coordinator, ends_at=time(9))


def test_close_clinic_frees_everybody_and_says_whom_to_tell(
    coordinator: User, lead: User, person: Person
) -> None:
    clinic = make_clinic(by=coordinator)
    today = make_shift(session_on(clinic, TODAY), lead, by=coordinator)
    shift = make_shift(session_on(clinic, NEXT), lead, by=coordinator)
    actions.expect(person, session=session_on(clinic, AFTER), by=lead)

    told = actions.close_clinic(clinic, by=coordinator)

    shift.refresh_from_db()
    today.refresh_from_db()
    assert (shift.ended_by, today.ended_at) == (coordinator, None)
    assert {row.on: row.state for row in clinic.sessions.all()} == {
        TODAY: "planned",
        NEXT: "cancelled",
        AFTER: "cancelled",
    }
    assert who_must_be_told(told) == "Closed for good. Tell those who were down for: Thu 3 Dec, Thu 10 Dec."
    assert actions.make_sessions_ahead() == 0


def test_close_empty_clinic_leaves_nobody_to_tell(coordinator: User) -> None:
    told = actions.close_clinic(make_clinic(by=coordinator), by=coordinator)

    assert who_must_be_told(told) == "Closed for good. Nobody was down for a day to come."


def test_reopen_clinic_runs_again_with_nobody_on(coordinator: User, lead: User) -> None:
    clinic = make_clinic(by=coordinator)
    make_shift(session_on(clinic, NEXT), lead, by=coordinator)
    actions.close_clinic(clinic, by=coordinator)

    done = actions.reopen_clinic(clinic, by=coordinator)

    assert (done.made, clinic.closed_on) == (13, None)
    assert session_on(clinic, NEXT).state == "planned"
    assert not session_on(clinic, NEXT).shifts.live().exists()


def test_place_risk_sheet_and_door_are_written(coordinator: User) -> None:
    clinic = make_clinic(by=coordinator)

    actions.change_place(clinic, by=coordinator, name="Canal House", room="2", host="")
    actions.write_risk_sheet(clinic, by=coordinator, risk_sheet="Sit near the door")
    actions.change_door_code(clinic, by=coordinator, door_code="48-21")

    clinic.refresh_from_db()
    assert (clinic.name, clinic.room, clinic.host) == ("Canal House", "2", None)
    assert (clinic.risk_sheet, clinic.risk_reviewed_on, clinic.door_code) == (
        "Sit near the door",
        TODAY,
        "48-21",
    )
    facts = Entry.objects.get(action="clinic.change_door_code").facts
    assert facts == {}


def test_risk_sheet_read_again_is_dated_anew(coordinator: User) -> None:
    clinic = make_clinic(by=coordinator)
    actions.write_risk_sheet(clinic, by=coordinator, risk_sheet="Sit near the door")

    with at(NOW + timedelta(days=300)):
        actions.review_risk_sheet(clinic, by=coordinator)

    clinic.refresh_from_db()
    assert (clinic.risk_sheet, clinic.risk_reviewed_on) == ("Sit near the door", TODAY + timedelta(days=300))


def test_r28_places_are_sealed(coordinator: User) -> None:
    make_clinic(
        by=coordinator,
        host="Canary host",
        address="Canary road",
        getting_in="Canary bell",
        risk_sheet="Canary risk",
    )

    row = Clinic.objects.values().get()
    assert not any("anary" in repr(value) for value in row.values())


def test_visits_hold_no_time(coordinator: User) -> None:
    """R51: a v7 id would tell the minute."""
    assert {field.get_internal_type() for field in Visit._meta.concrete_fields} & {
        "DateTimeField",
        "TimeField",
    } == set()
    assert Visit().pk.version == 4


def test_shift_of_a_kept_session_is_still_there(coordinator: User, lead: User) -> None:
    clinic = make_clinic(by=coordinator)
    make_shift(session_on(clinic, CHRISTMAS_EVE), lead, ShiftRole.LEAD, by=coordinator)

    change(clinic, by=coordinator, ends_on=NEXT)

    assert session_on(clinic, CHRISTMAS_EVE).shifts.live().count() == 1
    assert not clinic.sessions.filter(on=AFTER).exists()
