"""On which days a clinic runs: the weekly series, bank holidays, and days that are otherwise."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from functools import lru_cache
from typing import NamedTuple

import holidays

from alongside.accounts.queries import service
from alongside.clinics.models import Clinic, ClinicException, ExceptionKind

Exceptions = Mapping[date, ClinicException]


class Times(NamedTuple):
    """From when until when, on the clock of the place."""

    starts_at: time
    ends_at: time


@dataclass(frozen=True)
class Gap:
    """A day of the series on which the clinic is shut, and the bank holiday that shuts it."""

    on: date
    why: str


@lru_cache(maxsize=64)
def bank_holidays(nation: str, year: int) -> Mapping[date, str]:
    """Return the bank holidays of a year in ENG, WLS, SCT or NIR, with their names."""
    return dict(holidays.country_holidays("GB", subdiv=nation, years=year))


def times_on(clinic: Clinic, on: date, *, nation: str, exceptions: Exceptions) -> Times | None:
    """Return from when until when the clinic runs on a day; None when it does not."""
    otherwise = exceptions.get(on)
    usual = Times(clinic.starts_at, clinic.ends_at)
    if clinic.closed_on:
        return None
    if otherwise is None:
        return usual if _in_series(clinic, on) and not _shut(clinic, on, nation) else None
    if otherwise.kind == ExceptionKind.CANCELLED:
        return None
    if otherwise.starts_at and otherwise.ends_at:
        return Times(otherwise.starts_at, otherwise.ends_at)
    return usual


def days_between(
    clinic: Clinic, first: date, last: date, *, nation: str, exceptions: Exceptions
) -> dict[date, Times]:
    """Return every day from `first` to `last` on which the clinic runs, and its times."""
    candidates = {*_weekly(clinic, first, last), *(on for on in exceptions if first <= on <= last)}
    found = ((on, times_on(clinic, on, nation=nation, exceptions=exceptions)) for on in sorted(candidates))
    return {on: times for on, times in found if times}


def gaps_between(
    clinic: Clinic, first: date, last: date, *, nation: str, exceptions: Exceptions
) -> list[Gap]:
    """Return the days of the series on which the clinic does not run because of a bank holiday."""
    return [
        Gap(on, bank_holidays(nation, on.year)[on])
        for on in _weekly(clinic, first, last)
        if on not in exceptions and _shut(clinic, on, nation)
    ]


def _weekly(clinic: Clinic, first: date, last: date) -> Iterator[date]:
    on = max(first, clinic.starts_on)
    on += timedelta(days=(clinic.weekday - on.weekday()) % 7)
    end = min(last, clinic.ends_on) if clinic.ends_on else last
    while on <= end:
        yield on
        on += timedelta(days=7)


def _in_series(clinic: Clinic, on: date) -> bool:
    return on in _weekly(clinic, on, on)


def _shut(clinic: Clinic, on: date, nation: str) -> bool:
    return not clinic.runs_on_bank_holidays and on in bank_holidays(nation, on.year)


def nation_here() -> str:
    """Return whose bank holidays count for this service."""
    here = service()
    return here.nation if here else "ENG"


def exceptions_of(clinic: Clinic, first: date) -> Exceptions:
    """Return the days from `first` on that are otherwise."""
    return {row.on: row for row in clinic.exceptions.filter(on__gte=first)}
