"""Keeping papers: what is written, what is recorded, and what a crash leaves behind."""

import os
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import IntegrityError, transaction

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.audit.models import Entry
from alongside.casework.actions import papers as paper_actions
from alongside.casework.actions.papers import (
    add_paper_page,
    change_paper_dates,
    keep_paper,
    release_file,
    sweep_papers,
)
from alongside.casework.models import (
    Case,
    CaseState,
    FileState,
    HeldWhy,
    Paper,
    PaperDate,
    PaperFile,
    PaperKind,
    WhichDate,
)
from alongside.casework.queries.papers import held_files, pages_of, papers_of
from alongside.common import clock
from alongside.common.problems import RuleBroken
from alongside.crypto.files import path_of, read_sealed, write_sealed
from alongside.people.models import Person
from tests.factories.casework import make_case
from tests.factories.papers import make_paper, pdf, phone_photo, picture, upload
from tests.factories.people import make_person

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


@pytest.fixture
def case(advocate: User, person: Person) -> Case:
    """An open case of `person`."""
    return make_case(person, by=advocate)


def stored(folder: Path) -> list[Path]:
    """Return the files on disk."""
    return [path for path in folder.rglob("*") if path.is_file()]


def test_paper_keeps_both_dates_and_what_was_told(advocate: User, case: Case) -> None:
    with clock.at(NOON):
        keep_paper(
            case,
            by=advocate,
            upload=upload(name="Jo's letter.jpg"),
            kind="letter",
            title="Eviction",
            from_whom="The council",
            dated_on=date(2026, 11, 18),
            received_on=date(2026, 11, 21),
        )

    paper = Paper.objects.get()
    assert (paper.kind, paper.title, paper.from_whom) == (PaperKind.LETTER, "Eviction", "The council")
    assert (paper.dated_on, paper.received_on) == (date(2026, 11, 18), date(2026, 11, 21))
    assert (paper.case, paper.person, paper.written_by, paper.written_at) == (
        case,
        case.person,
        advocate,
        NOON,
    )
    [page] = pages_of(paper)
    assert (page.number, page.name, page.state, page.was_scanned) == (
        1,
        "Jo's letter.jpg",
        FileState.OK,
        False,
    )
    entry = Entry.objects.get(action="paper.keep")
    assert (entry.about, entry.person, entry.facts["state"]) == (str(paper.pk), case.person_id, "ok")


def test_r28_file_on_disk_is_sealed_under_a_name_that_says_nothing(
    advocate: User, case: Case, settings: Any
) -> None:
    paper = make_paper(case, by=advocate, content=pdf(b"(canaryword)"), title="canaryword")

    [path] = stored(settings.ALONGSIDE_PAPERS)
    page = paper.files.get()
    assert (path.name, path.stat().st_mode & 0o777) == (page.file.hex, 0o600)
    assert page.file.version == 4
    assert b"canaryword" not in path.read_bytes()
    assert b"canaryword" in read_sealed(owner=case.person_id, name=page.file)


def test_label_is_the_title_or_the_kind(advocate: User, case: Case) -> None:
    assert make_paper(case, by=advocate, title="Eviction").label == "Eviction"
    assert make_paper(case, by=advocate, title="", kind="form").label == "A form"


def test_pages_are_numbered_in_order(advocate: User, case: Case) -> None:
    paper = make_paper(case, by=advocate)

    add_paper_page(paper, by=advocate, upload=upload(picture("PNG"), name="\u200b"))

    assert [(page.number, page.file_type, page.ending) for page in pages_of(paper)] == [
        (1, "image/jpeg", "jpg"),
        (2, "image/png", "png"),
    ]
    assert Entry.objects.get(action="paper.add_page").facts["state"] == "ok"


def test_pages_of_evidence_stay_as_they_came(advocate: User, case: Case) -> None:
    paper = make_paper(case, by=advocate, content=phone_photo(), is_evidence=True)

    page = add_paper_page(paper, by=advocate, upload=upload(phone_photo()))

    assert read_sealed(owner=case.person_id, name=page.file) == phone_photo()


def test_refused_file_leaves_nothing(advocate: User, case: Case, settings: Any) -> None:
    with pytest.raises(RuleBroken):
        make_paper(case, by=advocate, content=b"<html>")

    assert (Paper.objects.count(), stored(settings.ALONGSIDE_PAPERS)) == (0, [])


def test_closed_case_takes_no_paper_and_no_file_stays(advocate: User, person: Person, settings: Any) -> None:
    closed = make_case(person, by=advocate)
    with recorded("test", by=advocate):
        closed.change(state=CaseState.CLOSED)

    with pytest.raises(RuleBroken) as broken:
        make_paper(closed, by=advocate)

    assert broken.value.problems[0].code == "case_closed"
    assert stored(settings.ALONGSIDE_PAPERS) == []


def test_file_whose_bytes_did_not_all_come_is_refused(advocate: User, case: Case) -> None:
    sent = upload()
    sent.size = 99_000_000

    with pytest.raises(RuleBroken) as broken:
        keep_paper(case, by=advocate, upload=sent, kind="letter")

    assert broken.value.problems[0].code == "too_big"


