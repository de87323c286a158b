"""The list of clinics, and one clinic with its series and its days."""

from datetime import date, timedelta
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.pages import pressed
from alongside.accounts.queries import terms
from alongside.accounts.rules import may_coordinate, may_do_advocacy, may_supervise
from alongside.clinics import actions, queries
from alongside.clinics.forms import ClinicForm, DoorCodeForm, PlaceForm, PublicPageForm, RiskSheetForm
from alongside.clinics.models import Clinic
from alongside.clinics.rules.supply import has_a_rota
from alongside.clinics.views.buttons import day_asked_for
from alongside.common import clock
from alongside.directory.outward_codes import outward_code_in
from alongside.drafts.pages import form_page

WEEKS_AT_ONCE = timedelta(days=14)
FARTHEST = timedelta(days=1000)


@allowed(may_do_advocacy)
def clinics(request: SignedInRequest) -> HttpResponse:
    """My sessions and every place; for the coordinator, two weeks with who is on."""
    first = _first_day(day_asked_for(request, "from"))
    context = {
        "today": queries.sessions_today(request.user),
        "next": queries.next_sessions(request.user, limit=5),
        "clinics": queries.running_clinics(),
        "may_change": may_coordinate(request.user),
        "has_rota": has_a_rota(request.user),
    }
    if may_supervise(request.user):
        last = first + WEEKS_AT_ONCE - timedelta(days=1)
        context |= {
            "weeks": queries.sessions_between(first, last),
            "first": first,
            "last": last,
            "earlier": first - WEEKS_AT_ONCE,
            "later": first + WEEKS_AT_ONCE,
            "closed": queries.closed_clinics(),
        }
    return render(request, "clinics/clinics.html", context)


@allowed(may_do_advocacy)
def clinic(request: SignedInRequest, clinic_id: UUID) -> HttpResponse:
    """One place: for advocates where and when, for the coordinator all of it."""
    place = get_object_or_404(Clinic, pk=clinic_id)
    context = {
        "clinic": place,
        "days": queries.days_to_come(place),
        "may_change": may_coordinate(request.user),
        "may_open": may_supervise(request.user),
        # for the paper pack: services around the clinic (B5)
        "area": outward_code_in(place.address or ""),
    }
    return render(request, "clinics/clinic.html", context)


@allowed(may_coordinate)
def clinic_new(request: SignedInRequest) -> HttpResponse:
    """A new place with its weekly series."""
    words = terms()
    return form_page(
        request,
        ClinicForm,
        template="common/form_page.html",
        save=lambda clean: actions.open_clinic(by=request.user, **clean),
        then=lambda place: reverse("clinic", args=[place.pk]),
        context={
            "title": _("Add a %(clinic)s") % words,
            "submit": _("Add it"),
            "cancel_url": reverse("clinics"),
        },
        words=words,
        initial={"kind": "clinic", "starts_on": clock.today()},
    )


@allowed(may_coordinate)
def clinic_place(request: SignedInRequest, clinic_id: UUID) -> HttpResponse:
    """Where it is, who hosts it, how to get in."""
    place = get_object_or_404(Clinic, pk=clinic_id)
    fields = ("name", "kind", "host", "address", "room", "getting_in")
    back = reverse("clinic", args=[place.pk])
    return form_page(
        request,
        PlaceForm,
        template="common/form_page.html",
        save=lambda clean: actions.change_place(place, by=request.user, **clean),
        then=back,
        context={"title": _("The place"), "cancel_url": back},
        words=terms(),
        initial={field: getattr(place, field) for field in fields},
    )


@allowed(may_coordinate)
def clinic_risk(request: SignedInRequest, clinic_id: UUID) -> HttpResponse:
    """Write the risk sheet anew."""
    place = get_object_or_404(Clinic, pk=clinic_id)
    back = reverse("clinic", args=[place.pk])
    return form_page(
        request,
        RiskSheetForm,
        template="common/form_page.html",
        save=lambda clean: actions.write_risk_sheet(place, by=request.user, **clean),
        then=back,
        context={"title": _("Risk sheet"), "submit": _("Save, read today"), "cancel_url": back},
        initial={"risk_sheet": place.risk_sheet},
    )


@allowed(may_coordinate)
def clinic_door(request: SignedInRequest, clinic_id: UUID) -> HttpResponse:
    """Write the door code."""
    place = get_object_or_404(Clinic, pk=clinic_id)
    back = reverse("clinic", args=[place.pk])
    return form_page(
        request,
        DoorCodeForm,
        template="common/form_page.html",
        save=lambda clean: actions.change_door_code(place, by=request.user, **clean),
        then=back,
        context={"title": _("Door code"), "cancel_url": back},
        initial={"door_code": place.door_code},
    )


@allowed(may_coordinate)
def clinic_public(request: SignedInRequest, clinic_id: UUID) -> HttpResponse:
    """Decide what anybody may read of it (A1)."""
    place = get_object_or_404(Clinic, pk=clinic_id)
    fields = ("is_public", "public_address", "public_notes")
    back = reverse("clinic", args=[place.pk])
    return form_page(
        request,
        PublicPageForm,
        template="common/form_page.html",
        save=lambda clean: actions.change_public_page(place, by=request.user, **clean),
        then=back,
        context={"title": _("The public page"), "cancel_url": back},
        initial={field: getattr(place, field) for field in fields},
    )


@allowed(may_coordinate)
@require_POST
def clinic_risk_read(request: SignedInRequest, clinic_id: UUID) -> HttpResponse:
    """The risk sheet was read today and still holds."""
    place = get_object_or_404(Clinic, pk=clinic_id)
    return pressed(
        request,
        lambda: actions.review_risk_sheet(place, by=request.user),
        back=reverse("clinic", args=[place.pk]),
        said=_("Noted: read today."),
    )


def _first_day(asked: date | None) -> date:
    """Return the Monday of the week that was asked for; of this week for anything that is no day near by."""
    today = clock.today()
    day = asked if asked and abs(asked - today) < FARTHEST else today
    return day - timedelta(days=day.weekday())
