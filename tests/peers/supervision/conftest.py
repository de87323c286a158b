"""What tests of supervision begin with: a Thursday in November, and a lead."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine

from alongside.accounts.models import User
from alongside.peers.models import (
    StageName,
)
from alongside.peers.rules import may_work
from tests.factories.peers import make_stage

NOW = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)


TODAY = NOW.date()


LONG_AGO = date(2026, 9, 1)


@pytest.fixture(autouse=True)
def _thursday() -> Iterator[None]:
    """The clock stands at half past nine on Thursday 26 November 2026."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def lead(advocate: User, coordinator: User) -> User:
    """A lead since long ago."""
    make_stage(advocate, StageName.LEAD, by=coordinator, from_on=LONG_AGO)
    return advocate


def codes(user: User, on: date = TODAY) -> list[str]:
    """Return what keeps somebody from working."""
    return [problem.code for problem in may_work(user, on)]
