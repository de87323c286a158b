"""The one place that tells the time."""

from datetime import UTC, datetime

import pytest

from alongside.common import clock


def test_clock_can_be_set_and_goes_on_afterwards() -> None:
    moment = datetime(2026, 6, 1, 23, 30, tzinfo=UTC)

    with clock.at(moment):
        seen, day = clock.now(), clock.today()

    assert seen == moment
    # half past midnight in London
    assert day.isoformat() == "2026-06-02"
    assert clock.now() > moment


def test_clock_is_not_set_to_a_moment_without_a_zone() -> None:
    with pytest.raises(ValueError, match="aware"), clock.at(datetime(2026, 6, 1)):
        pass
