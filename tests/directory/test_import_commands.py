"""Lists come in by a command, and those that wait are worked on."""

from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
import time_machine
from django.core.management import CommandError, call_command

from alongside.accounts.models import User
from alongside.common import clock
from alongside.directory.actions.imports import Mapping, ask_for_import, begin_import, keep_preset
from alongside.directory.models import BatchState, ImportBatch, Service
from tests.factories.imports import CEDAR, ELM, HEAD, make_import

pytestmark = pytest.mark.usefixtures("service")


def run(name: str, *args: Any) -> list[str]:
    """Return what a command says."""
    out = StringIO()
    call_command(name, *args, stdout=out)
    return out.getvalue().splitlines()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with two services, and a row that is none."""
    file = tmp_path / "services.csv"
    file.write_text(HEAD + CEDAR + ELM + "3,NA,,,,,,\n")
    return file


def test_file_comes_in_and_every_row_is_accounted_for(path: Path) -> None:
    said = run("import_services", path)

    assert said == [
        "Row 4 name: There is no name here, so this row was left out.",
        "3 rows: 2 new, 0 changed, 0 the same, 1 left out",
    ]
    assert Service.objects.count() == 2


def test_dry_run_changes_nothing(path: Path) -> None:
    said = run("import_services", path, "--dry-run")

    batch = ImportBatch.objects.get()
    assert (said[-1], Service.objects.count()) == ("3 rows: 2 new, 0 changed, 0 the same, 1 left out", 0)
    assert (batch.state, batch.file) == (BatchState.STOPPED, None)


def test_all_of_a_file_can_be_kept_private_and_its_source_named(path: Path) -> None:
    run("import_services", path, "--private", "--source", "The town")

    assert set(Service.objects.values_list("not_in_public_feed", "source")) == {(True, "The town")}


def test_preset_of_ours_is_used_by_its_key(tmp_path: Path) -> None:
    file = tmp_path / "offices.csv"
    file.write_text("name,lat,lon\nElm,53.5,-2.2\n")

    run("import_services", file, "--preset", "gm-jobcentres")

    service = Service.objects.get()
    assert (service.organization.name, str(service.assured_date)) == (
        "Department for Work and Pensions",
        "2018-09-30",
    )


def test_kept_preset_is_used_by_its_name(tmp_path: Path, coordinator: User) -> None:
    keep_preset("Town list", by=coordinator, mapping=Mapping({"a": "name"}, source="The town"))
    file = tmp_path / "x.csv"
    file.write_text("a,b\nElm,x\n")

    run("import_services", file, "--preset", "Town list")

    assert (Service.objects.get().name, Service.objects.get().source) == ("Elm", "The town")


def test_unknown_preset_names_those_there_are(path: Path) -> None:
    with pytest.raises(CommandError, match=r"There is no preset “x”\. There are: give-food, gm-food-banks"):
        run("import_services", path, "--preset", "x")


def test_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        run("import_services", tmp_path / "nothing.csv")


def test_file_that_is_no_list_is_said(tmp_path: Path) -> None:
    (tmp_path / "empty.csv").write_text("")

    with pytest.raises(CommandError, match="There is nothing in this file"):
        run("import_services", tmp_path / "empty.csv")


def test_feed_that_is_empty_stops(tmp_path: Path) -> None:
    (tmp_path / "feed.json").write_text('{"total_items": 0, "contents": []}')

    with pytest.raises(CommandError, match="Nothing was brought in"):
        run("import_services", tmp_path / "feed.json")


def test_lists_that_wait_are_worked_on(coordinator: User) -> None:
    for _number in range(2):
        batch = begin_import(by=coordinator, content=(HEAD + CEDAR).encode(), file_name="x.csv")
        ask_for_import(batch, by=coordinator, is_trial=False)

    said = run("run_imports")

    assert (said, Service.objects.count()) == (["2 done"], 1)


def test_old_files_are_let_go(coordinator: User) -> None:
    make_import(by=coordinator, is_trial=True)
    with time_machine.travel(clock.now() + timedelta(days=31)):
        said = run("run_imports")

    assert said == ["0 done", "1 old files let go"]
