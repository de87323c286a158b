"""Papers: keeping them, adding pages, putting their dates right, letting a held file go (C14, R45, R46)."""

import uuid
from datetime import date, timedelta

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.casework.actions.rows import begun, hold, hold_open, next_number
from alongside.casework.models import (
    Case,
    FileState,
    FormCopy,
    LetterPrint,
    Paper,
    PaperDate,
    PaperFile,
    PaperKind,
    WhichDate,
)
from alongside.casework.papers_check import Inspected, inspect, too_big
from alongside.common import clock
from alongside.common.problems import Problem, RuleBroken
from alongside.common.text import clean_text
from alongside.crypto.files import kept_sealed, remove_sealed
from alongside.directory.models import ImportBatch
from alongside.peers.models import Expense

ORPHAN_AFTER = timedelta(days=1)
"""How old a sealed file without a row must be before it is swept away: younger ones may get theirs yet."""


def keep_paper(
    case: Case,
    *,
    by: User,
    upload: "UploadedFile[bytes]",
    kind: str,
    title: str = "",
    from_whom: str = "",
    dated_on: date | None = None,
    received_on: date | None = None,
    is_evidence: bool = False,
) -> Paper:
    """Keep a paper with its first page. The file is safely on disk before anything says so."""
    person = case.person
    inspected = inspect(_content_of(upload), as_it_came=is_evidence)
    with (
        kept_sealed(inspected.content, owner=person.pk) as file,
        recorded("paper.keep", by=by, person=person, case=case.pk) as note,
    ):
        hold_open(case)
        paper = Paper(
            **begun(person, by=by),
            case=case,
            kind=PaperKind(kind),
            title=title or None,
            from_whom=from_whom or None,
            dated_on=dated_on,
            received_on=received_on,
            is_evidence=is_evidence,
        )
        paper.save(force_insert=True)
        page = _add_file(paper, inspected, by=by, file=file, name=str(upload.name))
        note.about = paper
        note.facts["state"] = page.held_why or page.state
    return paper


def add_paper_page(paper: Paper, *, by: User, upload: "UploadedFile[bytes]") -> PaperFile:
    """Add another page or file to a paper."""
    person = paper.person
    inspected = inspect(_content_of(upload), as_it_came=paper.is_evidence)
    with (
        kept_sealed(inspected.content, owner=person.pk) as file,
        recorded("paper.add_page", by=by, about=paper, person=person) as note,
    ):
        hold_open(paper.case)
        page = _add_file(paper, inspected, by=by, file=file, name=str(upload.name))
        note.facts |= {"file": page.pk, "state": page.held_why or page.state}
    return page


def change_paper_dates(
    paper: Paper, *, by: User, dated_on: date | None, received_on: date | None, why: str = ""
) -> Paper:
    """Put the dates of a paper right; what stood there stays on record."""
    person = paper.person
    with recorded("paper.change_dates", by=by, about=paper, person=person):
        hold(paper)
        for which, was, becomes in (
            (WhichDate.DATED, paper.dated_on, dated_on),
            (WhichDate.RECEIVED, paper.received_on, received_on),
        ):
            if was != becomes:
                PaperDate(
                    **begun(person, by=by),
                    paper=paper,
                    which=which,
                    was_on=was,
                    became_on=becomes,
                    why=why or None,
                ).save(force_insert=True)
        paper.change(dated_on=dated_on, received_on=received_on)
    return paper


def release_file(page: PaperFile, *, by: User) -> PaperFile:
    """Let a file go that was held back: somebody looked at where it comes from, and answers for it."""
    with recorded("paper.release", by=by, about=page, person=page.person, why=page.held_why):
        hold(page)
        if not page.is_held:
            raise RuleBroken(Problem("released", _("Somebody let this file go already. You can open it.")))
        page.change(state=FileState.OK, released_by=by, released_at=clock.now())
    return page


def sweep_papers() -> int:
    """Remove sealed files that no row names and are older than a day; return how many there were.

    A file is written before its row: a crash between the two leaves a file too many, never one too few.
    """
    orphans = _orphans()
    if orphans:
        with recorded("paper.sweep", by=None, files=len(orphans)):
            for name in orphans:
                remove_sealed(name)
    return len(orphans)


def _orphans() -> list[uuid.UUID]:
    oldest = (clock.now() - ORPHAN_AFTER).timestamp()
    # a name with an ending is of a file that was still being written
    old = {path.stem for path in settings.ALONGSIDE_PAPERS.glob("??/*") if path.stat().st_mtime < oldest}
    keeping = (PaperFile, LetterPrint, FormCopy, ImportBatch)
    kept = [files.objects.filter(file__isnull=False).values_list("file", flat=True) for files in keeping]
    receipts = Expense.objects.exclude(receipt=None).values_list("receipt", flat=True)
    return sorted({uuid.UUID(name) for name in old}.difference(*kept, receipts))


def _content_of(upload: "UploadedFile[bytes]") -> bytes:
    content: bytes = upload.read()
    if len(content) != upload.size:
        raise too_big()
    return content


def _add_file(paper: Paper, inspected: Inspected, *, by: User, file: uuid.UUID, name: str) -> PaperFile:
    page = PaperFile(
        **begun(paper.person, by=by),
        paper=paper,
        number=next_number(paper.files.all()),
        file=file,
        name=clean_text(name) or None,
        file_type=inspected.file_type,
        size=len(inspected.content),
        width=inspected.width,
        height=inspected.height,
        was_scanned=inspected.was_scanned,
        state=FileState.HELD if inspected.held_why else FileState.OK,
        held_why=inspected.held_why or "",
    )
    page.save(force_insert=True)
    return page
