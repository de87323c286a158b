"""The boundaries book: my own page, and the page of whoever supervises."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.rules import may_do_advocacy, may_supervise
from alongside.audit.actions import record
from alongside.drafts.pages import form_page
from alongside.peers.actions.boundaries import decide_boundary, write_boundary
from alongside.peers.forms.boundaries import BoundaryDecisionForm, BoundaryForm
from alongside.peers.queries.boundaries import boundaries_book, my_boundaries
from alongside.peers.rules.boundaries import boundaries_visible_to
from alongside.peers.views.frames import frame


@require_GET
@allowed(may_do_advocacy)
def mine(request: SignedInRequest) -> HttpResponse:
    """What I asked and told."""
    return render(request, "peers/my_boundaries.html", {"entries": my_boundaries(request.user)})


@allowed(may_do_advocacy)
def new(request: SignedInRequest) -> HttpResponse:
    """Ask before, or tell after."""
    return form_page(
        request,
        BoundaryForm,
        template="common/form_page.html",
        save=lambda clean: write_boundary(by=request.user, **clean),
        then=reverse("my-boundaries"),
        context=frame(_("Ask before, or tell after"), _("Send"), back="my-boundaries"),
    )


@require_GET
@allowed(may_supervise)
def book(request: SignedInRequest) -> HttpResponse:
    """What waits for an answer, and what comes up again and again."""
    return render(request, "peers/boundaries.html", {"book": boundaries_book(request.user)})


@allowed(may_supervise)
def decide(request: SignedInRequest, boundary_id: UUID) -> HttpResponse:
    """Read one entry, and answer it."""
    entry = get_object_or_404(boundaries_visible_to(request.user).select_related("user"), pk=boundary_id)
    record("boundary.see", by=request.user, about=entry)
    return form_page(
        request,
        BoundaryDecisionForm,
        template="peers/boundary.html",
        save=lambda clean: decide_boundary(entry, by=request.user, **clean),
        then=reverse("boundaries"),
        context={"entry": entry},
        initial={"decision": entry.decision, "advice": entry.advice},
    )