def test_file_is_on_disk_before_its_row_is_there(
    advocate: User, case: Case, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[int] = []

    def power_cut(*_args: Any, **_kwargs: Any) -> None:
        seen.append(len(stored(settings.ALONGSIDE_PAPERS)))
        raise KeyboardInterrupt

    monkeypatch.setattr(paper_actions, "hold_open", power_cut)

    with pytest.raises(KeyboardInterrupt):
        make_paper(case, by=advocate)

    assert (seen, Paper.objects.count(), stored(settings.ALONGSIDE_PAPERS)) == ([1], 0, [])


def test_r51_paper_of_an_anonymous_contact_tells_the_day_only(advocate: User) -> None:
    contact = make_person(by=advocate)
    case = make_case(contact, by=advocate)

    with clock.at(NOON):
        paper = make_paper(case, by=advocate)

    assert (paper.written_at.hour, paper.pk.version, paper.files.get().pk.version) == (0, 4, 4)


def test_dates_are_put_right_and_what_stood_there_stays(advocate: User, case: Case) -> None:
    paper = make_paper(case, by=advocate, dated_on=date(2026, 11, 1), received_on=date(2026, 11, 3))

    change_paper_dates(
        paper,
        by=advocate,
        dated_on=date(2026, 11, 1),
        received_on=date(2026, 11, 4),
        why="She found the envelope",
    )
    change_paper_dates(paper, by=advocate, dated_on=None, received_on=date(2026, 11, 4))

    assert [(row.which, row.was_on, row.became_on, row.why) for row in PaperDate.objects.all()] == [
        (WhichDate.RECEIVED, date(2026, 11, 3), date(2026, 11, 4), "She found the envelope"),
        (WhichDate.DATED, date(2026, 11, 1), None, None),
    ]
    paper = Paper.objects.get()
    assert (paper.dated_on, paper.received_on) == (None, date(2026, 11, 4))


def test_held_file_is_let_go_once_by_somebody_who_answers_for_it(
    advocate: User, coordinator: User, case: Case
) -> None:
    page = make_paper(case, by=advocate, content=pdf(b"<< >>")).files.get()
    assert (page.is_held, page.held_why, page.is_picture) == (True, HeldWhy.NOT_SCANNED, False)

    with clock.at(NOON):
        release_file(page, by=coordinator)
    with pytest.raises(RuleBroken) as broken:
        release_file(page, by=coordinator)

    assert broken.value.problems[0].code == "released"
    kept = PaperFile.objects.get()
    assert (kept.is_held, kept.released_by, kept.released_at) == (False, coordinator, NOON)
    assert kept.held_why == HeldWhy.NOT_SCANNED
    assert Entry.objects.get(action="paper.release").facts == {"why": "not_scanned"}


def test_held_files_are_listed_to_those_who_see_the_person(
    advocate: User, walled_advocate: User, other_advocate: User, coordinator: User, dp_lead: User, case: Case
) -> None:
    make_paper(case, by=advocate)
    page = make_paper(case, by=advocate, content=pdf(b"<< >>")).files.get()

    assert held_files(coordinator) == [page] == held_files(advocate)
    assert [held_files(user) for user in (walled_advocate, other_advocate, dp_lead)] == [[], [], []]


def test_papers_of_a_case_come_newest_first_and_say_if_held(advocate: User, case: Case) -> None:
    with clock.at(NOON):
        first = make_paper(case, by=advocate)
    with clock.at(NOON + timedelta(minutes=1)):
        second = make_paper(case, by=advocate, content=pdf(b"<< >>"))
    make_paper(make_case(case.person, by=advocate), by=advocate)

    papers = papers_of(case)

    assert [(paper, paper.holds_back) for paper in papers] == [(second, True), (first, False)]


def test_sweep_removes_old_files_without_a_row_only(
    advocate: User, case: Case, person: Person, settings: Any, capsys: pytest.CaptureFixture[str]
) -> None:
    kept = make_paper(case, by=advocate).files.get()
    old, young, half = uuid4(), uuid4(), uuid4()
    for name in (old, young, half):
        write_sealed(b"left behind", owner=person.pk, name=name)
    path_of(half).rename(path_of(half).with_suffix(".new"))
    long_ago = (clock.now() - timedelta(days=2)).timestamp()
    for path in (path_of(kept.file), path_of(old), path_of(half).with_suffix(".new")):
        os.utime(path, (long_ago, long_ago))
    # the disk has a clock of its own, which may be days away from that of the tests
    os.utime(path_of(young), (clock.now().timestamp(), clock.now().timestamp()))

    call_command("sweep_papers")

    assert {path.name for path in stored(settings.ALONGSIDE_PAPERS)} == {kept.file.hex, young.hex}
    assert capsys.readouterr().out == "2 removed\n"
    assert Entry.objects.get(action="paper.sweep").facts == {"files": "2"}
    assert sweep_papers() == 0
    assert Entry.objects.filter(action="paper.sweep").count() == 1


@pytest.mark.parametrize(
    "wrong",
    [
        {"state": FileState.HELD},
        {"held_why": HeldWhy.ACTIVE},
        {"number": 1},
    ],
)
def test_database_refuses_a_file_that_cannot_be(advocate: User, case: Case, wrong: dict[str, Any]) -> None:
    paper = make_paper(case, by=advocate)
    page = add_paper_page(paper, by=advocate, upload=upload())

    with pytest.raises(IntegrityError), transaction.atomic(), recorded("test", by=None):
        page.change(**wrong)


def test_rows_say_nothing_of_what_they_hold(advocate: User, case: Case) -> None:
    paper = make_paper(case, by=advocate)

    assert str(paper) == f"paper {paper.pk}"
    assert str(paper.files.get()) == f"file of a paper {paper.files.get().pk}"
