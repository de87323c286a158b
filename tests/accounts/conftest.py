"""Time stands still, so that a code shown by an app is not replaced between two lines of a test."""

from collections.abc import Iterator
from datetime import UTC, datetime

import pytest
import time_machine


@pytest.fixture(autouse=True)
def _steady_clock() -> Iterator[None]:
    with time_machine.travel(datetime.now(UTC), tick=False):
        yield
