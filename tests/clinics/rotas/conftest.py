"""What tests of rotas begin with: a clinic, those who can do it, and a draft."""

from datetime import date, timedelta

import pytest

from alongside.accounts.models import User
from alongside.clinics.models import Clinic, Rota
from alongside.common.problems import RuleBroken
from tests.factories.clinics import make_clinic
from tests.factories.rota import make_rota, make_supply

MONDAY = date(2026, 11, 30)


FIRST = date(2026, 12, 3)


@pytest.fixture
def clinic(coordinator: User) -> Clinic:
    """A clinic every Thursday from ten to twelve."""
    return make_clinic(by=coordinator)


@pytest.fixture
def ready(lead: User, shadow: User, clinic: Clinic) -> tuple[User, User]:
    """A lead and a shadow who can come any day."""
    make_supply(lead)
    make_supply(shadow)
    return lead, shadow


@pytest.fixture
def draft(ready: tuple[User, User], coordinator: User) -> Rota:
    """A draft of four weeks, full."""
    return make_rota(by=coordinator)


def places(rota: Rota) -> list[tuple[date, str, User]]:
    """Return who is where in a draft."""
    rows = rota.shifts.select_related("session", "user").order_by("session__on", "role")
    return [(row.session.on, row.role, row.user) for row in rows]


def thursdays(lead: User, shadow: User) -> list[tuple[date, str, User]]:
    """Return the four Thursdays, each with both."""
    days = [FIRST + timedelta(weeks=number) for number in range(4)]
    return [(day, role, user) for day in days for role, user in (("lead", lead), ("shadow", shadow))]


def codes(broken: pytest.ExceptionInfo[RuleBroken]) -> list[str]:
    """Return what an action refused, as codes."""
    return [problem.code for problem in broken.value.problems]
