"""What tests of going along begin with: a time, one who is asked for, and who goes."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.clinics.models import Accompaniment
from alongside.common.problems import RuleBroken
from alongside.peers.models import StageName
from alongside.people.models import Person
from tests.clinics.conftest import TODAY
from tests.factories.accompany import make_going
from tests.factories.peers import make_advocate

THEN = TODAY + timedelta(days=7)


Commit = Callable[..., Any]


@pytest.fixture
def other(service: object, coordinator: User) -> User:
    """A lead who works with nobody yet."""
    return make_advocate("Lena Strand", StageName.LEAD, by=coordinator)


@pytest.fixture
def row(person: Person, lead: User) -> Accompaniment:
    """Somebody is wanted to go with `person` in a week; their advocate asked."""
    return make_going(person, by=lead)


@pytest.fixture
def going(person: Person, other: User, coordinator: User) -> Accompaniment:
    """`other` goes with `person` in a week."""
    return make_going(person, by=coordinator, goes=other)


@pytest.fixture
def addresses(coordinator: User, other: User) -> tuple[str, str]:
    """The coordinator and `other` can be written to."""
    with recorded("account.forge", by=None):
        coordinator.change(email="cora@example.org")
        other.change(email="lena@example.org")
    return "cora@example.org", "lena@example.org"


def codes(broken: pytest.ExceptionInfo[RuleBroken]) -> list[str]:
    """Return what an action refused, as codes."""
    return [problem.code for problem in broken.value.problems]


def again(row: Accompaniment) -> Accompaniment:
    """Return it as it stands now."""
    return Accompaniment.objects.get(pk=row.pk)


def asked(**more: str) -> dict[str, str]:
    """Return what is typed to ask for somebody."""
    day = {"on_day": str(THEN.day), "on_month": str(THEN.month), "on_year": str(THEN.year)}
    words = {"where": "Mill Lane", "what_for": "I want to keep my script"}
    return {**day, "starts_at": "10", "ends_at": "12.30", "area": "m15 4fn", **words, **more}
