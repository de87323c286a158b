"""Decisions about checks: two people decide, and whoever it is about may ask again (E4)."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.models import User
from alongside.accounts.pages import pressed
from alongside.accounts.rules import may_coordinate, may_help_back_in
from alongside.drafts.pages import form_page
from alongside.peers import actions, queries
from alongside.peers.forms import AppealForm, CheckForm, HearForm
from alongside.peers.models import CheckDecision
from alongside.peers.rules import has_journey
from alongside.peers.views.frames import around


@allowed(may_help_back_in)
def checks_waiting(request: SignedInRequest) -> HttpResponse:
    """What waits for a second person, for an answer, or for a decision."""
    return render(request, "peers/checks_waiting.html", {"waiting": queries.checks_to_do(request.user)})


@allowed(may_help_back_in)
def checks(request: SignedInRequest, user_id: UUID) -> HttpResponse:
    """The decisions about one advocate; nobody reads here what is decided about themselves."""
    of = get_object_or_404(User.objects.exclude(pk=request.user.pk), pk=user_id)
    context = {
        "of": of,
        "checks": queries.checks_of(of, viewer=request.user),
        "coordinates": may_coordinate(request.user),
    }
    return render(request, "peers/checks.html", context)


@allowed(has_journey)
def my_checks(request: SignedInRequest) -> HttpResponse:
    """What was decided about oneself."""
    mine = queries.checks_of(request.user, viewer=request.user)
    return render(request, "peers/checks.html", {"of": None, "checks": mine})


@allowed(may_coordinate)
def check_new(request: SignedInRequest, user_id: UUID) -> HttpResponse:
    """Propose a decision."""
    of = get_object_or_404(User.objects.exclude(pk=request.user.pk), pk=user_id)
    back = reverse("checks", args=[of.pk])
    return form_page(
        request,
        CheckForm,
        template="common/form_page.html",
        save=lambda told: actions.propose_check(of, by=request.user, **told),
        then=back,
        context=around(_("A decision about checks"), back, intro=of.name),
    )


@require_POST
@allowed(may_help_back_in)
def check_agree(request: SignedInRequest, decision_id: UUID) -> HttpResponse:
    """Agree to what somebody else proposed."""
    check = get_object_or_404(CheckDecision.objects.exclude(user=request.user), pk=decision_id)
    return pressed(
        request,
        lambda: actions.agree_check(check, by=request.user),
        back=reverse("checks", args=[check.user_id]),
        said=_("Agreed. Please tell them, and that they may ask again."),
    )


@allowed(has_journey)
def check_appeal(request: SignedInRequest, decision_id: UUID) -> HttpResponse:
    """Ask for a decision about oneself to be looked at again."""
    check = get_object_or_404(CheckDecision, pk=decision_id, user=request.user)
    back = reverse("my-checks")
    return form_page(
        request,
        AppealForm,
        template="common/form_page.html",
        save=lambda told: actions.appeal_check(check, by=request.user, **told),
        then=back,
        context=around(_("Ask again"), back),
    )


@allowed(may_help_back_in)
def check_hear(request: SignedInRequest, decision_id: UUID) -> HttpResponse:
    """Answer somebody who asked again."""
    check = get_object_or_404(CheckDecision.objects.exclude(user=request.user), pk=decision_id)
    back = reverse("checks", args=[check.user_id])
    return form_page(
        request,
        HearForm,
        template="common/form_page.html",
        save=lambda told: actions.hear_appeal(check, by=request.user, **told),
        then=back,
        context=around(_("They ask again"), back, intro=check.appeal or ""),
    )
