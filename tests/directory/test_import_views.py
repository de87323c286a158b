"""The coordinator brings a list in through pages."""

import subprocess
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from alongside.accounts.models import User
from alongside.audit.permit import permitted
from alongside.common import clock
from alongside.directory import work
from alongside.directory.actions import imports
from alongside.directory.models import BatchState, ImportBatch, ImportPreset, Service
from alongside.directory.queries import imports as seen
from tests.conftest import SignIn
from tests.factories.imports import CEDAR, ELM, HEAD, make_import
from tests.factories.processes import in_place_of_a_process


@pytest.fixture
def client(coordinator: User, signed_in: SignIn) -> Client:
    """The coordinator's browser."""
    return signed_in(coordinator)


def upload(content: str | bytes = HEAD + CEDAR + ELM, name: str = "services.csv") -> SimpleUploadedFile:
    """Return a file as a browser sends it."""
    return SimpleUploadedFile(name, content.encode() if isinstance(content, str) else content)


def one(batch: ImportBatch, name: str = "directory-import") -> str:
    """Return the address of a page of an import."""
    return reverse(name, args=[batch.pk])


def answers(batch: ImportBatch, **told: Any) -> dict[str, Any]:
    """Return what the page about columns sends when nothing is changed."""
    columns = imports.mapping_of(batch).columns
    return {
        **{f"column_{place}": said or "-" for place, said in enumerate(columns.values())},
        "source": batch.source,
        **told,
    }


def test_list_comes_in_page_by_page(client: Client) -> None:
    chosen = client.post(reverse("directory-import-new"), {"upload": upload(), "preset": ""})
    batch = ImportBatch.objects.get()
    tried = client.post(chosen["Location"], answers(batch, needs=["food"], is_private="on"))
    kept = client.post(one(batch, "directory-import-keep"))

    batch.refresh_from_db()
    assert [chosen["Location"], tried["Location"], kept["Location"]] == [
        one(batch, "directory-import-columns"),
        one(batch),
        one(batch),
    ]
    assert (batch.state, batch.rows_made) == (BatchState.DONE, 2)
    assert set(Service.objects.values_list("not_in_public_feed", flat=True)) == {True}


def test_page_of_columns_asks_for_each_with_what_stands_in_it(client: Client, coordinator: User) -> None:
    batch = imports.begin_import(
        by=coordinator, content=b"t,\nName,Post code\nElm,M15 6AA\n", file_name="x.csv"
    )

    page = client.get(one(batch, "directory-import-columns"))

    fields = page.context["form"].fields
    assert [
        (fields[name].label, fields[name].help_text, fields[name].initial)
        for name in ("column_0", "column_1")
    ] == [
        ("Name", "Elm", "name"),
        ("Post code", "M15 6AA", "postcode"),
    ]
    assert page.context["intro"] == (
        "1 row in the file. The names of the columns stand in row 2. What is above was left aside."
        " Nothing is kept until you say so."
    )


def test_column_with_nothing_in_it_says_so(client: Client, coordinator: User) -> None:
    batch = imports.begin_import(by=coordinator, content=b"Name,Town\nElm,\n", file_name="x.csv")

    page = client.get(one(batch, "directory-import-columns"))

    assert page.context["form"].fields["column_1"].help_text == "Nothing stands in it."


def test_feed_has_no_columns_to_ask_for(client: Client, coordinator: User) -> None:
    feed = b'[{"id": "1", "name": "Elm", "organization": {"id": "2", "name": "Elm Trust"}}]'
    batch = imports.begin_import(by=coordinator, content=feed, file_name="feed.json")

    page = client.get(one(batch, "directory-import-columns"))
    client.post(one(batch, "directory-import-columns"), {"source": "https://elm.example/feed"})

    batch.refresh_from_db()
    assert list(page.context["form"].fields) == ["source", "is_private"]
    assert (batch.source, batch.rows_made) == ("https://elm.example/feed", 1)


def test_way_of_reading_can_be_kept_and_chosen(client: Client, coordinator: User) -> None:
    batch = imports.begin_import(by=coordinator, content=b"a,b\nElm,M15 6AA\n", file_name="x.csv")
    client.post(
        one(batch, "directory-import-columns"),
        {"column_0": "name", "column_1": "postcode", "source": "Town", "preset_name": "Town list"},
    )
    preset = ImportPreset.objects.get()

    client.post(
        reverse("directory-import-new"), {"upload": upload("a,b\nAsh,BL9 0AA\n"), "preset": str(preset.pk)}
    )

    newest = ImportBatch.objects.order_by("-made_at")[0]
    assert (newest.preset, newest.source) == (preset, "Town")


@pytest.mark.parametrize(
    "content, sentence",
    [
        (b"", "There is nothing in this file."),
        (b"x" * (12 * 1024 * 1024 + 1), "This file is too big. Cut it into smaller ones."),
    ],
)
def test_file_that_cannot_be_taken_is_said_beside_it(content: bytes, sentence: str, client: Client) -> None:
    page = client.post(reverse("directory-import-new"), {"upload": upload(content), "preset": ""})

    assert (page.status_code, page.context["form"].errors["upload"]) == (422, [sentence])


def test_columns_without_a_name_are_sent_back_with_all_that_was_said(
    client: Client, coordinator: User
) -> None:
    batch = imports.begin_import(by=coordinator, content=b"Name,Town\nElm,Bury\n", file_name="x.csv")

    page = client.post(
        one(batch, "directory-import-columns"), {"column_0": "-", "column_1": "city", "source": "Town"}
    )

    form = page.context["form"]
    assert form.non_field_errors() == ["Say which column holds the name of each service."]
    assert (form["column_1"].value(), form["source"].value()) == ("city", "Town")


