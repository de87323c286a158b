"""The coordinator's page of places that need somebody (B3)."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.pages import pressed
from alongside.accounts.rules import may_coordinate
from alongside.clinics import actions
from alongside.clinics.access import visible_session
from alongside.clinics.models import Cover, ShiftRole
from alongside.clinics.queries.cover import gaps, search_for
from alongside.common import clock


@allowed(may_coordinate)
@require_GET
def covers(request: SignedInRequest) -> HttpResponse:
    """Every place that needs somebody, and how far the search has come."""
    return render(request, "clinics/covers.html", {"gaps": gaps(), "today": clock.today()})


@allowed(may_coordinate)
def cover(request: SignedInRequest, session_id: UUID, role: ShiftRole) -> HttpResponse:
    """One place: who was asked, what they said, whom to ring; a press asks the next ones."""
    row = visible_session(request, session_id, page="cover")
    if request.method == "POST":
        return pressed(
            request,
            lambda: actions.ask_around(row, role=role, by=request.user),
            back=reverse("cover", args=[row.pk, role]),
            said=_("Asked. Whoever says yes first has it."),
        )
    context = {"session": row, "role": role, "search": search_for(row, role)}
    return render(request, "clinics/cover.html", context)


@allowed(may_coordinate)
@require_POST
def cover_end(request: SignedInRequest, cover_id: UUID) -> HttpResponse:
    """Look for nobody any more."""
    row = get_object_or_404(Cover, pk=cover_id)
    return pressed(
        request,
        lambda: actions.call_off_cover(row, by=request.user),
        back=reverse("covers"),
        said=_("Nobody is asked any more."),
    )
