"""Days that are otherwise than the series."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from alongside.accounts.models import User
from alongside.clinics import actions
from alongside.clinics.models import Clinic, ClinicException, ExceptionKind, Session, ShiftRole
from alongside.clinics.rules import cancel_problems
from alongside.common import clock
from alongside.common.problems import RuleBroken
from tests.clinics.conftest import TODAY, at
from tests.factories.clinics import make_clinic, make_shift, session_on

NEXT = date(2026, 12, 3)
TUESDAY = date(2026, 12, 1)
CHRISTMAS = date(2026, 12, 25)
CANCELLED, MOVED, RUNS_ANYWAY = ExceptionKind.CANCELLED, ExceptionKind.MOVED, ExceptionKind.RUNS_ANYWAY


@pytest.fixture
def clinic(coordinator: User) -> Clinic:
    """A clinic every Thursday, ten to twelve."""
    return make_clinic(by=coordinator)


def refused(clinic: Clinic, by: User, **told: object) -> list[tuple[str, str | None]]:
    """Return what stands against making a day otherwise."""
    with pytest.raises(RuleBroken) as broken:
        actions.make_exception(clinic, by=by, **told)  # type: ignore[arg-type]
    return [(problem.code, problem.field) for problem in broken.value.problems]


def state(session: Session) -> tuple[str, time, time]:
    """Return a session as it stands in the database."""
    session.refresh_from_db()
    return session.state, session.starts_at, session.ends_at


def test_cancelled_day_keeps_who_is_down_for_it(clinic: Clinic, lead: User, coordinator: User) -> None:
    session = session_on(clinic, NEXT)
    make_shift(session, lead, by=coordinator)

    row = actions.make_exception(
        clinic, on=NEXT, kind=CANCELLED, by=coordinator, starts_at=time(9), ends_at=time(10), why="Paint"
    )

    assert (row.why, row.starts_at) == ("Paint", None)
    assert state(session) == ("cancelled", time(10), time(12))
    assert session.shifts.live().count() == 1


def test_moved_day_has_its_own_times(clinic: Clinic, coordinator: User) -> None:
    actions.make_exception(clinic, on=NEXT, kind=MOVED, by=coordinator, starts_at=time(14), ends_at=time(16))

    assert state(session_on(clinic, NEXT)) == ("planned", time(14), time(16))


def test_extra_day_makes_a_session(clinic: Clinic, coordinator: User) -> None:
    actions.make_exception(clinic, on=TUESDAY, kind=RUNS_ANYWAY, by=coordinator)

    assert state(session_on(clinic, TUESDAY)) == ("planned", time(10), time(12))


def test_bank_holiday_runs_anyway_where_it_is_said(coordinator: User) -> None:
    clinic = make_clinic(by=coordinator, weekday=4)
    before = clinic.sessions.filter(on=CHRISTMAS).exists()

    actions.make_exception(
        clinic, on=CHRISTMAS, kind=RUNS_ANYWAY, by=coordinator, starts_at=time(12), ends_at=time(14)
    )

    assert not before
    assert state(session_on(clinic, CHRISTMAS)) == ("planned", time(12), time(14))


def test_exceptions_that_change_nothing_are_refused(clinic: Clinic, coordinator: User) -> None:
    actions.make_exception(clinic, on=NEXT, kind=CANCELLED, by=coordinator)

    assert refused(clinic, coordinator, on=NEXT, kind=CANCELLED) == [("twice", "on")]
    assert refused(clinic, coordinator, on=TODAY, kind=RUNS_ANYWAY) == [("runs", "on")]
    assert refused(clinic, coordinator, on=TUESDAY, kind=CANCELLED) == [("does_not_run", "on")]


def test_exception_refuses_a_day_that_is_over(clinic: Clinic, coordinator: User) -> None:
    assert refused(clinic, coordinator, on=TODAY - timedelta(days=2), kind=RUNS_ANYWAY) == [
        ("day_is_over", "on")
    ]


@pytest.mark.parametrize(
    "starts_at, ends_at, found",
    [
        (None, None, [("no_times", "starts_at")]),
        (time(9), None, [("half_a_time", "ends_at")]),
        (None, time(9), [("half_a_time", "starts_at")]),
        (time(9), time(9), [("ends_before", "ends_at")]),
    ],
)
def test_moved_day_needs_both_times_in_order(
    starts_at: time | None,
    ends_at: time | None,
    found: list[tuple[str, str]],
    clinic: Clinic,
    coordinator: User,
) -> None:
    assert refused(clinic, coordinator, on=NEXT, kind=MOVED, starts_at=starts_at, ends_at=ends_at) == found


def test_moved_day_refuses_to_put_somebody_at_two_places(
    clinic: Clinic, lead: User, coordinator: User
) -> None:
    other = make_clinic("Bridge House", by=coordinator, starts_at=time(13), ends_at=time(15))
    make_shift(session_on(clinic, NEXT), lead, by=coordinator)
    make_shift(session_on(other, NEXT), lead, by=coordinator)

    with pytest.raises(RuleBroken) as broken:
        actions.make_exception(
            clinic, on=NEXT, kind=MOVED, by=coordinator, starts_at=time(14), ends_at=time(16)
        )

    assert [problem.sentence for problem in broken.value.problems] == [
        "Ana Reyes is at Bridge House then. Take them off one of the two."
    ]


def test_session_with_somebody_on_it_may_move_by_half_an_hour(
    clinic: Clinic, lead: User, coordinator: User
) -> None:
    make_shift(session_on(clinic, NEXT), lead, by=coordinator)

    actions.make_exception(
        clinic, on=NEXT, kind=MOVED, by=coordinator, starts_at=time(10, 30), ends_at=time(12, 30)
    )

    assert state(session_on(clinic, NEXT)) == ("planned", time(10, 30), time(12, 30))


def test_moved_day_names_nobody_who_is_elsewhere_and_not_on_it(
    clinic: Clinic, lead: User, shadow: User, coordinator: User
) -> None:
    other = make_clinic("Bridge House", by=coordinator, starts_at=time(13), ends_at=time(15))
    make_shift(session_on(clinic, NEXT), lead, by=coordinator)
    make_shift(session_on(other, NEXT), shadow, ShiftRole.SHADOW, by=coordinator)

    actions.make_exception(clinic, on=NEXT, kind=MOVED, by=coordinator, starts_at=time(14), ends_at=time(16))

    assert state(session_on(clinic, NEXT)) == ("planned", time(14), time(16))


def test_day_that_has_begun_is_not_made_otherwise(clinic: Clinic, lead: User, coordinator: User) -> None:
    actions.begin_session(session_on(clinic), by=lead)

    assert refused(clinic, coordinator, on=TODAY, kind=CANCELLED) == [("has_begun", "on")]


def test_closed_clinic_has_no_days_that_are_otherwise(clinic: Clinic, coordinator: User) -> None:
    actions.close_clinic(clinic, by=coordinator)

    assert refused(clinic, coordinator, on=NEXT, kind=RUNS_ANYWAY) == [("closed", None)]


def test_removed_cancellation_lets_it_run_again(clinic: Clinic, coordinator: User) -> None:
    row = actions.make_exception(clinic, on=NEXT, kind=CANCELLED, by=coordinator)

    actions.remove_exception(row, by=coordinator)

    assert state(session_on(clinic, NEXT)) == ("planned", time(10), time(12))
    assert not ClinicException.objects.exists()


def test_removed_move_brings_the_usual_times_back(clinic: Clinic, coordinator: User) -> None:
    row = actions.make_exception(
        clinic, on=NEXT, kind=MOVED, by=coordinator, starts_at=time(14), ends_at=time(16)
    )

    actions.remove_exception(row, by=coordinator)

    assert state(session_on(clinic, NEXT)) == ("planned", time(10), time(12))


def test_removed_extra_day_takes_its_empty_session_away(clinic: Clinic, coordinator: User) -> None:
    row = actions.make_exception(clinic, on=TUESDAY, kind=RUNS_ANYWAY, by=coordinator)

    actions.remove_exception(row, by=coordinator)

    assert not clinic.sessions.filter(on=TUESDAY).exists()


def test_extra_day_somebody_is_down_for_is_not_taken_away(
    clinic: Clinic, lead: User, coordinator: User
) -> None:
    row = actions.make_exception(clinic, on=TUESDAY, kind=RUNS_ANYWAY, by=coordinator)
    make_shift(session_on(clinic, TUESDAY), lead, by=coordinator)

    with pytest.raises(RuleBroken) as broken:
        actions.remove_exception(row, by=coordinator)

    assert [problem.code for problem in broken.value.problems] == ["wanted"]


def test_removal_refuses_to_put_somebody_at_two_places(clinic: Clinic, lead: User, coordinator: User) -> None:
    other = make_clinic("Bridge House", by=coordinator)
    make_shift(session_on(clinic, NEXT), lead, by=coordinator)
    row = actions.make_exception(clinic, on=NEXT, kind=CANCELLED, by=coordinator)
    make_shift(session_on(other, NEXT), lead, by=coordinator)

    with pytest.raises(RuleBroken) as broken:
        actions.remove_exception(row, by=coordinator)

    assert [problem.code for problem in broken.value.problems] == ["elsewhere"]
    assert state(session_on(clinic, NEXT))[0] == "cancelled"


def test_day_that_is_over_or_has_begun_stays_as_it_was(clinic: Clinic, lead: User, coordinator: User) -> None:
    row = actions.make_exception(
        clinic, on=TODAY, kind=MOVED, by=coordinator, starts_at=time(14), ends_at=time(16)
    )
    actions.begin_session(session_on(clinic), by=lead)

    with at(datetime(2026, 11, 27, 9, tzinfo=UTC)), pytest.raises(RuleBroken) as broken:
        actions.remove_exception(row, by=coordinator)

    assert [problem.code for problem in broken.value.problems] == ["day_is_over", "has_begun"]


def test_removed_cancellation_of_a_day_far_ahead_makes_its_session(clinic: Clinic, coordinator: User) -> None:
    far = TODAY + timedelta(weeks=40)
    row = actions.make_exception(clinic, on=far, kind=CANCELLED, by=coordinator)

    actions.remove_exception(row, by=coordinator)

    assert state(session_on(clinic, far))[0] == "planned"


def test_cancel_session_over_another_change(clinic: Clinic, coordinator: User) -> None:
    actions.make_exception(clinic, on=TUESDAY, kind=RUNS_ANYWAY, by=coordinator)

    actions.cancel_session(session_on(clinic, TUESDAY), by=coordinator, why="No heating")

    row = ClinicException.objects.get()
    assert (row.kind, row.why) == ("cancelled", "No heating")
    assert state(session_on(clinic, TUESDAY))[0] == "cancelled"


@pytest.mark.parametrize(
    "on, starts_at, kind",
    [(NEXT, None, None), (NEXT, time(11), "moved"), (TUESDAY, None, "runs_anyway")],
)
def test_reinstated_session_runs_at_the_times_it_had(
    on: date, starts_at: time | None, kind: str | None, clinic: Clinic, coordinator: User
) -> None:
    ends_at = time(13) if starts_at else None
    if kind:
        made = ExceptionKind(kind)
        actions.make_exception(clinic, on=on, kind=made, by=coordinator, starts_at=starts_at, ends_at=ends_at)
    session = session_on(clinic, on)
    actions.cancel_session(session, by=coordinator)

    actions.reinstate_session(session, by=coordinator)

    assert state(session) == ("planned", starts_at or time(10), ends_at or time(12))
    assert [row.kind for row in ClinicException.objects.all()] == ([kind] if kind else [])


def test_session_that_has_begun_is_not_cancelled(clinic: Clinic, lead: User, coordinator: User) -> None:
    session = session_on(clinic)
    before = cancel_problems(session)
    actions.begin_session(session, by=lead)

    with pytest.raises(RuleBroken) as broken:
        actions.cancel_session(session, by=coordinator)

    assert before == []
    assert [problem.code for problem in broken.value.problems] == ["has_begun"]


def test_reinstate_refuses_what_runs_what_is_over_and_what_is_closed(
    clinic: Clinic, coordinator: User
) -> None:
    session = session_on(clinic)
    actions.close_clinic(clinic, by=coordinator)
    session.clinic.refresh_from_db()

    with at(clock.now() + timedelta(days=1)), pytest.raises(RuleBroken) as broken:
        actions.reinstate_session(session, by=coordinator)

    assert [problem.code for problem in broken.value.problems] == ["day_is_over", "runs", "closed"]
