"""Contact notes as they stand now, each with what it corrects."""

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from alongside.casework.models import Case, Contact
from alongside.people.models import Person

A_PAGE = 20


def notes_of(person: Person) -> QuerySet[Contact]:
    """Return the notes about a person as they stand now, the newest first."""
    return _with_corrections(Contact.objects.filter(person=person))


def notes_of_case(case: Case) -> QuerySet[Contact]:
    """Return the notes about a case as they stand now, the newest first."""
    return _with_corrections(Contact.objects.filter(case=case))


def page_of_notes(person: Person, number: str | None) -> Page[Contact]:
    """Return one page of the notes about a person."""
    return Paginator(notes_of(person), A_PAGE).get_page(number)


def page_of_case_notes(case: Case, number: str | None) -> Page[Contact]:
    """Return one page of the notes about a case."""
    return Paginator(notes_of_case(case), A_PAGE).get_page(number)


def earlier_wordings(note: Contact) -> list[Contact]:
    """Return what stood in the place of a note before it, the latest first."""
    if note.corrects is None:
        return []
    between = [other for other in note.corrects.corrections.all() if other.correction < note.correction]
    return [*sorted(between, key=lambda other: -other.correction), note.corrects]


def _with_corrections(notes: QuerySet[Contact]) -> QuerySet[Contact]:
    return (
        notes.filter(is_current=True)
        .select_related("written_by", "case", "instruction", "corrects__written_by")
        .prefetch_related("corrects__corrections__written_by")
        .order_by("-happened_on", "-written_at", "-id")
    )
