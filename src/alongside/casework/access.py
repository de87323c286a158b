"""Loading a case, a step or a note for a page: only as a part of its person, who is asked for first."""

from typing import TypeVar
from uuid import UUID

from django.db.models import QuerySet

from alongside.accounts.access import SignedInRequest
from alongside.accounts.models import User
from alongside.casework.models import PersonRow
from alongside.people.access import changeable_person, refuse_person, visible_person
from alongside.people.models import Person

Row = TypeVar("Row", bound=PersonRow)


def visible_part(
    request: SignedInRequest, rows: QuerySet[Row], person_id: UUID, row_id: UUID, *, page: str
) -> Row:
    """Return the row if it is about this person and they may be seen, or raise 404; the look is recorded."""
    person = visible_person(request, person_id, page=page)
    return _part_of(person, rows, row_id, by=request.user, page=page)


def changeable_part(
    request: SignedInRequest, rows: QuerySet[Row], person_id: UUID, row_id: UUID, *, page: str
) -> Row:
    """Return the row for a page that writes."""
    person = changeable_person(request, person_id, page=page)
    return _part_of(person, rows, row_id, by=request.user, page=page)


def _part_of(person: Person, rows: QuerySet[Row], row_id: UUID, *, by: User, page: str) -> Row:
    row = rows.filter(pk=row_id, person=person).first()
    if row is None:
        raise refuse_person(person.pk, by=by, page=page)
    row.person = person
    return row
