"""Pages about putting somebody in touch with a service."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.rules import may_do_advocacy
from alongside.audit.actions import record
from alongside.casework.access import changeable_part, visible_part
from alongside.casework.actions.warm import (
    answer_consent,
    begin_warm_hand_over,
    end_warm_hand_over,
    record_how_it_went,
    record_ring,
)
from alongside.casework.forms.warm import ConsentForm, HowItWentForm, RingForm, StopForm, WarmForm
from alongside.casework.models import WarmHandOver
from alongside.casework.queries.steps import colleagues_of
from alongside.casework.queries.warm import people_to_put_in_touch, safe_ways_to_ask
from alongside.casework.views.places import form_frame
from alongside.common import clock
from alongside.directory.models import Service
from alongside.drafts.pages import form_page
from alongside.people.access import changeable_person
from alongside.people.forms.find import FindForm
from alongside.people.queries import card_for
from alongside.people.rules import may_change_person


@allowed(may_do_advocacy)
def warm_new(request: SignedInRequest, person_id: UUID, service_id: UUID | None = None) -> HttpResponse:
    """Which service, and do they agree?"""
    person = changeable_person(request, person_id, page="warm-new")
    service = get_object_or_404(Service, pk=service_id) if service_id else None
    return form_page(
        request,
        WarmForm,
        template="casework/warm_new.html",
        save=lambda clean: begin_warm_hand_over(person, by=request.user, service=service, **clean),
        then=_warm_url,
        context=form_frame(person, _("Put them in touch with a service"), _("Save"), listing=service),
        service=service,
    )


@allowed(may_do_advocacy)
def warm_for(request: SignedInRequest, service_id: UUID) -> HttpResponse:
    """Whom to put in touch with this service: those one met last, or found by a part of a name."""
    service = get_object_or_404(Service, pk=service_id)
    form = FindForm(request.POST or None)
    people = people_to_put_in_touch(request.user, form.cleaned_data["words"] if form.is_valid() else "")
    record("people.find" if form.is_bound else "people.list", by=request.user, found=len(people))
    context = {"listing": service, "form": form, "people": people}
    return render(request, "casework/warm_for.html", context, status=422 if form.errors else 200)


@require_GET
@allowed(may_do_advocacy)
def warm(request: SignedInRequest, person_id: UUID, warm_id: UUID) -> HttpResponse:
    """One hand-over: what they agreed to, the call, and what they say of it."""
    rows = WarmHandOver.objects.select_related("rung_by", "written_by")
    seen = visible_part(request, rows, person_id, warm_id, page="warm")
    answers = list(seen.answers.all())
    context = {
        "person": seen.person,
        "hand_over": seen,
        "answers": answers,
        "was_unfair": any(went.was_unfair for went in answers),
        "may_change": may_change_person(request.user, seen.person),
    }
    return render(request, "casework/warm.html", context)


@allowed(may_do_advocacy)
def warm_consent(request: SignedInRequest, person_id: UUID, warm_id: UUID) -> HttpResponse:
    """Ask them again."""
    held = _held(request, person_id, warm_id, page="warm-consent")
    return form_page(
        request,
        ConsentForm,
        template="casework/form.html",
        save=lambda clean: answer_consent(held, by=request.user, **clean),
        then=_warm_url,
        context=_frame(held, _("Do they agree?"), _("Save")),
        initial={"may_tell": held.may_tell},
    )


@allowed(may_do_advocacy)
def warm_ring(request: SignedInRequest, person_id: UUID, warm_id: UUID) -> HttpResponse:
    """Write down the call."""
    held = _held(request, person_id, warm_id, page="warm-ring")
    card = card_for(held.person, viewer=request.user)
    return form_page(
        request,
        RingForm,
        template="casework/warm_ring.html",
        save=lambda clean: record_ring(held, by=request.user, **clean),
        then=_warm_url,
        context=_frame(held, _("The call"), _("Save"), card=card),
        colleagues=colleagues_of(request.user),
        initial={"rung_by": str(request.user.pk), "rang_on": clock.today()},
    )


@allowed(may_do_advocacy)
def warm_ask(request: SignedInRequest, person_id: UUID, warm_id: UUID) -> HttpResponse:
    """Did they get in, and were they treated well?"""
    held = _held(request, person_id, warm_id, page="warm-ask")
    card = card_for(held.person, viewer=request.user)
    return form_page(
        request,
        HowItWentForm,
        template="casework/warm_ask.html",
        save=lambda clean: record_how_it_went(held, by=request.user, **clean),
        then=lambda went: _warm_url(went.hand_over),
        context=_frame(held, _("How did it go?"), _("Save"), card=card),
        ways=safe_ways_to_ask(held.person),
        initial={"asked_on": clock.today(), "asked_how": "met"},
    )


@allowed(may_do_advocacy)
def warm_stop(request: SignedInRequest, person_id: UUID, warm_id: UUID) -> HttpResponse:
    """It goes no further."""
    held = _held(request, person_id, warm_id, page="warm-stop")
    return form_page(
        request,
        StopForm,
        template="casework/form.html",
        save=lambda clean: end_warm_hand_over(held, by=request.user, **clean),
        then=_warm_url,
        context=_frame(held, _("Stop here"), _("Stop")),
    )


def _held(request: SignedInRequest, person_id: UUID, warm_id: UUID, *, page: str) -> WarmHandOver:
    return changeable_part(request, WarmHandOver.objects.all(), person_id, warm_id, page=page)


def _frame(held: WarmHandOver, title: Any, submit: Any, **more: Any) -> dict[str, Any]:
    back = {"back_url": _warm_url(held), "back_label": _("Back to the service")}
    return {**form_frame(held.person, title, submit, hand_over=held, **more), **back}


def _warm_url(hand_over: WarmHandOver) -> str:
    return reverse("warm", args=[hand_over.person_id, hand_over.pk])
