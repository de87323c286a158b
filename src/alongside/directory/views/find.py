"""Finding: for anybody, and for one person, whose area stands in no address."""

from datetime import date
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.queries import service
from alongside.accounts.rules import may_do_advocacy
from alongside.common.working_days import bank_holidays
from alongside.directory.forms import FindForm
from alongside.directory.outward_codes import outward_code_of
from alongside.directory.queries import services_found
from alongside.directory.rules import may_keep_directory, may_read_directory
from alongside.people.access import visible_person

FARTHEST_PAGE = 500


@require_GET
@allowed(may_read_directory)
def directory(request: SignedInRequest) -> HttpResponse:
    """Who can I send a person to, now?"""
    form = FindForm(request.GET or None)
    return _answer(request, form, page=_number(request.GET.get("page", "")))


@allowed(may_do_advocacy)
def person_directory(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """The same, begun from a person: sent as a form, so that no address or log ties them to a need."""
    person = visible_person(request, person_id, page="person-directory")
    area = outward_code_of(person.area or "")
    form = FindForm(request.POST or None, initial={"area": area})
    return _answer(request, form, page=_number(request.POST.get("page", "")), person=person)


def _answer(request: SignedInRequest, form: FindForm, *, page: int, **more: Any) -> HttpResponse:
    context = {"form": form, "may_keep": may_keep_directory(request.user), "number": page, **more}
    if form.is_valid():
        wish = form.wish()
        context |= {
            "wish": wish,
            "found": services_found(wish, page=page),
            "next": page + 1,
            "asked": form.in_words(),
        }
        context["holiday"] = _holiday_on(wish.time.day)
    return render(request, "directory/find.html", context, status=422 if form.errors else 200)


def _holiday_on(day: date) -> str | None:
    """Return the name of a bank holiday: hours are those of a usual week."""
    here = service()
    return bank_holidays(here.nation, day.year).get(day) if here else None


def _number(typed: str) -> int:
    """Return the number of a page; 1 for anything that is none."""
    return (
        min(max(int(typed), 1), FARTHEST_PAGE)
        if typed.isascii() and typed.isdigit() and len(typed) < 5
        else 1
    )
