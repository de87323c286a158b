"""The list of people, and finding one of them."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.rules import may_do_advocacy, may_see_people
from alongside.audit.actions import record
from alongside.people.forms.find import FindForm
from alongside.people.queries import people_found, people_page


@allowed(may_see_people)
@require_GET
def people(request: SignedInRequest) -> HttpResponse:
    """Whom one may see, newest seen first."""
    page = people_page(request.user, after=request.GET.get("after", ""))
    record("people.list", by=request.user, shown=len(page.people))
    return render(
        request,
        "people/people.html",
        {"page": page, "find": FindForm(), "may_add": may_do_advocacy(request.user)},
    )


@allowed(may_see_people)
def find(request: SignedInRequest) -> HttpResponse:
    """Whom one may see, by a part of a name: sent as a form, so that the name is in no address and no log."""
    form = FindForm(request.POST or None)
    context: dict[str, Any] = {
        "form": form,
        "session": session_in(request),
        "may_add": may_do_advocacy(request.user),
    }
    if form.is_valid():
        found = people_found(request.user, form.cleaned_data["words"])
        record("people.find", by=request.user, found=len(found.people) + len(found.alike))
        context["found"] = found
    return render(request, "people/find.html", context, status=422 if form.errors else 200)


def session_in(request: SignedInRequest) -> UUID | None:
    """Return the clinic session from which somebody came here, if any: its id says nothing of anybody."""
    try:
        return UUID(request.GET.get("session", ""))
    except ValueError:
        return None
