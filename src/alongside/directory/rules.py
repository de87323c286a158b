"""Who may read the directory, keep it, and say that something in it is wrong."""

from collections.abc import Iterable
from datetime import time

from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.accounts.rules import may_be_here, may_coordinate, may_do_advocacy
from alongside.common.problems import Problem
from alongside.directory.models import Service, ServiceStatus

Times = tuple[time, time]


def may_read_directory(user: User) -> bool:
    """Every worker, private services included."""
    return may_be_here(user)


def may_keep_directory(user: User) -> bool:
    """The coordinator adds, changes, checks and closes."""
    return may_coordinate(user)


def may_say_wrong(user: User) -> bool:
    """Those who send people there say what they found."""
    return may_do_advocacy(user)


def may_see_hidden_address(user: User) -> bool:
    """The coordinator only: a refuge is rung, not visited."""
    return may_coordinate(user)


def age_problems(*, minimum_age: int | None, maximum_age: int | None) -> list[Problem]:
    """The youngest is not older than the oldest."""
    if minimum_age is None or maximum_age is None or minimum_age <= maximum_age:
        return []
    return [Problem("ages_turned", _("The oldest age must be the same or more"), "maximum_age")]


def place_problems(*, address: str, postal_code: str, hide_address: bool) -> list[Problem]:
    """A place that is not hidden is found by its address; a hidden one needs something to hide."""
    if address or (postal_code and not hide_address):
        return []
    return [Problem("no_address", _("Write the address"), "address")]


def times_problems(times: Iterable[tuple[str, Iterable[Times]]]) -> list[Problem]:
    """Return a problem for each day on which two times overlap, beside its field."""
    return [
        Problem("times_overlap", _("Two of these times overlap"), day.lower())
        for day, ranges in times
        if _overlap(sorted(ranges))
    ]


def _overlap(ranges: list[Times]) -> bool:
    # over midnight is the end of a day
    ends = [time.max if closes <= opens else closes for opens, closes in ranges]
    return any(opens < end for (opens, _closes), end in zip(ranges[1:], ends, strict=False))


def closing_problems(service: Service) -> list[Problem]:
    """What is closed for good already is not closed again."""
    if service.status != ServiceStatus.DEFUNCT:
        return []
    return [Problem("closed_already", _("It is closed already."))]
