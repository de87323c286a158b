"""On which days a clinic runs."""

from datetime import UTC, date, datetime, time, timedelta

import pytest

from alongside.clinics.models import Clinic, ClinicException, ExceptionKind, Session, a_year_ago
from alongside.clinics.series import (
    Gap,
    Times,
    bank_holidays,
    days_between,
    gaps_between,
    nation_here,
    times_on,
)
from alongside.common import clock
from tests.clinics.conftest import at

USUAL = Times(time(10), time(12))
FRIDAY, MONDAY, THURSDAY = 4, 0, 3


def series(weekday: int, starts_on: date, **told: object) -> Clinic:
    """Return a clinic from ten to twelve that is in no database."""
    return Clinic(weekday=weekday, starts_at=time(10), ends_at=time(12), starts_on=starts_on, **told)


def otherwise(on: date, kind: ExceptionKind, times: Times | None = None) -> dict[date, ClinicException]:
    """Return one day that is otherwise."""
    starts_at, ends_at = times or (None, None)
    return {on: ClinicException(on=on, kind=kind, starts_at=starts_at, ends_at=ends_at)}


def days(clinic: Clinic, first: date, last: date, nation: str = "ENG") -> list[date]:
    """Return the days on which it runs."""
    return list(days_between(clinic, first, last, nation=nation, exceptions={}))


def test_series_runs_every_week_from_its_first_day_to_its_last() -> None:
    clinic = series(THURSDAY, date(2026, 11, 3), ends_on=date(2026, 11, 19))

    assert days(clinic, date(2026, 10, 1), date(2026, 12, 31)) == [
        date(2026, 11, 5),
        date(2026, 11, 12),
        date(2026, 11, 19),
    ]


def test_series_with_no_end_runs_to_the_last_day_asked_for() -> None:
    clinic = series(THURSDAY, date(2026, 11, 5))

    assert days(clinic, date(2026, 11, 12), date(2026, 11, 26)) == [
        date(2026, 11, 12),
        date(2026, 11, 19),
        date(2026, 11, 26),
    ]


def test_series_does_not_run_on_christmas_day_or_new_years_day() -> None:
    clinic = series(FRIDAY, date(2026, 12, 1))

    assert days(clinic, date(2026, 12, 18), date(2027, 1, 8)) == [date(2026, 12, 18), date(2027, 1, 8)]


def test_series_does_not_run_on_good_friday() -> None:
    clinic = series(FRIDAY, date(2026, 3, 1))

    assert days(clinic, date(2026, 3, 27), date(2026, 4, 10)) == [date(2026, 3, 27), date(2026, 4, 10)]


def test_series_runs_on_bank_holidays_where_it_says_so() -> None:
    clinic = series(FRIDAY, date(2026, 12, 1), runs_on_bank_holidays=True)

    assert days(clinic, date(2026, 12, 25), date(2026, 12, 25)) == [date(2026, 12, 25)]


@pytest.mark.parametrize(
    "nation, runs",
    [
        ("ENG", False),  # Easter Monday
        ("WLS", False),
        ("NIR", False),
        ("SCT", True),  # not a bank holiday in Scotland
    ],
)
def test_easter_monday_is_a_matter_of_the_nation(nation: str, runs: bool) -> None:
    clinic = series(MONDAY, date(2026, 3, 1))

    assert days(clinic, date(2026, 4, 6), date(2026, 4, 6), nation) == [date(2026, 4, 6)] * runs


def test_substitute_day_counts_as_a_bank_holiday() -> None:
    """Boxing Day 2026 is a Saturday: Monday 28 December stands in for it."""
    clinic = series(MONDAY, date(2026, 12, 1))

    assert days(clinic, date(2026, 12, 28), date(2026, 12, 28)) == []
    assert bank_holidays("ENG", 2026)[date(2026, 12, 28)] == "Boxing Day (observed)"


def test_gaps_name_the_bank_holiday() -> None:
    clinic = series(FRIDAY, date(2026, 12, 1))

    gaps = gaps_between(clinic, date(2026, 12, 1), date(2027, 1, 31), nation="ENG", exceptions={})

    assert gaps == [Gap(date(2026, 12, 25), "Christmas Day"), Gap(date(2027, 1, 1), "New Year's Day")]


def test_gap_is_none_where_a_day_is_otherwise_already() -> None:
    clinic = series(FRIDAY, date(2026, 12, 1))
    exceptions = otherwise(date(2026, 12, 25), ExceptionKind.RUNS_ANYWAY)

    gaps = gaps_between(clinic, date(2026, 12, 1), date(2026, 12, 31), nation="ENG", exceptions=exceptions)

    assert gaps == []


