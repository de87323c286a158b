"""Pages of the fairness log."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.rules import may_coordinate, may_do_advocacy
from alongside.audit.actions import record
from alongside.casework.access import changeable_part
from alongside.casework.models import HowItWent, Treated, WarmHandOver
from alongside.casework.views.places import form_frame
from alongside.directory.models import Service
from alongside.drafts.pages import form_page
from alongside.people.access import changeable_person, visible_person
from alongside.people.models import Person
from alongside.people.rules import may_change_person
from alongside.voice import queries
from alongside.voice.actions import keep_fairness_entry, record_consent, take_back_consent
from alongside.voice.forms import FairnessForm, UseForm
from alongside.voice.models import FairnessEntry, Theme
from alongside.voice.rules import ENOUGH_PEOPLE


@require_GET
@allowed(may_do_advocacy)
def fairness(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """What was unfair to a person, and what they allow us to do with it."""
    seen = visible_person(request, person_id, page="fairness")
    context = {
        "person": seen,
        "entries": queries.fairness_of(seen),
        "may_change": may_change_person(request.user, seen),
    }
    return render(request, "voice/fairness.html", context)


@allowed(may_do_advocacy)
def fairness_new(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Keep what happened somewhere."""
    person = changeable_person(request, person_id, page="fairness-new")
    return form_page(
        request,
        FairnessForm,
        template="voice/fairness_form.html",
        save=lambda clean: keep_fairness_entry(person, by=request.user, **clean),
        then=_use_url,
        context=_frame(person, _("What was not fair?"), _("Save and go on")),
    )


@allowed(may_do_advocacy)
def fairness_after(request: SignedInRequest, person_id: UUID, warm_id: UUID) -> HttpResponse:
    """Keep what happened where we put them in touch; what they said of it stands there already."""
    rows = WarmHandOver.objects.select_related("service")
    held = changeable_part(request, rows, person_id, warm_id, page="fairness-after")
    return form_page(
        request,
        FairnessForm,
        template="voice/fairness_form.html",
        save=lambda clean: keep_fairness_entry(held.person, by=request.user, hand_over=held, **clean),
        then=_use_url,
        context=_frame(held.person, _("What was not fair?"), _("Save and go on"), hand_over=held),
        knows_where=True,
        initial=_begins(held),
    )


@allowed(may_do_advocacy)
def fairness_use(request: SignedInRequest, person_id: UUID, entry_id: UUID) -> HttpResponse:
    """Ask what we may do with it."""
    held = changeable_part(request, FairnessEntry.objects.all(), person_id, entry_id, page="fairness-use")
    return form_page(
        request,
        UseForm,
        template="voice/use_form.html",
        save=lambda clean: record_consent(held, by=request.user, **clean),
        then=_fairness_url(held.person),
        context=_frame(held.person, _("What may we do with it?"), _("Save"), entry=held),
    )


@require_POST
@allowed(may_do_advocacy)
def fairness_take_back(request: SignedInRequest, person_id: UUID, entry_id: UUID) -> HttpResponse:
    """They take back what they allowed."""
    rows = FairnessEntry.objects.all()
    held = changeable_part(request, rows, person_id, entry_id, page="fairness-take-back")
    take_back_consent(held, by=request.user)
    return redirect(_fairness_url(held.person))


@require_GET
@allowed(may_coordinate)
def fairness_log(request: SignedInRequest) -> HttpResponse:
    """What keeps happening, by service and theme, with nobody's name."""
    groups = queries.fairness_by_service(request.user)
    record("fairness.list", by=request.user, shown=len(groups))
    return render(request, "voice/log.html", {"groups": groups, "enough": ENOUGH_PEOPLE})


@require_GET
@allowed(may_coordinate)
def fairness_at(request: SignedInRequest, service_id: UUID | None = None) -> HttpResponse:
    """What happened at one service, in the words that may be used."""
    service = get_object_or_404(Service, pk=service_id) if service_id else None
    entries = queries.fairness_at(request.user, service)
    record("fairness.list", by=request.user, about=service, shown=len(entries))
    return render(request, "voice/at.html", {"listing": service, "entries": entries})


def _begins(hand_over: WarmHandOver) -> dict[str, Any]:
    """Return what the last unfair answer says already."""
    unfair = [went for went in hand_over.answers.all() if went.was_unfair]
    if not unfair:
        return {}
    last: HowItWent = unfair[-1]
    theme = Theme.DISRESPECT if last.treated == Treated.BADLY else Theme.TURNED_AWAY
    return {"words": last.words, "theme": theme, "happened_on": None}


def _frame(person: Person, title: Any, submit: Any, **more: Any) -> dict[str, Any]:
    back = {"back_url": _fairness_url(person), "back_label": _("Back to what was not fair")}
    return {**form_frame(person, title, submit, **more), **back}


def _fairness_url(person: Person) -> str:
    return reverse("fairness", args=[person.pk])


def _use_url(entry: FairnessEntry) -> str:
    return reverse("fairness-use", args=[entry.person_id, entry.pk])
