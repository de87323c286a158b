"""The newest answers to the four quick questions, and whose cannot wait."""

from uuid import UUID

from django.db.models import QuerySet

from alongside.accounts.models import User
from alongside.casework.models import Triage
from alongside.casework.rules import visible_to
from alongside.crypto.keys import with_keys
from alongside.people.models import Person


def triage_of(person: Person) -> Triage | None:
    """Return the newest answers of a person, if they were ever asked."""
    return _in_order(Triage.objects.filter(person=person)).last()


def people_waiting_for_today(user: User) -> set[UUID]:
    """Return the ids of those whom `user` may see, who wait, and whose newest answers say today."""
    asked = visible_to(user, Triage.objects.filter(person__waiting_since__isnull=False))
    newest = {triage.person_id: triage for triage in with_keys(_in_order(asked))}
    return {person_id for person_id, triage in newest.items() if triage.is_same_day}


def _in_order(rows: QuerySet[Triage]) -> QuerySet[Triage]:
    return rows.order_by("written_at", "number", "id")
