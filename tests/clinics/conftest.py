"""A Thursday morning in November, and the advocates of a clinic."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine

from alongside.accounts.models import Service, User
from alongside.clinics.models import Session, ShiftRole
from alongside.peers.models import StageName
from tests.factories.clinics import make_session, make_shift
from tests.factories.peers import make_advocate, make_stage

NOW = datetime(2026, 11, 26, 9, 30, tzinfo=UTC)
TODAY = NOW.date()


@pytest.fixture(autouse=True)
def _thursday() -> Iterator[None]:
    """The clock stands at half past nine on Thursday 26 November 2026."""
    with at(NOW):
        yield


def at(moment: datetime) -> time_machine.travel:
    """Let it be `moment`, for our clock and for sessions of the browser."""
    return time_machine.travel(moment, tick=False)


@pytest.fixture
def lead(advocate: User, coordinator: User) -> User:
    """An advocate who is signed off as a lead, and works with `person`."""
    make_stage(advocate, StageName.LEAD, by=coordinator)
    return advocate


@pytest.fixture
def shadow(service: Service, coordinator: User) -> User:
    """An advocate who is a shadow."""
    return make_advocate("Shay Moor", StageName.SHADOW, by=coordinator)


@pytest.fixture
def session(coordinator: User) -> Session:
    """The session of today at Canal Street hostel, from ten to twelve, with nobody on it."""
    return make_session(by=coordinator)


@pytest.fixture
def staffed(session: Session, lead: User, shadow: User, coordinator: User) -> Session:
    """The session of today with its lead and its shadow."""
    make_shift(session, lead, ShiftRole.LEAD, by=coordinator)
    make_shift(session, shadow, ShiftRole.SHADOW, by=coordinator)
    return session
