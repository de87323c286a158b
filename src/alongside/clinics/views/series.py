"""The weekly series, the days that are otherwise, and the end of a clinic."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.pages import pressed
from alongside.accounts.rules import may_coordinate
from alongside.clinics import actions
from alongside.clinics.forms import ExceptionForm, SeriesForm
from alongside.clinics.models import Clinic, ClinicException
from alongside.clinics.views.buttons import day_asked_for
from alongside.clinics.words import what_changed, who_must_be_told
from alongside.drafts.pages import form_page


@allowed(may_coordinate)
def clinic_series(request: SignedInRequest, clinic_id: UUID) -> HttpResponse:
    """Change the weekly series; what that did to the sessions is said afterwards."""
    place = get_object_or_404(Clinic, pk=clinic_id)
    back = reverse("clinic", args=[place.pk])

    def save(clean: dict[str, Any]) -> None:
        for sentence in what_changed(actions.change_series(place, by=request.user, **clean)):
            messages.success(request, sentence)

    return form_page(
        request,
        SeriesForm,
        template="common/form_page.html",
        save=save,
        then=back,
        context={
            "title": _("The weekly series"),
            "intro": _(
                "Only days after today change. Where people are down for a day it stays, and we say so."
            ),
            "cancel_url": back,
        },
        initial={field: getattr(place, field) for field in SeriesForm.base_fields},
    )


@allowed(may_coordinate)
def exception_new(request: SignedInRequest, clinic_id: UUID) -> HttpResponse:
    """Make one day otherwise than the series."""
    place = get_object_or_404(Clinic, pk=clinic_id)
    back = reverse("clinic", args=[place.pk])
    return form_page(
        request,
        ExceptionForm,
        template="common/form_page.html",
        save=lambda clean: actions.make_exception(place, by=request.user, **clean),
        then=back,
        context={"title": _("A day that is different"), "cancel_url": back},
        initial=_asked_for(request),
    )


@allowed(may_coordinate)
@require_POST
def exception_remove(request: SignedInRequest, clinic_id: UUID, exception_id: UUID) -> HttpResponse:
    """Let a day be as the series says again."""
    row = get_object_or_404(ClinicException, pk=exception_id, clinic=clinic_id)
    return pressed(
        request,
        lambda: actions.remove_exception(row, by=request.user),
        back=reverse("clinic", args=[clinic_id]),
        said=_("That day is as usual again."),
    )


@allowed(may_coordinate)
@require_POST
def clinic_close(request: SignedInRequest, clinic_id: UUID) -> HttpResponse:
    """Close a clinic for good."""
    place = get_object_or_404(Clinic, pk=clinic_id)

    def close() -> None:
        messages.warning(request, who_must_be_told(actions.close_clinic(place, by=request.user)))

    return pressed(request, close, back=reverse("clinic", args=[place.pk]))


@allowed(may_coordinate)
@require_POST
def clinic_reopen(request: SignedInRequest, clinic_id: UUID) -> HttpResponse:
    """Let a clinic that was closed run again."""
    place = get_object_or_404(Clinic, pk=clinic_id)
    return pressed(
        request,
        lambda: actions.reopen_clinic(place, by=request.user),
        back=reverse("clinic", args=[place.pk]),
        said=_("It runs again. Nobody is on its sessions yet."),
    )


def _asked_for(request: SignedInRequest) -> dict[str, Any]:
    """Return what a link to the form has filled in: a day and a kind."""
    return {"on": day_asked_for(request, "on"), "kind": request.GET.get("kind", "")}
