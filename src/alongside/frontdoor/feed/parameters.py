"""Reads the parameters of an address of the feed. What cannot be read is said, never guessed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from uuid import UUID

from django.utils.dateparse import parse_date, parse_datetime, parse_time

PER_PAGE = 50
MOST_PER_PAGE = 500
MOST_IN_FULL = 100
MOST_IN_SHORT = 10_000
"""`minimal` is for telling in one call what has changed."""

DAYS = {
    "MO": "monday",
    "TU": "tuesday",
    "WE": "wednesday",
    "TH": "thursday",
    "FR": "friday",
    "SA": "saturday",
    "SU": "sunday",
}
YES, NO = {"true", "1", "yes"}, {"false", "0", "no", ""}
SPACE_FOR_PLUS = re.compile(r" (\d{2}:?\d{2})$")
FORMATS = ("json", "ndjson")

Given = Mapping[str, str]


class CannotRead(Exception):
    """A parameter says something that is not of its kind."""

    def __init__(self, name: str, sentence: str) -> None:
        super().__init__(f"{name}: {sentence}")


@dataclass(frozen=True)
class Paging:
    """Which part of a list is asked for, and how it is written."""

    page: int
    per_page: int
    is_ndjson: bool


@dataclass(frozen=True)
class Wanted:
    """Which rows are asked for. None and empty ask for all."""

    words: tuple[str, ...] = ()
    taxonomy_term_id: UUID | None = None
    taxonomy_id: UUID | None = None
    organization_id: UUID | None = None
    modified_after: datetime | None = None
    minimum_age: int | None = None
    maximum_age: int | None = None
    day: str = ""
    start_time: time | None = None
    end_time: time | None = None

    @property
    def asks_for_hours(self) -> bool:
        """Tell whether it matters when a service is open."""
        return bool(self.day or self.start_time or self.end_time)


def paging(given: Given, *, full: bool = False, in_short: bool = False) -> Paging:
    """Return which page is asked for. More than so many rows are never given: the envelope says how many."""
    most = MOST_IN_SHORT if in_short else MOST_IN_FULL if full else MOST_PER_PAGE
    form = given.get("format", "").lower() or "json"
    if form not in FORMATS:
        raise CannotRead("format", "json and ndjson are written.")
    per_page = _number(given, "per_page", least=1) or PER_PAGE
    return Paging(_number(given, "page", least=1) or 1, min(per_page, most), form == "ndjson")


def wanted(given: Given) -> Wanted:
    """Return which services are asked for."""
    return Wanted(
        words=words(given),
        taxonomy_term_id=uuid(given, "taxonomy_term_id"),
        taxonomy_id=uuid(given, "taxonomy_id"),
        organization_id=uuid(given, "organization_id"),
        modified_after=_moment(given, "modified_after"),
        minimum_age=_number(given, "minimum_age"),
        maximum_age=_number(given, "maximum_age"),
        day=_day(given),
        start_time=_time(given, "start_time"),
        end_time=_time(given, "end_time"),
    )


def words(given: Given) -> tuple[str, ...]:
    """Return the words looked for: each must be found."""
    return tuple(given.get("search", "").split())


def flag(given: Given, name: str) -> bool:
    """Return whether a parameter says yes."""
    said = given.get(name, "").lower()
    if said not in YES | NO:
        raise CannotRead(name, "write true or false.")
    return said in YES


def uuid(given: Given, name: str) -> UUID | None:
    """Return the id that is asked for."""
    if not (said := given.get(name, "")):
        return None
    try:
        return UUID(said)
    except ValueError as wrong:
        raise CannotRead(name, "write an id such as ac148810-d857-441c-9679-408f346de14b.") from wrong


def metres(given: Given, name: str) -> int | None:
    """Return a distance."""
    return _number(given, name)


def _number(given: Given, name: str, *, least: int = 0) -> int | None:
    if not (said := given.get(name, "")):
        return None
    if not re.fullmatch(r"\d{1,9}", said, re.ASCII) or int(said) < least:
        raise CannotRead(name, f"write a whole number from {least}.")
    return int(said)


def _day(given: Given) -> str:
    said = given.get("day", "").strip().lower()
    found = [code for code, name in DAYS.items() if said in {code.lower(), name}]
    if said and not found:
        raise CannotRead("day", "write a day such as MO or Monday.")
    return found[0] if found else ""


def _time(given: Given, name: str) -> time | None:
    if not (said := given.get(name, "")):
        return None
    try:
        found = parse_time(said)
    except ValueError:
        found = None
    if found is None:
        raise CannotRead(name, "write a time such as 14:00.")
    return found.replace(tzinfo=None)


def _moment(given: Given, name: str) -> datetime | None:
    # a plus that was not written as %2B arrives as a space
    if not (said := SPACE_FOR_PLUS.sub(r"+\1", given.get(name, ""))):
        return None
    try:
        found = parse_datetime(said) or _midnight(parse_date(said))
    except ValueError:
        found = None
    if found is None:
        raise CannotRead(name, "write a moment such as 2026-12-04T10:00:00Z.")
    return found if found.tzinfo else found.replace(tzinfo=UTC)


def _midnight(day: date | None) -> datetime | None:
    return datetime(day.year, day.month, day.day, tzinfo=UTC) if day else None
