"""Pages of contact notes."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.rules import may_do_advocacy
from alongside.casework.access import changeable_part
from alongside.casework.actions.notes import Told, correct_note, write_note
from alongside.casework.forms.notes import NoteForm
from alongside.casework.models import Case, Contact, ContactKind
from alongside.casework.queries.cases import agreed_words_of, open_cases_of
from alongside.casework.views.places import form_frame, place_of
from alongside.common import clock
from alongside.drafts.pages import form_page
from alongside.people.access import changeable_person
from alongside.people.models import Person

TEMPLATE = "casework/note_form.html"


@allowed(may_do_advocacy)
def note_new(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Write a note about a person, and about one of their cases or none."""
    person = changeable_person(request, person_id, page="note-new")
    return _write(request, person, None, cases=open_cases_of(person))


@allowed(may_do_advocacy)
def case_note_new(request: SignedInRequest, person_id: UUID, case_id: UUID) -> HttpResponse:
    """Write a note about a case."""
    case = changeable_part(request, Case.objects.all(), person_id, case_id, page="note-new")
    return _write(request, case.person, case, cases=[])


@allowed(may_do_advocacy)
def note_correct(request: SignedInRequest, person_id: UUID, note_id: UUID) -> HttpResponse:
    """Write what should have stood there."""
    rows = Contact.objects.select_related("case", "corrects")
    note = changeable_part(request, rows, person_id, note_id, page="note-correct")
    return form_page(
        request,
        NoteForm,
        template=TEMPLATE,
        save=lambda clean: correct_note(note, by=request.user, told=Told(**clean)),
        then=place_of(note.person, note.case),
        context=form_frame(
            note.person, _("Correct a note"), _("Save the correction"), case=note.case, note=note
        ),
        **_options(note.person, note.case, [], is_new=False),
        initial=_as_written(note),
    )


def _write(request: SignedInRequest, person: Person, case: Case | None, *, cases: list[Case]) -> HttpResponse:
    def save(clean: dict[str, Any]) -> Contact:
        about, was_hard = clean.pop("case", case), clean.pop("was_hard")
        return write_note(person, by=request.user, told=Told(**clean), case=about, was_hard=was_hard)

    return form_page(
        request,
        NoteForm,
        template=TEMPLATE,
        save=save,
        then=place_of(person, case),
        context=form_frame(person, _("Write a note"), _("Save the note"), case=case),
        **_options(person, case, cases, is_new=True),
        initial={"kind": ContactKind.MET, "happened_on": clock.today()},
    )


def _options(person: Person, case: Case | None, cases: list[Case], *, is_new: bool) -> dict[str, Any]:
    return {
        "cases": cases,
        "instructions": agreed_words_of(person, case),
        "is_anonymous": person.is_anonymous_contact,
        "is_new": is_new,
    }


def _as_written(note: Contact) -> dict[str, Any]:
    names = ("kind", "happened_on", "happened_at", "minutes", "fact", "view", "words", "no_instruction_why")
    return {name: getattr(note, name) for name in names} | {"instruction": note.instruction_id}
