"""A sheet to print: for one person, for one area, or for the pack of a clinic."""

from contextlib import suppress
from uuid import UUID

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse
from django.views.decorators.http import require_GET

from alongside.accounts.access import SignedInRequest, allowed
from alongside.common import clock
from alongside.directory.forms import FindForm
from alongside.directory.queries.sheet import code_of, services_around, sheet_of
from alongside.directory.rules import may_read_directory


@require_GET
@allowed(may_read_directory)
def sheet(request: SignedInRequest) -> HttpResponse:
    """What was ticked, or all around an outward code. It names nobody."""
    chosen = _chosen(request.GET)
    form = FindForm(request.GET)
    area = form.cleaned_data["area"] if form.is_valid() else ""
    if area and not chosen:
        chosen = services_around(form.wish())
    context = {
        "sheet": sheet_of(chosen),
        "area": area,
        "today": clock.today(),
        "our_page": _our_page(request),
        "is_large": request.GET.get("size") == "large",
    }
    return render(request, "directory/sheet.html", context)


def _our_page(request: SignedInRequest) -> dict[str, str]:
    """Return the address of the page on which anybody finds us, with its code; empty where there is none."""
    address = ""
    with suppress(NoReverseMatch):
        address = request.build_absolute_uri(reverse("find-us"))
    return {"address": address, "code": code_of(address)}


def _chosen(asked: QueryDict) -> list[UUID]:
    """Return the services that were ticked; what is no id is passed over."""
    found = []
    for typed in asked.getlist("service"):
        try:
            found.append(UUID(typed))
        except ValueError:
            continue
    return found
