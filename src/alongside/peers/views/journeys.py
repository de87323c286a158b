"""The page of a journey, what was seen, and shifts shadowed."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.models import User
from alongside.accounts.queries import terms
from alongside.accounts.rules import may_coordinate, may_do_advocacy
from alongside.drafts.pages import form_page
from alongside.peers import actions, queries
from alongside.peers.forms import LeadShadowedForm, PartForm, ShadowShadowedForm, SightingForm
from alongside.peers.models import ShadowedShift
from alongside.peers.rules import (
    has_journey,
    is_signed_off_lead,
    may_observe,
    may_read_journey,
    stage_label,
    works_beside_learners,
)
from alongside.peers.views.frames import around


@allowed(has_journey)
def my_journey(request: SignedInRequest) -> HttpResponse:
    """One's own journey, wherever it stands."""
    return redirect("journey", request.user.pk)


@allowed(may_do_advocacy)
def journey(request: SignedInRequest, user_id: UUID) -> HttpResponse:
    """How far somebody has come, and what comes next."""
    of = _readable(request, user_id)
    way, words = queries.whole_journey_of(of), terms()
    context = {
        "of": of,
        "way": way,
        "stage": stage_label(way.stage, words),
        "stages": [(row, stage_label(row.stage, words)) for row in way.stages],
        "is_self": of == request.user,
        "may_observe": may_observe(request.user, of),
        "leads": is_signed_off_lead(request.user),
        "coordinates": may_coordinate(request.user),
        "waiting": queries.waiting_for_my_part(request.user) if of == request.user else [],
    }
    return render(request, "peers/journey.html", context)


@allowed(works_beside_learners)
def learners(request: SignedInRequest) -> HttpResponse:
    """Who is on the way to lead, for those who work beside them."""
    words = terms()
    rows = [(one, stage_label(one.stage, words)) for one in queries.learners(request.user)]
    return render(request, "peers/learners.html", {"learners": rows})


@allowed(may_do_advocacy)
def sighting_new(request: SignedInRequest, user_id: UUID) -> HttpResponse:
    """Write down what one saw somebody do."""
    of = _observed(request, user_id)
    return form_page(
        request,
        SightingForm,
        template="common/form_page.html",
        save=lambda told: actions.see_competence(of, by=request.user, **told),
        then=reverse("journey", args=[of.pk]),
        context=_frame(of, _("What you saw them do")),
    )


@allowed(may_do_advocacy)
def shadowed_new(request: SignedInRequest, user_id: UUID) -> HttpResponse:
    """Write about a shift that somebody shadowed: the shadow, or the lead who was there."""
    of = _readable(request, user_id)
    own: dict[str, Any] = {"users": [one for one in queries.leads_now() if one != of]}
    is_self = of == request.user
    if not is_self and not is_signed_off_lead(request.user):
        raise Http404
    lead: dict[str, Any] = {} if is_self else {"lead": request.user}
    return form_page(
        request,
        ShadowShadowedForm if is_self else LeadShadowedForm,
        template="common/form_page.html",
        save=lambda told: actions.write_shadowed(of, by=request.user, **lead, **told),
        then=reverse("journey", args=[of.pk]),
        context=_frame(of, _("A shift to learn from")),
        **(own if is_self else {}),
    )


@allowed(may_do_advocacy)
def shadowed(request: SignedInRequest, shadowed_id: UUID) -> HttpResponse:
    """Write one's own part about a shift, or write it anew."""
    rows = ShadowedShift.objects.select_related("user", "lead")
    shift = get_object_or_404(rows, pk=shadowed_id)
    if request.user not in (shift.user, shift.lead):
        raise Http404
    part: dict[str, Any] = {"lead": shift.lead, "on": shift.on, "place": shift.place or ""}
    return form_page(
        request,
        PartForm,
        template="peers/shadowed.html",
        save=lambda told: actions.write_shadowed(shift.user, by=request.user, **part, **told),
        then=reverse("journey", args=[shift.user.pk]),
        context=_frame(shift.user, _("A shift to learn from"), shift=shift),
        initial={"tasks": shift.tasks},
    )


def _readable(request: SignedInRequest, user_id: UUID) -> User:
    of = get_object_or_404(User, pk=user_id)
    if not may_read_journey(request.user, of):
        raise Http404
    return of


def _observed(request: SignedInRequest, user_id: UUID) -> User:
    of = get_object_or_404(User, pk=user_id)
    if not may_observe(request.user, of):
        raise Http404
    return of


def _frame(of: User, title: str, **more: Any) -> dict[str, Any]:
    return around(title, reverse("journey", args=[of.pk]), intro=of.name, **more)
