"""What tests of asks begin with: one ask, and days around today."""

from datetime import timedelta

import pytest

from alongside.accounts.models import User
from alongside.casework.models import Ask, Case
from alongside.common import clock
from tests.factories.casework import make_ask

TODAY = clock.today()


YESTERDAY = TODAY - timedelta(days=1)


A_WEEK_AGO = TODAY - timedelta(days=7)


@pytest.fixture
def ask(case: Case, advocate: User) -> Ask:
    """Asked a week ago, due yesterday, no answer."""
    return make_ask(case, by=advocate, asked_on=A_WEEK_AGO, due_on=YESTERDAY)