def test_list_of_imports_shows_what_came_of_each(client: Client, coordinator: User) -> None:
    make_import(by=coordinator)

    page = client.get(reverse("directory-imports"))

    assert [batch.rows_made for batch in page.context["page"]] == [2]


@pytest.mark.parametrize("how_many", [1, 3])
def test_list_of_imports_takes_the_same_queries(
    how_many: int, client: Client, coordinator: User, django_assert_num_queries: Any
) -> None:
    for _number in range(how_many):
        make_import(by=coordinator)

    with django_assert_num_queries(9):
        client.get(reverse("directory-imports"))


@pytest.mark.parametrize("how_many", [1, 3])
def test_page_of_an_import_takes_the_same_queries(
    how_many: int, client: Client, coordinator: User, django_assert_num_queries: Any
) -> None:
    batch = make_import("name,phone\n" + "Elm,none\n" * how_many, by=coordinator)

    with django_assert_num_queries(8):
        client.get(one(batch))


def test_problems_of_many_rows_are_on_pages(
    client: Client, coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(seen, "A_PAGE", 2)
    rows = "".join(f"Elm {number},so so\n" for number in range(5)) + "NA,\n"
    batch = make_import("name,status\n" + rows, by=coordinator, is_trial=True)

    page = client.get(one(batch), {"page": "3"}).context["seen"]

    assert [problem["row"] for problem in page.problems] == [6]
    assert [problem["row"] for problem in page.left_out] == [7]


def test_page_of_an_open_list_says_whom_to_credit(client: Client, coordinator: User) -> None:
    head = "name,description,address,postcode,telephone,website\n"
    batch = make_import(head + "Elm,Talk,1 Mill Lane,BL9 0AA,,\n", by=coordinator)

    assert client.get(one(batch)).context["seen"].credit == "Trafford Council"


def test_list_of_many_rows_is_worked_on_by_a_program_of_its_own(
    client: Client, coordinator: User, settings: LazySettings, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[list[str]] = []
    monkeypatch.setattr(work, "SMALL", 1)
    monkeypatch.setattr(subprocess, "Popen", in_place_of_a_process(started.append))
    batch = imports.begin_import(by=coordinator, content=(HEAD + CEDAR + ELM).encode(), file_name="x.csv")

    client.post(one(batch, "directory-import-columns"), answers(batch))
    page = client.get(one(batch))

    assert started == [[str(settings.ROOT / "manage.py"), "run_imports"]]
    assert (page.context["seen"].is_at_work, page["Refresh"]) == (True, "20")


def test_page_of_work_under_way_says_how_far_it_is(client: Client, coordinator: User) -> None:
    batch = imports.begin_import(by=coordinator, content=(HEAD + CEDAR).encode(), file_name="x.csv")
    with permitted():
        batch.change(state=BatchState.RUNNING, rows_read=1, seen_at=clock.now())

    assert b"1 of 1 rows read" in client.get(one(batch)).content


def test_list_is_not_kept_while_it_is_worked_on(client: Client, coordinator: User) -> None:
    batch = imports.begin_import(by=coordinator, content=(HEAD + CEDAR).encode(), file_name="x.csv")
    imports.ask_for_import(batch, by=coordinator, is_trial=True)

    page = client.post(one(batch, "directory-import-keep"), follow=True)

    assert [str(message) for message in page.context["messages"]] == [
        "This list is at work, or done. Look at it again."
    ]


def test_list_that_is_not_wanted_is_let_go(client: Client, coordinator: User) -> None:
    batch = make_import(by=coordinator, is_trial=True)

    answer = client.post(one(batch, "directory-import-drop"))

    batch.refresh_from_db()
    assert (answer["Location"], batch.state) == (reverse("directory-imports"), BatchState.STOPPED)


def test_list_that_is_in_is_not_let_go(client: Client, coordinator: User) -> None:
    batch = make_import(by=coordinator)

    answer = client.post(one(batch, "directory-import-drop"))

    assert (answer["Location"], Service.objects.count()) == (one(batch), 2)


def test_list_is_taken_back_and_what_stays_is_named(client: Client, coordinator: User) -> None:
    batch = make_import(by=coordinator)
    with permitted():
        Service.objects.get(name="Elm drop-in").change(fees="Free", changed_at=clock.now())

    page = client.post(one(batch, "directory-import-undo"), follow=True)

    assert [str(message) for message in page.context["messages"]] == [
        "That list was taken back.",
        "These stay, because somebody changed or used them since: Elm drop-in",
    ]


def test_list_is_taken_back_whole(client: Client, coordinator: User) -> None:
    batch = make_import(by=coordinator)

    page = client.post(one(batch, "directory-import-undo"), follow=True)

    assert [str(message) for message in page.context["messages"]] == ["That list was taken back."]


def test_list_that_is_not_in_is_not_taken_back(client: Client, coordinator: User) -> None:
    batch = make_import(by=coordinator, is_trial=True)

    page = client.post(one(batch, "directory-import-undo"), follow=True)

    assert [str(message) for message in page.context["messages"]] == ["There is nothing to take back here."]


def test_advocate_brings_nothing_in(advocate: User, signed_in: SignIn) -> None:
    answer = signed_in(advocate).get(reverse("directory-imports"))

    assert answer.status_code == 404