CHRISTMAS = date(2026, 12, 25)
BEFORE = date(2026, 12, 18)
EXTRA = date(2026, 12, 22)
LATER = Times(time(14), time(16))


@pytest.mark.parametrize(
    "exceptions, on, times",
    [
        (otherwise(BEFORE, ExceptionKind.CANCELLED), BEFORE, None),
        (otherwise(BEFORE, ExceptionKind.MOVED, LATER), BEFORE, LATER),
        (otherwise(CHRISTMAS, ExceptionKind.RUNS_ANYWAY), CHRISTMAS, USUAL),
        (otherwise(CHRISTMAS, ExceptionKind.RUNS_ANYWAY, LATER), CHRISTMAS, LATER),
        (otherwise(EXTRA, ExceptionKind.RUNS_ANYWAY), EXTRA, USUAL),
        ({}, EXTRA, None),
        ({}, CHRISTMAS, None),
        ({}, BEFORE, USUAL),
    ],
)
def test_exception_goes_before_the_series_and_before_bank_holidays(
    exceptions: dict[date, ClinicException], on: date, times: Times | None
) -> None:
    clinic = series(FRIDAY, date(2026, 12, 1))

    assert times_on(clinic, on, nation="ENG", exceptions=exceptions) == times
    assert days_between(clinic, on, on, nation="ENG", exceptions=exceptions) == ({on: times} if times else {})


def test_closed_clinic_runs_on_no_day() -> None:
    clinic = series(FRIDAY, date(2026, 12, 1), closed_on=date(2026, 12, 2))
    exceptions = otherwise(EXTRA, ExceptionKind.RUNS_ANYWAY)

    assert times_on(clinic, EXTRA, nation="ENG", exceptions=exceptions) is None


def test_series_meets_the_leap_day() -> None:
    clinic = series(1, date(2028, 2, 1))

    assert days(clinic, date(2028, 2, 22), date(2028, 3, 7)) == [
        date(2028, 2, 22),
        date(2028, 2, 29),
        date(2028, 3, 7),
    ]


@pytest.mark.parametrize(
    "on, begins, finishes",
    [
        # the clocks go forward on 29 March 2026 and back on 25 October 2026, both at one in the night
        (date(2026, 3, 28), datetime(2026, 3, 28, 10, tzinfo=UTC), datetime(2026, 3, 28, 12, tzinfo=UTC)),
        (date(2026, 3, 29), datetime(2026, 3, 29, 9, tzinfo=UTC), datetime(2026, 3, 29, 11, tzinfo=UTC)),
        (date(2026, 10, 24), datetime(2026, 10, 24, 9, tzinfo=UTC), datetime(2026, 10, 24, 11, tzinfo=UTC)),
        (date(2026, 10, 25), datetime(2026, 10, 25, 10, tzinfo=UTC), datetime(2026, 10, 25, 12, tzinfo=UTC)),
    ],
)
def test_ten_stays_ten_when_the_clocks_change(on: date, begins: datetime, finishes: datetime) -> None:
    session = Session(on=on, starts_at=time(10), ends_at=time(12))

    assert (session.begins, session.finishes) == (begins, finishes)


@pytest.mark.parametrize("later, over", [(149, False), (150, True)])
def test_session_is_over_at_its_end(later: int, over: bool) -> None:
    session = Session(on=clock.today(), starts_at=time(10), ends_at=time(12))

    with at(clock.now() + timedelta(minutes=later)):
        assert session.is_over == over


@pytest.mark.parametrize(
    "today, read_on, due",
    [
        (date(2026, 11, 26), date(2025, 11, 26), False),
        (date(2026, 11, 26), date(2025, 11, 25), True),
        (date(2028, 2, 29), date(2027, 2, 28), True),
        (date(2028, 2, 29), date(2027, 3, 1), False),
        (date(2029, 2, 28), date(2028, 2, 29), False),
        (date(2029, 3, 1), date(2028, 2, 29), True),
        (date(2029, 3, 1), None, True),
    ],
)
def test_risk_sheet_is_due_after_twelve_months(today: date, read_on: date | None, due: bool) -> None:
    clinic = series(THURSDAY, date(2020, 1, 1), risk_reviewed_on=read_on)

    with at(datetime(today.year, today.month, today.day, 12, tzinfo=UTC)):
        assert clinic.risk_is_due == due
        assert a_year_ago() <= today - timedelta(days=365)


@pytest.mark.django_db
def test_bank_holidays_are_those_of_england_before_there_is_a_service() -> None:
    assert nation_here() == "ENG"
