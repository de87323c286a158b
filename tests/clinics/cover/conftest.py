"""What tests of looking for somebody begin with: a session next week, and leads who could take it."""

from datetime import timedelta

import pytest

from alongside.accounts.models import User
from alongside.clinics.models import Session, Shift, ShiftRole
from alongside.common.problems import RuleBroken
from alongside.peers.models import StageName
from tests.factories.clinics import make_shift, session_on
from tests.factories.peers import make_advocate


def shift_of(user: User, session: Session) -> Shift:
    """Return the live shift of somebody on a session."""
    return Shift.objects.live().select_related("session", "user").get(user=user, session=session)


def offered(session: Session) -> list[User]:
    """Return who was offered a place on a session, in order."""
    return [offer.offered_to for offer in session.offers.order_by("made_at", "id")]


def code_of(broken: pytest.ExceptionInfo[RuleBroken]) -> list[str]:
    """Return the codes of what stood against something."""
    return [problem.code for problem in broken.value.problems]


@pytest.fixture
def leads(coordinator: User) -> list[User]:
    """Five more leads."""
    names = ("Ada Bly", "Bo Crane", "Cy Dove", "Di Earl", "Ed Finn")
    return [make_advocate(name, StageName.LEAD, by=coordinator) for name in names]


@pytest.fixture
def next_week(staffed: Session, lead: User, shadow: User, coordinator: User) -> Session:
    """The session of next week, with its lead and its shadow."""
    later = session_on(staffed.clinic, staffed.on + timedelta(days=14))
    make_shift(later, lead, ShiftRole.LEAD, by=coordinator)
    make_shift(later, shadow, ShiftRole.SHADOW, by=coordinator)
    return later
