"""What the rules of the standard ask for and no schema looks at."""

import re
from collections.abc import Callable, Iterator
from datetime import date, time
from typing import Any

from alongside.frontdoor.feed.conformance.findings import Problem

DAY = r"(?:[+-]?\d{1,2})?(?:MO|TU|WE|TH|FR|SA|SU)"
BY_DAY = re.compile(rf"{DAY}(?:,{DAY})*")
NOTHING: tuple[Any, ...] = (None, "", [], {})
CONTENTS = "contents"
"""The only list that may be empty: that of a page."""


def problems_in(document: Any) -> Iterator[Problem]:
    """Yield what is wrong anywhere in a document."""
    for where, name, value in _values(document):
        if value in NOTHING:
            if where != CONTENTS:
                yield Problem("EMPTY_VALUE", f"{where}: what has no value is left out, not null or empty")
        elif problem := _problem(name, value):
            yield Problem(problem[0], f"{where}: {problem[1]}")


def problems_of_page(page: Any, *, asked_for: int) -> Iterator[Problem]:
    """Yield where the envelope of a list does not fit what is in it."""
    if not isinstance(page, dict) or not isinstance(page.get("contents"), list):
        yield Problem("NO_CONTENTS", "a list stands under “contents”")
        return
    contents, last = page["contents"], page.get("total_pages")
    facts = {
        "page_number": asked_for,
        "size": len(contents),
        "empty": not contents,
        "first_page": asked_for == 1,
        "last_page": not isinstance(last, int) or asked_for >= last,
    }
    for name, fact in facts.items():
        if page.get(name) != fact:
            yield Problem("ENVELOPE", f"{name} is {page.get(name)!r} and should be {fact!r}")
    ids = [row.get("id") for row in contents if isinstance(row, dict)]
    if len(ids) != len(set(map(str, ids))):
        yield Problem("TWICE", "an id stands in the list twice")


def problem_of_service(service: Any) -> Problem | None:
    """Return what is wrong where a service does not say who runs it."""
    if isinstance(service, dict) and not organization_of(service):
        return Problem("NO_ORGANIZATION", f"service {service.get('id')} does not say who runs it")
    return None


def organization_of(service: dict[str, Any]) -> str:
    """Return the id of the organisation that a service names, or nothing."""
    nested = service.get("organization")
    return str(
        (nested.get("id") if isinstance(nested, dict) else None) or service.get("organization_id") or ""
    )


def _values(value: Any, where: str = "", name: str = "") -> Iterator[tuple[str, str, Any]]:
    """Yield every value with where it stands and the name of its field."""
    if where:
        yield where, name, value
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from _values(inner, f"{where}/{key}".strip("/"), key)
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _values(inner, f"{where}/{number}".strip("/"), name)


def _problem(name: str, value: Any) -> tuple[str, str] | None:
    check = CHECKS.get(name)
    return None if check is None or check[1](value) else (check[0], f"{value!r} {check[2]}")


def _is_time(value: Any) -> bool:
    try:
        return bool(re.fullmatch(r"\d{2}:\d{2}:\d{2}.*", value)) and bool(time.fromisoformat(value))
    except (TypeError, ValueError):
        return False


def _is_date(value: Any) -> bool:
    try:
        return bool(date.fromisoformat(value)) and len(value) == 10
    except (TypeError, ValueError):
        return False


def _is_number(value: Any) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _within(limit: float) -> Callable[[Any], bool]:
    return lambda value: _is_number(value) and -limit <= value <= limit


def _is_by_day(value: Any) -> bool:
    return isinstance(value, str) and bool(BY_DAY.fullmatch(value))


TIME = ("BAD_TIME", _is_time, "is not a time such as 10:00:00")
DATE = ("BAD_DATE", _is_date, "is not a date such as 2026-12-04")
CHECKS: dict[str, tuple[str, Callable[[Any], bool], str]] = {
    "opens_at": TIME,
    "closes_at": TIME,
    "valid_from": DATE,
    "valid_to": DATE,
    "dtstart": DATE,
    "assured_date": DATE,
    "byday": ("BAD_DAY", _is_by_day, "is not days such as MO,TU"),
    "latitude": ("BAD_PLACE", _within(90), "is not a latitude"),
    "longitude": ("BAD_PLACE", _within(180), "is not a longitude"),
}
