"""Who looked at a person's record (R27, K5)."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from alongside.accounts.access import SignedInRequest, allowed
from alongside.audit.actions import record
from alongside.people.access import visible_person
from alongside.people.queries.sight_log import looks_at
from alongside.people.rules.privacy import may_say_who_looked

PRINTED = 500


@require_GET
@allowed(may_say_who_looked)
def who_looked(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Everything done with a record, by whom, as what, and every refusal."""
    person = visible_person(request, person_id, page="who-looked")
    looks = looks_at(person, viewer=request.user, before=_before(request))
    context: dict[str, Any] = {"person": person, "looks": looks}
    return render(request, "people/sight_who_looked.html", context)


@require_GET
@allowed(may_say_who_looked)
def who_looked_print(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """The same to hand to the person: by role, what for and when, with no names."""
    person = visible_person(request, person_id, page="who-looked-print")
    record("person.print_looks", by=request.user, about=person, person=person)
    looks = looks_at(person, viewer=request.user, before=_before(request), size=PRINTED)
    return render(request, "people/sight_who_looked_print.html", {"person": person, "looks": looks})


def _before(request: SignedInRequest) -> int | None:
    """Return the entry at which the page before ended, as the address says it."""
    said = request.GET.get("before", "")
    return int(said) if said.isdecimal() and len(said) < 19 else None
