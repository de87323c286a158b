"""Who reads and keeps the directory, and what in an entry does not fit together."""

from datetime import time

import pytest

from alongside.accounts.models import Role
from alongside.common.problems import Problem
from alongside.directory.models import Service, ServiceStatus
from alongside.directory.rules import (
    age_problems,
    closing_problems,
    may_keep_directory,
    may_read_directory,
    may_say_wrong,
    may_see_hidden_address,
    place_problems,
    times_problems,
)
from tests.factories.accounts import somebody

NO_ADDRESS = Problem("no_address", "Write the address", "address")
AGES_TURNED = Problem("ages_turned", "The oldest age must be the same or more", "maximum_age")


@pytest.mark.parametrize("role", Role)
def test_everybody_reads_advocates_say_what_is_wrong_and_the_coordinator_keeps(role: Role) -> None:
    user = somebody(role)

    assert may_read_directory(user)
    assert may_say_wrong(user) == (role in {Role.ADVOCATE, Role.SUPERVISOR, Role.COORDINATOR})
    assert may_keep_directory(user) == may_see_hidden_address(user) == (role == Role.COORDINATOR)


def test_closed_account_reads_nothing() -> None:
    user = somebody(Role.COORDINATOR)
    user.is_active = False

    assert not may_read_directory(user)


@pytest.mark.parametrize(
    "youngest, oldest, found",
    [
        (None, None, []),
        (18, None, []),
        (None, 18, []),
        (18, 18, []),
        (18, 25, []),
        (19, 18, [AGES_TURNED]),
    ],
)
def test_youngest_is_not_older_than_the_oldest(
    youngest: int | None, oldest: int | None, found: list[Problem]
) -> None:
    assert age_problems(minimum_age=youngest, maximum_age=oldest) == found


@pytest.mark.parametrize(
    "address, postal_code, hidden, found",
    [
        ("1 Mill Lane", "", False, []),
        ("1 Mill Lane", "", True, []),
        ("", "M15 5DD", False, []),
        ("", "M15 5DD", True, [NO_ADDRESS]),
        ("", "", False, [NO_ADDRESS]),
        ("", "", True, [NO_ADDRESS]),
    ],
)
def test_place_has_an_address_or_a_postcode_that_is_shown(
    address: str, postal_code: str, hidden: bool, found: list[Problem]
) -> None:
    assert place_problems(address=address, postal_code=postal_code, hide_address=hidden) == found


@pytest.mark.parametrize(
    "ranges, overlap",
    [
        ([], False),
        ([(9, 12)], False),
        ([(9, 12), (12, 15)], False),
        ([(9, 12), (11, 15)], True),
        ([(13, 15), (9, 14)], True),
        ([(9, 10), (13, 15), (14, 16)], True),
        # over midnight
        ([(20, 2)], False),
        ([(20, 2), (23, 4)], True),
        ([(9, 12), (20, 2)], False),
        # round the clock
        ([(9, 9), (20, 21)], True),
    ],
)
def test_two_times_of_a_day_do_not_overlap(ranges: list[tuple[int, int]], overlap: bool) -> None:
    times = [(time(opens), time(closes)) for opens, closes in ranges]

    found = times_problems([("MO", times), ("TU", [(time(9), time(10))])])

    assert found == ([Problem("times_overlap", "Two of these times overlap", "mo")] if overlap else [])


@pytest.mark.parametrize("status", ServiceStatus)
def test_service_is_closed_for_good_once(status: ServiceStatus) -> None:
    closed = [Problem("closed_already", "It is closed already.")]

    assert closing_problems(Service(status=status)) == (closed if status == ServiceStatus.DEFUNCT else [])
