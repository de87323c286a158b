"""Going alone: saying where, arriving and leaving, and ringing who is late (B6)."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.models import User
from alongside.accounts.pages import pressed
from alongside.accounts.queries import users_with
from alongside.accounts.rules import may_coordinate, may_do_advocacy
from alongside.clinics.actions import lone as actions
from alongside.clinics.forms.lone import CallForm, DutyForm, LoneVisitForm
from alongside.clinics.models import LoneVisit, Session
from alongside.clinics.queries import lone as queries
from alongside.clinics.queries import sessions_of
from alongside.clinics.rules.lone import is_on_duty, lone_visits_visible_to
from alongside.common import clock
from alongside.crypto.keys import with_keys
from alongside.drafts.pages import form_page
from alongside.peers.views.frames import frame

MARKS: dict[str, Callable[..., None]] = {
    "arrived": actions.arrive_at_visit,
    "left": actions.leave_visit,
    "longer": actions.stay_longer,
    "off": actions.call_off_visit,
}


@allowed(may_do_advocacy)
@require_GET
def lone(request: SignedInRequest) -> HttpResponse:
    """My visits alone; for those on duty everybody's, and who is rung."""
    on_duty = is_on_duty(request.user)
    context = {
        "own": queries.own_visits(request.user),
        "on_duty": on_duty,
        "watched": queries.visits_to_watch(request.user) if on_duty else [],
        "chain": queries.duty_list(),
        "may_change": may_coordinate(request.user),
    }
    return render(request, "clinics/lone.html", context)


@allowed(may_do_advocacy)
def lone_new(request: SignedInRequest) -> HttpResponse:
    """Say where I go alone; a shift of mine fills the answers in."""
    return form_page(
        request,
        LoneVisitForm,
        template="common/form_page.html",
        save=lambda clean: actions.plan_visit(by=request.user, **clean),
        then=reverse("lone"),
        context=frame(_("Going alone"), _("Look out for me"), back="lone"),
        initial=_as_my_shift(request) or {"on": clock.today()},
    )


@allowed(may_do_advocacy)
@require_POST
def lone_mark(request: SignedInRequest, lone_id: UUID) -> HttpResponse:
    """I have arrived, I have left, 15 more minutes, or I do not go."""
    visit = get_object_or_404(LoneVisit, pk=lone_id, user=request.user)
    act = MARKS.get(request.POST.get("mark", ""))
    if act is None:
        raise Http404
    return pressed(
        request,
        lambda: act(visit, by=request.user),
        back=reverse("lone"),
        said=_("Thank you. That is kept."),
    )


@allowed(is_on_duty)
def lone_visit(request: SignedInRequest, lone_id: UUID) -> HttpResponse:
    """One visit of a colleague: where, whom to ring, who has rung, and what came of it."""
    rows = lone_visits_visible_to(request.user).select_related("user", "safe_by")
    visit = get_object_or_404(rows, pk=lone_id)
    return form_page(
        request,
        CallForm,
        template="clinics/lone_visit.html",
        save=lambda clean: actions.log_call(visit, by=request.user, **clean),
        then=reverse("lone"),
        context={"visit": visit, "calls": queries.calls_about(visit), "chain": queries.duty_list()},
    )


@allowed(may_coordinate)
def duty(request: SignedInRequest) -> HttpResponse:
    """Who is rung, in which order."""
    team = with_keys(users_with(*queries.ON_DUTY))
    names = ("first", "second", "third", "fourth")
    return form_page(
        request,
        DutyForm,
        template="common/form_page.html",
        save=lambda clean: actions.set_duty(by=request.user, **clean),
        then=reverse("lone"),
        context=frame(_("Who is rung"), _("Save"), back="lone"),
        users=sorted(team, key=_by_name),
        initial={name: str(user.pk) for name, user in zip(names, queries.duty_list(), strict=False)},
    )


def _by_name(user: User) -> str:
    return str(user.name).casefold()


def _as_my_shift(request: SignedInRequest) -> dict[str, Any]:
    try:
        asked = UUID(request.GET.get("session", ""))
    except ValueError:
        return {}
    session: Session | None = sessions_of(request.user).filter(pk=asked).select_related("clinic").first()
    if session is None:
        return {}
    return {
        "where": session.clinic.name,
        "company": "alone",
        "on": session.on,
        "arrive": session.starts_at,
        "leave": session.ends_at,
    }
