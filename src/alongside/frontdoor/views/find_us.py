"""Where and when to find us: for anybody, on the web and on paper (A1)."""

from uuid import UUID

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from alongside.common import clock
from alongside.frontdoor.access import for_all
from alongside.frontdoor.queries.places import PublicPlace, public_place, public_places


@for_all
@require_safe
def find_us(request: HttpRequest) -> HttpResponse:
    """Every place, and the next few days at each."""
    return render(request, "frontdoor/find_us.html", {"places": public_places()})


@for_all
@require_safe
def find_us_at(request: HttpRequest, clinic_id: UUID) -> HttpResponse:
    """One place, with every day of the coming weeks."""
    return render(request, "frontdoor/find_us_at.html", {"place": _place(clinic_id)})


@for_all
@require_safe
def poster(request: HttpRequest) -> HttpResponse:
    """Every place on a sheet for the wall."""
    return _poster(request, public_places(), reverse("find-us"))


@for_all
@require_safe
def poster_of(request: HttpRequest, clinic_id: UUID) -> HttpResponse:
    """One place on a sheet for the wall."""
    return _poster(request, [_place(clinic_id)], reverse("find-us-at", args=[clinic_id]))


def _poster(request: HttpRequest, places: list[PublicPlace], path: str) -> HttpResponse:
    code = segno.make(request.build_absolute_uri(path), error="m")
    context = {
        "places": places,
        "back_url": path,
        # short enough to be typed; the code leads to the very place
        "url": request.build_absolute_uri(reverse("find-us")),
        "qr": code.svg_data_uri(border=2, scale=4),
        "printed_on": clock.today(),
    }
    return render(request, "frontdoor/poster.html", context)


def _place(clinic_id: UUID) -> PublicPlace:
    place = public_place(clinic_id)
    if place is None:
        raise Http404
    return place
