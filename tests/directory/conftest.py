"""A Thursday at noon."""

from collections.abc import Iterator
from datetime import UTC, date, datetime

import pytest
import time_machine

THURSDAY = date(2026, 11, 26)
NOON = datetime(2026, 11, 26, 12, 0, tzinfo=UTC)


@pytest.fixture
def thursday_noon() -> Iterator[None]:
    """Stand the clock still."""
    with time_machine.travel(NOON, tick=False):
        yield
