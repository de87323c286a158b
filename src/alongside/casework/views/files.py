"""Sealed files of a person, opened for showing or saving, and recorded."""

from django.http import HttpResponse

from alongside.accounts.access import SignedInRequest
from alongside.audit.actions import record
from alongside.audit.models import Outcome
from alongside.casework.models import FormCopy, LetterPrint, PaperFile
from alongside.crypto.files import read_sealed
from alongside.crypto.seal import CannotOpen
from alongside.people.access import refuse_person
from alongside.people.downloads import PersonalFile
from alongside.people.models import Person


def content_of(
    request: SignedInRequest, person: Person, kept: PaperFile | LetterPrint | FormCopy, *, page: str
) -> bytes:
    """Return what the file holds, or raise 404 and record it where it is gone or does not open."""
    try:
        return read_sealed(owner=person.pk, name=kept.file)
    except (CannotOpen, FileNotFoundError) as error:
        record("file.unreadable", by=request.user, about=kept, person=person, outcome=Outcome.REFUSED)
        raise refuse_person(person.pk, by=request.user, page=page) from error


def sealed_pdf(
    request: SignedInRequest, person: Person, kept: LetterPrint | FormCopy | None, *, page: str
) -> HttpResponse:
    """Return the PDF, or raise 404 where it is not there or cannot be opened."""
    if kept is None:
        raise refuse_person(person.pk, by=request.user, page=page)
    content = content_of(request, person, kept, page=page)
    name = f"{kept.file.hex[:8]}.pdf"
    return PersonalFile(
        content, file_type="application/pdf", name=name, by=request.user, about=kept, person=person
    )
