"""The row of a list is the queue: one worker takes it up, and its file is let go."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings

from alongside.accounts.models import User
from alongside.audit.permit import permitted
from alongside.casework.actions.papers import sweep_papers
from alongside.common import clock
from alongside.common.problems import RuleBroken
from alongside.crypto.files import path_of
from alongside.directory.actions import imports, writing
from alongside.directory.models import (
    BatchState,
    ImportBatch,
    Service,
)
from alongside.directory.queries import comparing
from tests.directory.imports.conftest import codes
from tests.factories.imports import CEDAR, HEAD, go_on, make_import


def test_list_is_asked_for_once(coordinator: User) -> None:
    batch = imports.begin_import(by=coordinator, content=(HEAD + CEDAR).encode(), file_name="x.csv")
    imports.ask_for_import(batch, by=coordinator, is_trial=False)

    with pytest.raises(RuleBroken, match="not_now"):
        imports.ask_for_import(batch, by=coordinator, is_trial=False)


def test_list_is_taken_up_by_one_worker(coordinator: User) -> None:
    batch = imports.begin_import(by=coordinator, content=(HEAD + CEDAR).encode(), file_name="x.csv")
    imports.ask_for_import(batch, by=coordinator, is_trial=False)

    assert imports.take_up(batch.pk) is not None
    assert imports.run_import(batch.pk) is None


def test_work_that_fell_silent_is_taken_up_again(coordinator: User) -> None:
    batch = imports.begin_import(by=coordinator, content=(HEAD + CEDAR).encode(), file_name="x.csv")
    imports.ask_for_import(batch, by=coordinator, is_trial=False)
    imports.take_up(batch.pk)

    with time_machine.travel(clock.now() + timedelta(minutes=11)):
        done = imports.run_import(batch.pk)

    assert (done and done.state, Service.objects.count()) == (BatchState.DONE, 1)


@pytest.fixture
def asked(coordinator: User) -> ImportBatch:
    """A list that waits its turn."""
    batch = imports.begin_import(by=coordinator, content=(HEAD + CEDAR).encode(), file_name="x.csv")
    return imports.ask_for_import(batch, by=coordinator, is_trial=False)


def test_fault_of_ours_stops_the_whole_and_keeps_nothing(
    asked: ImportBatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "_remove", lambda rows: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        imports.run_import(asked.pk)

    asked.refresh_from_db()
    assert (asked.state, codes(asked), Service.objects.count()) == (BatchState.STOPPED, [(0, "stopped")], 0)
    assert imports.ask_for_import(asked, by=None, is_trial=False).state == BatchState.WAITING


def test_service_that_somebody_changes_while_a_list_is_compared_is_not_written_over(
    coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_import(by=coordinator)

    def compared_and_changed(*args: Any) -> comparing.Plan:
        plan = comparing.compared(*args)
        with permitted():
            Service.objects.update(email="ours@cedar.example", changed_at=clock.now())
        return plan

    monkeypatch.setattr(imports, "compared", compared_and_changed)
    again = make_import(HEAD + CEDAR.replace("info@", "post@"), by=coordinator)

    assert (again.state, again.problems[0]["sentence"]) == (
        BatchState.STOPPED,
        "Somebody changed one of these services just now. Try again.",
    )
    assert Service.objects.filter(email="ours@cedar.example").count() == 2


def test_work_that_somebody_else_took_up_writes_nothing(
    asked: ImportBatch, monkeypatch: pytest.MonkeyPatch
) -> None:
    def compared_too_long(*args: Any) -> comparing.Plan:
        with permitted():
            ImportBatch.objects.update(started_at=clock.now() + timedelta(minutes=11))
        return comparing.compared(*args)

    monkeypatch.setattr(imports, "compared", compared_too_long)

    assert imports.run_import(asked.pk) is None
    asked.refresh_from_db()
    assert (asked.state, Service.objects.count()) == (BatchState.RUNNING, 0)


def test_file_that_is_gone_stops_with_a_sentence(asked: ImportBatch) -> None:
    with permitted():
        asked.change(file=None)

    imports.run_import(asked.pk)

    asked.refresh_from_db()
    assert asked.problems[0]["sentence"] == "We no longer have this file. Choose it again."


def test_file_that_turned_out_empty_stops_with_a_sentence(coordinator: User) -> None:
    batch = imports.begin_import(
        by=coordinator, content=b'{"total_items": 0, "contents": []}', file_name="x.json"
    )

    go_on(batch, by=coordinator)

    assert (batch.state, batch.problems[0]["sentence"]) == (
        BatchState.STOPPED,
        "There is nothing in this feed.",
    )


def test_file_is_sealed_and_goes_when_the_list_is_in(
    coordinator: User, django_capture_on_commit_callbacks: Any
) -> None:
    batch = imports.begin_import(by=coordinator, content=(HEAD + CEDAR).encode(), file_name="../../x.csv")
    assert batch.file is not None
    path = path_of(batch.file)
    sealed = path.read_bytes()

    with django_capture_on_commit_callbacks(execute=True):
        go_on(batch, by=coordinator)

    assert (b"Cedar" in sealed, path.exists(), batch.file, batch.file_name) == (False, False, None, "x.csv")


def test_file_is_not_left_behind_when_its_row_is_not_kept(
    coordinator: User, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ImportBatch, "save", lambda *args, **kwargs: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        imports.begin_import(by=coordinator, content=(HEAD + CEDAR).encode(), file_name="x.csv")

    folder: Path = settings.ALONGSIDE_PAPERS
    assert [path for path in folder.rglob("*") if path.is_file()] == []


def test_file_that_waits_is_not_swept_away(coordinator: User) -> None:
    batch = imports.begin_import(by=coordinator, content=(HEAD + CEDAR).encode(), file_name="x.csv")
    assert batch.file is not None

    with time_machine.travel(clock.now() + timedelta(days=2)):
        swept = sweep_papers()

    assert (swept, path_of(batch.file).exists()) == (0, True)


def test_list_that_is_not_wanted_is_let_go(coordinator: User) -> None:
    batch = make_import(by=coordinator, is_trial=True)

    imports.drop_import(batch, by=coordinator)

    batch.refresh_from_db()
    assert (batch.state, batch.file) == (BatchState.STOPPED, None)
    with pytest.raises(RuleBroken, match="not_now"):
        imports.ask_for_import(batch, by=coordinator, is_trial=False)


def test_list_that_was_let_go_can_be_let_go_again(coordinator: User) -> None:
    batch = make_import(by=coordinator, is_trial=True)
    imports.drop_import(batch, by=coordinator)

    assert imports.drop_import(batch, by=coordinator).file is None


def test_list_that_is_in_cannot_be_let_go(coordinator: User) -> None:
    batch = make_import(by=coordinator)

    with pytest.raises(RuleBroken, match="not_now"):
        imports.drop_import(batch, by=coordinator)


def test_lists_tried_out_a_month_ago_are_let_go(coordinator: User) -> None:
    old = make_import(by=coordinator, is_trial=True)
    with time_machine.travel(clock.now() + timedelta(days=31)):
        fresh = make_import(by=coordinator, is_trial=True)

        dropped = imports.drop_old_imports()

    old.refresh_from_db()
    fresh.refresh_from_db()
    assert (dropped, old.file, fresh.file is not None) == (1, None, True)
