"""One session: who is on it, whether it is safe, whether it runs."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.models import Role, User
from alongside.accounts.pages import pressed
from alongside.accounts.queries import users_with
from alongside.accounts.rules import may_coordinate, may_do_advocacy
from alongside.clinics import actions, queries, rules
from alongside.clinics.access import visible_session
from alongside.clinics.forms import CancelForm, PutOnForm, WhoComesForm, WhyForm
from alongside.clinics.models import Session, Shift, ShiftRole
from alongside.common import clock
from alongside.drafts.pages import form_page
from alongside.peers.forms.supervision import LetWorkForm


@allowed(may_do_advocacy)
def session(request: SignedInRequest, session_id: UUID) -> HttpResponse:
    """Where, when, with whom, who is expected, and what was counted."""
    row = visible_session(request, session_id, page="session")
    return render(request, "clinics/session.html", session_page(request, row))


def session_page(request: SignedInRequest, row: Session) -> dict[str, Any]:
    """Return what the page of a session shows to whoever looks at it."""
    user = request.user
    has_come = row.on <= clock.today()
    may_expect = row.is_live and rules.may_expect_at(user, row)
    people = queries.people_to_expect(row, user) if may_expect else []
    line = queries.line_of(row)
    return {
        "line": line,
        "learned_here": has_come and queries.pair_on(line, user) is not None,
        "session": row,
        "expected": queries.expected_at(row, user),
        "counts": queries.tally_counts(row),
        "may_change": may_coordinate(user),
        "doubts": queries.doubts_about(line) if may_coordinate(user) else [],
        "decisions": queries.decisions_on(row) if may_coordinate(user) else [],
        "may_expect": may_expect,
        "has_come": has_come,
        "may_run": has_come and rules.may_run_session(user, row),
        "may_read_way_in": rules.may_read_way_in(user, row),
        "who_comes": WhoComesForm(people=people),
    }


@allowed(may_coordinate)
def shift_new(request: SignedInRequest, session_id: UUID, role: ShiftRole) -> HttpResponse:
    """Put an advocate on a session; of those who cannot be, it says why."""
    row = visible_session(request, session_id, page="shift-new")
    back = reverse("session", args=[row.pk])
    choice = queries.candidates(row, role)
    return form_page(
        request,
        PutOnForm,
        template="clinics/shift_new.html",
        save=lambda clean: actions.put_on_session(row, role=role, by=request.user, **clean),
        then=back,
        context={"session": row, "role": role, "cancel_url": back, **vars(choice)},
        candidates=choice.possible,
    )


@allowed(may_coordinate)
def shift_though(request: SignedInRequest, session_id: UUID, role: ShiftRole, user_id: UUID) -> HttpResponse:
    """Decide, with the reason, that somebody is put on though supervision was missed."""
    row = visible_session(request, session_id, page="shift-though")
    user: User = get_object_or_404(users_with(Role.ADVOCATE), pk=user_id)
    problems = rules.shift_problems(row, user, role)
    context = {"session": row, "place": row.clinic.name, "advocate": user, "problems": problems}
    return form_page(
        request,
        LetWorkForm,
        template="clinics/shift_though.html",
        save=lambda clean: actions.put_on_though(row, user=user, role=role, by=request.user, **clean),
        then=reverse("session", args=[row.pk]),
        context={**context, "cancel_url": reverse("shift-new", args=[row.pk, role])},
    )


@allowed(may_coordinate)
@require_POST
def shift_end(request: SignedInRequest, session_id: UUID, shift_id: UUID) -> HttpResponse:
    """Take an advocate off a session."""
    shift = get_object_or_404(Shift.objects.select_related("session"), pk=shift_id, session=session_id)
    return pressed(
        request,
        lambda: actions.take_off_session(shift, by=request.user),
        back=reverse("session", args=[session_id]),
        said=_("Taken off. Please tell them too."),
    )


@allowed(may_coordinate)
def lead_alone(request: SignedInRequest, session_id: UUID) -> HttpResponse:
    """Decide that a lead may run this session alone, and why."""
    row = visible_session(request, session_id, page="lead-alone")
    back = reverse("session", args=[row.pk])
    return form_page(
        request,
        WhyForm,
        template="clinics/lead_alone.html",
        save=lambda clean: actions.decide_lead_alone(row, by=request.user, **clean),
        then=back,
        context={"session": row, "line": queries.line_of(row), "cancel_url": back},
    )


@allowed(may_coordinate)
def session_cancel(request: SignedInRequest, session_id: UUID) -> HttpResponse:
    """Let one session not run."""
    row = visible_session(request, session_id, page="session-cancel")
    back = reverse("session", args=[row.pk])
    return form_page(
        request,
        CancelForm,
        template="clinics/cancel.html",
        save=lambda clean: actions.cancel_session(row, by=request.user, **clean),
        then=back,
        context={"session": row, "line": queries.line_of(row), "cancel_url": back},
    )


@allowed(may_coordinate)
@require_POST
def session_reinstate(request: SignedInRequest, session_id: UUID) -> HttpResponse:
    """Let a cancelled session run after all."""
    row = visible_session(request, session_id, page="session-reinstate")
    return pressed(
        request,
        lambda: actions.reinstate_session(row, by=request.user),
        back=reverse("session", args=[row.pk]),
        said=_("It runs after all. Tell those who are down for it."),
    )


@allowed(may_coordinate)
@require_POST
def session_reopen(request: SignedInRequest, session_id: UUID) -> HttpResponse:
    """Open a closed session again."""
    row = visible_session(request, session_id, page="session-reopen")
    return pressed(
        request,
        lambda: actions.reopen_session(row, by=request.user),
        back=reverse("session", args=[row.pk]),
        said=_("Open again."),
    )
