"""The coordinator's list, and writing what a service is, where and when."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from alongside.accounts.access import SignedInRequest, allowed
from alongside.common.text import clean_text
from alongside.directory import actions
from alongside.directory.forms import NewServiceForm, PlaceForm, ServiceForm, TimesForm
from alongside.directory.models import Service, ServiceAtLocation
from alongside.directory.queries.filled import place_now, service_now, times_now
from alongside.directory.queries.listings import how_many_wait, services_listed
from alongside.directory.rules import may_keep_directory
from alongside.drafts.pages import form_page

SHOWN = (
    ("", _("All")),
    ("unchecked", _("To check")),
    ("wrong", _("Said to be wrong")),
    ("private", _("Only ours")),
    ("closed", _("Closed")),
)


@require_GET
@allowed(may_keep_directory)
def services(request: SignedInRequest) -> HttpResponse:
    """Every service, with what wants somebody to look."""
    which, words = request.GET.get("which", ""), clean_text(request.GET.get("words", ""))
    context = {
        "page": services_listed(which=which, words=words, number=request.GET.get("page")),
        "shown": SHOWN,
        "which": which,
        "words": words,
        "waiting": how_many_wait(),
    }
    return render(request, "directory/services.html", context)


@allowed(may_keep_directory)
def service_new(request: SignedInRequest) -> HttpResponse:
    """Add a service."""
    return form_page(
        request,
        NewServiceForm,
        template="common/form_page.html",
        save=lambda clean: actions.list_service(by=request.user, **clean),
        then=_address,
        context={
            "title": _("Add a service"),
            "submit": _("Add it"),
            "cancel_url": reverse("directory-services"),
        },
    )


@allowed(may_keep_directory)
def service_change(request: SignedInRequest, service_id: UUID) -> HttpResponse:
    """What it is, whom it is for, how it is reached."""
    listing = get_object_or_404(Service, pk=service_id)
    return form_page(
        request,
        ServiceForm,
        template="common/form_page.html",
        save=lambda clean: actions.change_service(listing, by=request.user, **clean),
        then=_address(listing),
        context=_frame(listing, _("Change a service")),
        initial=service_now(listing),
    )


@allowed(may_keep_directory)
def service_times(request: SignedInRequest, service_id: UUID) -> HttpResponse:
    """When it is open."""
    listing = get_object_or_404(Service, pk=service_id)
    return _times_page(request, listing, listing)


@allowed(may_keep_directory)
def place_new(request: SignedInRequest, service_id: UUID) -> HttpResponse:
    """One more place."""
    listing = get_object_or_404(Service, pk=service_id)
    return form_page(
        request,
        PlaceForm,
        template="common/form_page.html",
        save=lambda clean: actions.add_place(listing, by=request.user, told=clean["place"]),
        then=_address(listing),
        context=_frame(listing, _("Add a place")),
    )


@allowed(may_keep_directory)
def place_change(request: SignedInRequest, service_id: UUID, place_id: UUID) -> HttpResponse:
    """Where it is."""
    place = _place(service_id, place_id)
    return form_page(
        request,
        PlaceForm,
        template="common/form_page.html",
        save=lambda clean: actions.change_place(place, by=request.user, told=clean["place"]),
        then=_address(place.service),
        context=_frame(place.service, _("Change a place")),
        initial=place_now(place),
    )


@allowed(may_keep_directory)
def place_times(request: SignedInRequest, service_id: UUID, place_id: UUID) -> HttpResponse:
    """When it is open in this place, where that is otherwise than elsewhere."""
    place = _place(service_id, place_id)
    return _times_page(request, place.service, place)


@require_POST
@allowed(may_keep_directory)
def place_remove(request: SignedInRequest, service_id: UUID, place_id: UUID) -> HttpResponse:
    """It is there no more."""
    actions.remove_place(_place(service_id, place_id), by=request.user)
    return redirect("directory-service", service_id)


def _times_page(
    request: SignedInRequest, listing: Service, whose: Service | ServiceAtLocation
) -> HttpResponse:
    return form_page(
        request,
        TimesForm,
        template="common/form_page.html",
        save=lambda clean: actions.set_times(whose, by=request.user, **clean),
        then=_address(listing),
        context=_frame(listing, _("When is it open?")),
        initial=times_now(whose),
    )


def _place(service_id: UUID, place_id: UUID) -> ServiceAtLocation:
    places = ServiceAtLocation.objects.select_related("service", "location")
    return get_object_or_404(places, pk=place_id, service=service_id)


def _address(listing: Service) -> str:
    return reverse("directory-service", args=[listing.pk])


def _frame(listing: Service, title: Any) -> dict[str, Any]:
    return {"title": title, "intro": listing.name, "cancel_url": _address(listing)}
