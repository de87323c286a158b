"""What a clock starts: each command at its time, whatever becomes of the others."""

import logging
import signal
from datetime import timedelta

import pytest
from django.core.management import call_command

from alongside.accounts.models import User
from alongside.common import clock
from alongside.desk.management.commands import chores
from alongside.peers.models import Supervision
from tests.factories.clinics import make_clinic


def test_chores_make_the_days_that_have_run_out(coordinator: User) -> None:
    clinic = make_clinic(by=coordinator)
    before = clinic.sessions.count()

    with clock.at(clock.now() + timedelta(weeks=5)):
        call_command("chores", "--once")
        call_command("chores", "--once")

    assert clinic.sessions.count() == before + 5
    assert Supervision.objects.count() == 2


@pytest.mark.django_db
def test_chore_that_fails_keeps_no_other_from_being_done(caplog: pytest.LogCaptureFixture) -> None:
    """Without a service there is no calendar to make days by."""
    with caplog.at_level(logging.ERROR):
        call_command("chores", "--once")

    assert [record.getMessage() for record in caplog.records] == ["make_sessions: CommandError"]
    assert list(chores.CHORES).index("make_sessions") < len(chores.CHORES) - 1


@pytest.mark.django_db
def test_each_chore_waits_for_its_own_time(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Without a service one of them fails each time it is done: the log counts how often that was."""
    monkeypatch.setattr(chores, "TICK_SECONDS", 0.01)
    before = signal.signal(signal.SIGALRM, signal.default_int_handler)
    signal.setitimer(signal.ITIMER_REAL, 2)
    try:
        with pytest.raises(KeyboardInterrupt):
            call_command("chores")
    finally:
        signal.signal(signal.SIGALRM, before)

    assert [record.getMessage() for record in caplog.records] == ["make_sessions: CommandError"]
