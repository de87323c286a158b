"""Loading a person for a page: who may not see them gets the page that is not there, and it is recorded."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from alongside.accounts.access import SignedInRequest
from alongside.accounts.models import User
from alongside.audit.actions import record
from alongside.people.actions.sight_privacy import refuse_reach
from alongside.people.models import Person
from alongside.people.rules import people_changeable_by, people_visible_to


def visible_person(request: SignedInRequest, person_id: UUID, *, page: str) -> Person:
    """Return the person and record the look, or raise 404 and record the refusal (R11, R27)."""
    person = _found(people_visible_to(request.user), person_id, by=request.user, page=page)
    record("person.see", by=request.user, about=person, person=person, page=page)
    return person


def changeable_person(request: SignedInRequest, person_id: UUID, *, page: str) -> Person:
    """Return the person for a page that writes; opening the form is recorded as a look."""
    person = _found(people_changeable_by(request.user), person_id, by=request.user, page=page)
    if request.method == "GET":
        record("person.see", by=request.user, about=person, person=person, page=page)
    return person


def refuse_person(person_id: UUID | None, *, by: User, page: str) -> Http404:
    """Record that somebody reached for a person they may not see, and return the 404 to raise (R13)."""
    person = Person.objects.filter(pk=person_id).first() if person_id else None
    refuse_reach(person, by=by, action="person.see", page=page)
    return Http404()


def _found(people: QuerySet[Person], person_id: UUID, *, by: User, page: str) -> Person:
    person = people.filter(pk=person_id).first()
    if person is None:
        raise refuse_person(person_id, by=by, page=page)
    return person
