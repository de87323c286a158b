"""Pages about wellbeing: hard contacts, my plan, stepping back and in again."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.pages import pressed
from alongside.accounts.rules import may_be_here, may_do_advocacy, may_supervise
from alongside.audit.actions import record
from alongside.common import clock
from alongside.drafts.pages import form_page
from alongside.peers.actions import wellbeing as actions
from alongside.peers.forms.wellbeing import BOXES, HardContactForm, PlanForm, StepBackForm, StepInForm
from alongside.peers.models import Away, HardContact, WellbeingPlan
from alongside.peers.queries.wellbeing import colleagues_of, plan_of
from alongside.peers.rules.wellbeing import hard_contacts_visible_to
from alongside.peers.views.frames import frame

PAGE = "common/form_page.html"


@allowed(may_do_advocacy)
def hard_new(request: SignedInRequest) -> HttpResponse:
    """Say that a contact was hard."""
    return form_page(
        request,
        HardContactForm,
        template=PAGE,
        save=lambda clean: actions.tell_hard_contact(by=request.user, **clean),
        then=reverse("my-wellbeing"),
        context=frame(
            _("That was hard"),
            _("Tell us"),
            back="my-wellbeing",
            intro=_("Somebody will offer to talk with you within a day. You can say no."),
        ),
        initial={"happened_on": clock.today()},
    )


@require_POST
@allowed(may_do_advocacy)
def hard_no(request: SignedInRequest, hard_id: UUID) -> HttpResponse:
    """Say that one does not want to talk about it."""
    hard = get_object_or_404(HardContact.objects.open(), pk=hard_id, user=request.user)
    actions.decline_debrief(hard, by=request.user)
    return redirect("my-wellbeing")


@require_GET
@allowed(may_supervise)
def debrief(request: SignedInRequest, hard_id: UUID) -> HttpResponse:
    """What was hard for a colleague, and the offer to talk about it."""
    hard = get_object_or_404(hard_contacts_visible_to(request.user).select_related("user"), pk=hard_id)
    record("hard_contact.see", by=request.user, about=hard)
    return render(request, "peers/debrief.html", {"hard": hard})


@require_POST
@allowed(may_supervise)
def debrief_offered(request: SignedInRequest, hard_id: UUID) -> HttpResponse:
    """Write that one has offered to talk."""
    return _pressed(request, hard_id, actions.offer_debrief)


@require_POST
@allowed(may_supervise)
def debrief_had(request: SignedInRequest, hard_id: UUID) -> HttpResponse:
    """Write that one has talked about it with them."""
    return _pressed(request, hard_id, actions.have_debrief)


def _pressed(request: SignedInRequest, hard_id: UUID, act: Callable[..., Any]) -> HttpResponse:
    hard = get_object_or_404(hard_contacts_visible_to(request.user), pk=hard_id)
    return pressed(request, lambda: act(hard, by=request.user), back="supervision")


@allowed(may_do_advocacy)
def plan_edit(request: SignedInRequest) -> HttpResponse:
    """Write my wellbeing plan, and pick who may read it."""
    plan = plan_of(request.user)
    readers = plan.shares.values_list("reader", flat=True) if plan else []
    return form_page(
        request,
        PlanForm,
        template=PAGE,
        save=lambda clean: actions.write_plan(by=request.user, **clean),
        then=reverse("my-wellbeing"),
        context=frame(
            _("My wellbeing plan"),
            _("Save my plan"),
            back="my-wellbeing",
            intro=_("It is yours. Nobody reads it unless you pick them."),
        ),
        colleagues=colleagues_of(request.user),
        initial={**(plan.words if plan else {}), "readers": [str(reader) for reader in readers]},
    )


@require_GET
@allowed(may_be_here)
def plan_shared(request: SignedInRequest, plan_id: UUID) -> HttpResponse:
    """The plan of a colleague who lets me read it."""
    shared = WellbeingPlan.objects.filter(shares__reader=request.user).select_related("user")
    plan = get_object_or_404(shared, pk=plan_id)
    record("plan.see", by=request.user, about=plan)
    boxes = [(label, plan.words.get(name)) for name, (label, _hint) in BOXES.items()]
    return render(request, "peers/plan.html", {"plan": plan, "boxes": boxes})


@allowed(may_do_advocacy)
def away_new(request: SignedInRequest) -> HttpResponse:
    """Step back for a while."""
    return form_page(
        request,
        StepBackForm,
        template=PAGE,
        save=lambda clean: actions.step_back(request.user, by=request.user, **clean),
        then=reverse("my-wellbeing"),
        context=frame(
            _("Step back for a while"),
            _("Step back from today"),
            back="my-wellbeing",
            intro=_(
                "You need not say why. Others see that you are away, and somebody covers your people today. "
                "You can come back when you are ready."
            ),
        ),
    )


@require_POST
@allowed(may_do_advocacy)
def away_ask_back(request: SignedInRequest) -> HttpResponse:
    """Say that one would like to come back."""
    away = get_object_or_404(Away, user=request.user, back_on=None)
    actions.ask_to_come_back(away, by=request.user)
    return redirect("my-wellbeing")


@allowed(may_supervise)
def away_end(request: SignedInRequest, away_id: UUID) -> HttpResponse:
    """Let a colleague come back, after a talk."""
    away = get_object_or_404(Away.objects.select_related("user"), pk=away_id, back_on=None)
    return form_page(
        request,
        StepInForm,
        template=PAGE,
        save=lambda clean: actions.step_in(away, by=request.user, **clean),
        then=reverse("supervision"),
        context=frame(
            _("Coming back"),
            _("They are back"),
            back="supervision",
            heading=_("%(name)s is coming back") % {"name": away.user.name},
        ),
        initial={"talked_on": clock.today()},
    )
