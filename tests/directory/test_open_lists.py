"""Real lists of services, as their publishers saved them: each comes in, and every row is accounted for."""

import re
import subprocess
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.urls import reverse

from alongside.accounts.models import User
from alongside.common import clock
from alongside.common.problems import RuleBroken
from alongside.directory.actions.imports import undo_import
from alongside.directory.models import BatchState, ImportBatch, ListedModel, Schedule, Service
from alongside.directory.shapes import SHAPES
from tests.conftest import SignIn
from tests.directory.test_import_views import answers, one, upload
from tests.factories.imports import OPEN_LISTS, make_import
from tests.factories.processes import in_place_of_a_process

PATHS = sorted(
    [
        *OPEN_LISTS.glob("*.csv"),
        *OPEN_LISTS.glob("*.json"),
        *(OPEN_LISTS / "reference" / "oruk-3.0" / "examples").glob("*.json"),
    ]
)
OTHERS = sorted(path for path in OPEN_LISTS.rglob("*") if path.is_file() and path not in PATHS)
"""What lies beside the lists: schemas, phrases, symbols, licences, and one list of terms."""
NO_LISTS = {
    "This file says how feeds are written. There are no services in it.",
    "This file has the names of columns, but no rows under them.",
    "Say which column holds the name of each service.",
}
absent = pytest.mark.skipif(not PATHS, reason="NOT RUN: the open lists are not on this machine")
MADE = {
    "gm_food_banks.csv": 171,
    "gm_jobcentreplus.csv": 26,
    "gm_pharmacies.csv": 631,
    "gm_probation_offices.csv": 12,
    "moj_crs_services.json": 160,
    "nhs_choices_2014_needle_exchange_pharmacies.csv": 450,
    "trafford_mental_health_services.csv": 60,
}


def everything() -> dict[str, int]:
    """Return how many rows each table of the directory has, our own needs left out."""
    tables: list[type[ListedModel]] = list(SHAPES)
    return {table.__name__: table._base_manager.filter(batch__isnull=False).count() for table in tables}


@absent
@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_every_row_of_an_open_list_comes_in_or_is_reported(path: Path, coordinator: User) -> None:
    batch = make_import(path.read_bytes(), by=coordinator, file_name=path.name)
    first = everything()
    again = make_import(path.read_bytes(), by=coordinator, file_name=path.name)

    reported = {problem["row"] for problem in batch.problems if problem["is_stop"]}
    assert (batch.state, batch.rows_in) == (BatchState.DONE, batch.rows_made + len(reported))
    assert batch.rows_left_out == len(reported)
    assert MADE.get(path.name, batch.rows_made) == batch.rows_made
    assert (again.rows_same, again.rows_left_out, everything()) == (batch.rows_made, len(reported), first)
    assert undo_import(again, by=coordinator) == undo_import(batch, by=coordinator) == []
    assert set(everything().values()) == {0}


@absent
@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_open_list_comes_in_through_the_pages(
    path: Path, coordinator: User, signed_in: SignIn, monkeypatch: pytest.MonkeyPatch
) -> None:
    runs_here = in_place_of_a_process(lambda words: call_command(words[-1]))
    monkeypatch.setattr(subprocess, "Popen", runs_here)
    client = signed_in(coordinator)

    client.post(
        reverse("directory-import-new"), {"upload": upload(path.read_bytes(), path.name), "preset": ""}
    )
    batch = ImportBatch.objects.get()
    client.post(
        one(batch, "directory-import-columns"), answers(batch, needs=batch.reading["always"].get("needs", []))
    )
    client.post(one(batch, "directory-import-keep"))

    batch.refresh_from_db()
    assert (batch.state, batch.rows_in) == (BatchState.DONE, batch.rows_made + batch.rows_left_out)
    assert client.get(one(batch)).status_code == 200


@absent
def test_every_other_file_comes_in_as_terms_or_is_refused_in_a_sentence(service: object) -> None:
    came_in, refused = [], set()

    for path in OTHERS:
        try:
            batch = make_import(path.read_bytes(), by=None, file_name=path.name)
        except RuleBroken as broken:
            refused.add(str(broken.problems[0].sentence))
        else:
            came_in.append((path.name, batch.rows_in - batch.rows_made - batch.rows_left_out))

    assert (came_in, refused) == ([("open_eligibility_2014.xml.txt", 0)], NO_LISTS)
    assert Service.objects.count() == 0


@absent
@pytest.mark.parametrize("path", PATHS, ids=lambda path: path.name)
def test_open_list_comes_into_an_empty_service_by_the_command(path: Path, service: object) -> None:
    out = StringIO()

    call_command("import_services", path, stdout=out)

    batch, counts = ImportBatch.objects.get(), re.findall(r"\d+", out.getvalue().splitlines()[-1])
    reported = {problem["row"] for problem in batch.problems if problem["is_stop"]}
    assert [int(count) for count in counts] == [
        *(batch.rows_in, batch.rows_made, batch.rows_changed, batch.rows_same, len(reported))
    ]
    assert batch.rows_in == batch.rows_made + batch.rows_changed + batch.rows_same + len(reported)


@absent
def test_what_pharmacies_do_is_added_to_those_that_are_here(coordinator: User) -> None:
    paths = {path.name: path for path in PATHS}
    here = make_import(paths["nhs_choices_2014_needle_exchange_pharmacies.csv"].read_bytes(), by=coordinator)
    raw = paths["nhs_choices_2014_PharmacyServices_raw_latin1.csv"].read_bytes()

    batch = make_import(raw, by=coordinator)

    assert (here.rows_made, Service.objects.count(), batch.rows_in) == (450, 450, 6380)
    assert batch.rows_changed + batch.rows_same + batch.rows_left_out == 6380
    assert batch.rows_changed + batch.rows_same > 0


@absent
def test_hours_of_food_banks_are_read_where_they_are_clear_and_kept_as_words(coordinator: User) -> None:
    make_import((OPEN_LISTS / "gm_food_banks.csv").read_bytes(), by=coordinator)

    schedules = Schedule.objects.all()
    with_times = schedules.filter(opens_at__isnull=False).values("service").distinct().count()
    assert (with_times, schedules.filter(description="").count()) == (107, 0)


@absent
def test_old_lists_say_that_nobody_checked_for_long(coordinator: User) -> None:
    for name in ("gm_food_banks.csv", "trafford_mental_health_services.csv"):
        make_import((OPEN_LISTS / name).read_bytes(), by=coordinator)

    checked = Service.objects.values_list("assured_date", flat=True)
    assert all(day and (clock.today() - day).days > 90 for day in checked)
