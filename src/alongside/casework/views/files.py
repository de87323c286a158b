"""A sealed PDF of ours, handed over for saving and recorded."""

from django.http import HttpResponse

from alongside.accounts.access import SignedInRequest
from alongside.audit.actions import record
from alongside.audit.models import Outcome
from alongside.casework.models import FormCopy, LetterPrint
from alongside.crypto.files import read_sealed
from alongside.crypto.seal import CannotOpen
from alongside.people.access import refuse_person
from alongside.people.downloads import PersonalFile
from alongside.people.models import Person


def sealed_pdf(
    request: SignedInRequest, person: Person, kept: LetterPrint | FormCopy | None, *, page: str
) -> HttpResponse:
    """Return the PDF, or raise 404 where it is not there or cannot be opened."""
    if kept is None:
        raise refuse_person(person.pk, by=request.user, page=page)
    try:
        content = read_sealed(owner=person.pk, name=kept.file)
    except (CannotOpen, FileNotFoundError) as error:
        record("file.unreadable", by=request.user, about=kept, person=person, outcome=Outcome.REFUSED)
        raise refuse_person(person.pk, by=request.user, page=page) from error
    name = f"{kept.file.hex[:8]}.pdf"
    return PersonalFile(
        content, file_type="application/pdf", name=name, by=request.user, about=kept, person=person
    )
