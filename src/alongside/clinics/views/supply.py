"""My rota: when I can, what it may know of me; the coordinator's page of it leaves out what is private."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.models import Role, User
from alongside.accounts.pages import pressed
from alongside.accounts.queries import users_with
from alongside.accounts.rules import may_coordinate
from alongside.clinics.actions import supply as actions
from alongside.clinics.forms.supply import (
    AboutMeForm,
    HoursForm,
    NeedForm,
    OtherDaysForm,
    hours_initial,
    need_initial,
)
from alongside.clinics.models import Clinic, ClinicNeed, OtherDays
from alongside.clinics.queries.places import running_clinics
from alongside.clinics.queries.supply import private_words, supply_of, told_by
from alongside.clinics.rules.supply import has_a_rota, may_tell_for, may_tell_hours
from alongside.drafts.pages import form_page
from alongside.peers.views.frames import frame


@allowed(has_a_rota)
def my_rota(request: SignedInRequest) -> HttpResponse:
    """When I can, and what the rota may know of me."""
    told = told_by(request.user)
    context = {"told": told, "private": private_words(told.supply), "is_mine": True}
    return render(request, "clinics/my_rota.html", {**context, "advocate": request.user})


@allowed(may_coordinate)
def rota_of(request: SignedInRequest, user_id: UUID) -> HttpResponse:
    """When an advocate can; what is private is not shown."""
    user = advocate_asked_for(user_id)
    return render(request, "clinics/my_rota.html", {"told": told_by(user), "advocate": user})


@allowed(has_a_rota)
def my_hours(request: SignedInRequest) -> HttpResponse:
    """My usual week."""
    return _hours_page(request, request.user, back="my-rota")


@allowed(may_coordinate)
def hours_of(request: SignedInRequest, user_id: UUID) -> HttpResponse:
    """The usual week of an advocate who told the coordinator."""
    return _hours_page(request, advocate_asked_for(user_id), back="rota-of", args=[user_id])


def _hours_page(
    request: SignedInRequest, user: User, *, back: str, args: list[Any] | None = None
) -> HttpResponse:
    return form_page(
        request,
        HoursForm,
        template="common/form_page.html",
        save=lambda clean: actions.tell_hours(user, by=request.user, **clean),
        then=reverse(back, args=args),
        context=frame(
            _("The usual week"),
            _("Save"),
            back=back,
            args=args or (),
            intro=_("Tick when you could be on the rota. It only asks for what you tick."),
        ),
        places=running_clinics(),
        initial=hours_initial(supply_of(user)),
    )


@allowed(has_a_rota)
def my_other_days(request: SignedInRequest) -> HttpResponse:
    """Days on which I can or cannot."""
    return _other_days_page(request, request.user, back="my-rota")


@allowed(may_coordinate)
def other_days_of(request: SignedInRequest, user_id: UUID) -> HttpResponse:
    """Days on which an advocate said they can or cannot."""
    return _other_days_page(request, advocate_asked_for(user_id), back="rota-of", args=[user_id])


def _other_days_page(
    request: SignedInRequest, user: User, *, back: str, args: list[Any] | None = None
) -> HttpResponse:
    return form_page(
        request,
        OtherDaysForm,
        template="common/form_page.html",
        save=lambda clean: actions.tell_other_days(user, by=request.user, **clean),
        then=reverse(back, args=args),
        context=frame(
            _("Days that are different"),
            _("Save"),
            back=back,
            args=args or (),
            intro=_("A holiday, an appointment, or a day on which you could do more. Nobody asks why."),
        ),
    )


@allowed(has_a_rota)
def my_about(request: SignedInRequest) -> HttpResponse:
    """What the rota may know of me: nobody else reads it."""
    supply = supply_of(request.user)
    return form_page(
        request,
        AboutMeForm,
        template="common/form_page.html",
        save=lambda clean: actions.tell_about_me(by=request.user, **clean),
        then=reverse("my-rota"),
        context=frame(
            _("What the rota may know of me"),
            _("Save"),
            back="my-rota",
            intro=_("Your own choice. It is locked away: only the planner reads it, and you."),
        ),
        initial={name: getattr(supply, name) for name in AboutMeForm.base_fields} if supply else {},
    )


@allowed(may_tell_hours)
@require_POST
def other_days_remove(request: SignedInRequest, other_days_id: UUID) -> HttpResponse:
    """The usual week holds again."""
    row = get_object_or_404(OtherDays.objects.live().select_related("user"), pk=other_days_id)
    if not may_tell_for(request.user, row.user):
        raise Http404
    is_mine = row.user_id == request.user.pk
    return pressed(
        request,
        lambda: actions.take_back_other_days(row, by=request.user),
        back=reverse("my-rota") if is_mine else reverse("rota-of", args=[row.user_id]),
        said=_("The usual week holds again."),
    )


@allowed(may_coordinate)
def clinic_needs(request: SignedInRequest, clinic_id: UUID) -> HttpResponse:
    """What a clinic needs beside its lead and its shadow."""
    place = get_object_or_404(Clinic, pk=clinic_id)
    need = ClinicNeed.objects.filter(clinic=place).first()
    return form_page(
        request,
        NeedForm,
        template="common/form_page.html",
        save=lambda clean: actions.say_need(place, by=request.user, **clean),
        then=reverse("clinic", args=[place.pk]),
        context=frame(
            _("What this place needs"),
            _("Save"),
            back="clinic",
            args=[place.pk],
            intro=_("One in charge and one who learns are always asked for. The rest you say here."),
        ),
        initial=need_initial(need),
    )


def advocate_asked_for(user_id: UUID) -> User:
    """Return an advocate with an open account, or the page that is not there."""
    user: User = get_object_or_404(users_with(Role.ADVOCATE), pk=user_id)
    return user
