"""The day itself: who comes, and the tally."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.pages import pressed
from alongside.accounts.rules import may_do_advocacy
from alongside.clinics import actions, queries, rules
from alongside.clinics.access import own_session, running_session
from alongside.clinics.forms import TallyForm, VisitForm, WhoComesForm
from alongside.clinics.models import Session, Visit, VisitState
from alongside.clinics.views.sessions import session_page
from alongside.common.problems import RuleBroken, refuse_if
from alongside.drafts.pages import form_page
from alongside.people.access import changeable_person, refuse_person
from alongside.people.models import Person


@allowed(may_do_advocacy)
@require_POST
def who_comes(request: SignedInRequest, session_id: UUID) -> HttpResponse:
    """Expect somebody at a session, or say that they are here."""
    row = own_session(request, session_id, page="who-comes")
    form = WhoComesForm(request.POST, people=queries.people_to_expect(row, request.user))
    act = actions.arrive if request.POST.get("state") == VisitState.CAME else actions.expect
    if form.is_valid():
        try:
            act(form.cleaned_data["person"], session=row, by=request.user)
        except RuleBroken as broken:
            form.add_problems(broken.problems)
    if form.errors:
        context = {**session_page(request, row), "who_comes": form, "form": form}
        return render(request, "clinics/session.html", context, status=422)
    return redirect("session", row.pk)


@allowed(may_do_advocacy)
def visit_new(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Say at which session a person is expected, or is now."""
    person = changeable_person(request, person_id, page="visit-new")

    def save(clean: dict[str, Any]) -> Session:
        row: Session = clean["session"]
        if clean["is_here"]:
            refuse_if(rules.shift_needed(request.user, row))
            actions.arrive(person, session=row, by=request.user)
        else:
            actions.expect(person, session=row, by=request.user)
        return row

    return form_page(
        request,
        VisitForm,
        template="clinics/visit_new.html",
        save=save,
        then=lambda row: _after_visit(request, person, row),
        context={"person": person},
        sessions=queries.sessions_to_come(),
        initial={"session": request.GET.get("session", "")},
    )


@allowed(may_do_advocacy)
@require_POST
def visit_mark(request: SignedInRequest, person_id: UUID, visit_id: UUID) -> HttpResponse:
    """Say that somebody is here, did not come this time, or that the press before was a slip."""
    person = changeable_person(request, person_id, page="visit-mark")
    visit = Visit.objects.filter(pk=visit_id, person=person).select_related("session", "person").first()
    if visit is None or not rules.may_run_session(request.user, visit.session):
        raise refuse_person(person_id, by=request.user, page="visit-mark")
    row, by = visit.session, request.user
    presses = {
        VisitState.CAME: lambda: actions.arrive(person, session=row, by=by),
        VisitState.NOT_THIS_TIME: lambda: actions.not_this_time(visit, by=by),
        VisitState.EXPECTED: lambda: actions.back_to_expected(visit, by=by),
    }
    state = request.POST.get("state", "")
    if state not in presses:
        raise Http404
    return pressed(request, presses[VisitState(state)], back=reverse("session", args=[row.pk]))


@allowed(may_do_advocacy)
def tally(request: SignedInRequest, session_id: UUID) -> HttpResponse:
    """Big buttons: one press counts one (A5)."""
    row = running_session(request, session_id, page="tally")
    return form_page(
        request,
        TallyForm,
        template="clinics/tally.html",
        save=lambda clean: actions.count_one(row, by=request.user, **clean),
        then=reverse("tally", args=[row.pk]),
        context={
            "session": row,
            "counts": queries.tally_counts(row),
            "last": queries.last_press_of(request.user, row),
        },
    )


@allowed(may_do_advocacy)
@require_POST
def tally_undo(request: SignedInRequest, session_id: UUID) -> HttpResponse:
    """Take back my last press."""
    row = running_session(request, session_id, page="tally-undo")
    return pressed(
        request,
        lambda: actions.undo_last(row, by=request.user),
        back=reverse("tally", args=[row.pk]),
        said=_("Taken back."),
    )


def _after_visit(request: SignedInRequest, person: Person, row: Session) -> str:
    """Those who may open the session go there, the others back to the person."""
    if rules.may_see_session(request.user, row):
        return reverse("session", args=[row.pk])
    return reverse("person", args=[person.pk])
