"""Pages of time limits: choosing one, confirming it, moving it, what became of it, and who watches it."""

from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.rules import may_do_advocacy
from alongside.casework.access import changeable_part, visible_part
from alongside.casework.actions.deadlines import (
    drop_deadline,
    meet_deadline,
    miss_deadline,
    move_deadline,
    start_deadline,
    tell_why_late,
    watch_deadline,
)
from alongside.casework.forms.deadlines import (
    DropForm,
    LateForm,
    MeetForm,
    MissForm,
    MoveDeadlineForm,
    StartForm,
    WatchForm,
)
from alongside.casework.models import Case, Deadline, Paper
from alongside.casework.models.deadline import CIRCUMSTANCES
from alongside.casework.queries.deadlines import day_of_paper, sheet_of_limit
from alongside.casework.queries.pathways import proposal_of, ways_for
from alongside.casework.queries.steps import colleagues_of
from alongside.casework.reckoned import rule_of
from alongside.casework.views.places import form_frame
from alongside.common import clock
from alongside.common.problems import RuleBroken
from alongside.drafts.pages import form_page
from alongside.people.access import refuse_person
from alongside.people.rules import may_change_person
from alongside.rights.rulebook import UnknownKey

CHOOSE = "casework/deadlines.html"
NEW = "casework/deadline_new.html"
FORM = "casework/deadline_form.html"


@require_GET
@allowed(may_do_advocacy)
def case_deadlines(request: SignedInRequest, person_id: UUID, case_id: UUID) -> HttpResponse:
    """Choose a time limit for a case, without a paper."""
    held = changeable_part(request, Case.objects.all(), person_id, case_id, page="deadline-new")
    return _choose(request, held, None)


@require_GET
@allowed(may_do_advocacy)
def paper_deadlines(request: SignedInRequest, person_id: UUID, case_id: UUID, paper_id: UUID) -> HttpResponse:
    """Choose a time limit that a paper starts, with its dates worked out."""
    held = changeable_part(request, _papers(case_id), person_id, paper_id, page="deadline-new")
    return _choose(request, held.case, held)


def _choose(request: SignedInRequest, case: Case, paper: Paper | None) -> HttpResponse:
    frame = form_frame((paper or case).person, _("Which time limit?"), "", case=case, paper=paper)
    return render(request, CHOOSE, {**frame, **_back_to(paper), "ways": ways_for(case, paper)})


@allowed(may_do_advocacy)
def deadline_new(request: SignedInRequest, person_id: UUID, case_id: UUID, rule_key: str) -> HttpResponse:
    """Confirm a time limit, without a paper."""
    held = changeable_part(request, Case.objects.all(), person_id, case_id, page="deadline-new")
    return _start(request, held, None, rule_key)


@allowed(may_do_advocacy)
def paper_deadline_new(
    request: SignedInRequest, person_id: UUID, case_id: UUID, paper_id: UUID, rule_key: str
) -> HttpResponse:
    """Confirm a time limit that a paper starts."""
    held = changeable_part(request, _papers(case_id), person_id, paper_id, page="deadline-new")
    return _start(request, held.case, held, rule_key)


def _start(request: SignedInRequest, case: Case, paper: Paper | None, rule_key: str) -> HttpResponse:
    person = (paper or case).person
    case.person = person
    try:
        proposed = proposal_of(rule_key, paper)
    except UnknownKey as error:
        raise refuse_person(person.pk, by=request.user, page="deadline-new") from error
    frame = form_frame(person, proposed.rule.title, _("Put it on the case"), case=case, paper=paper)
    return form_page(
        request,
        StartForm,
        template=NEW,
        save=lambda clean: start_deadline(case, by=request.user, rule_key=rule_key, paper=paper, **clean),
        then=_deadline_url,
        context={**frame, **_back_to(paper), "proposed": proposed},
        rule=proposed.rule,
        colleagues=colleagues_of(request.user)[1:],
        initial={"event_on": proposed.event_on},
    )


@require_GET
@allowed(may_do_advocacy)
def deadline(request: SignedInRequest, person_id: UUID, deadline_id: UUID) -> HttpResponse:
    """A time limit: its dates, each with its reason, what moved, and who watches."""
    seen = visible_part(request, _deadlines(), person_id, deadline_id, page="deadline")
    context = {
        "person": seen.person,
        "case": seen.case,
        "limit": seen,
        "sheet": sheet_of_limit(seen),
        "may_change": may_change_person(request.user, seen.person),
    }
    return render(request, "casework/deadline.html", context)


@allowed(may_do_advocacy)
def deadline_move(request: SignedInRequest, person_id: UUID, deadline_id: UUID) -> HttpResponse:
    """Work the dates out anew from another day."""
    held = _held(request, person_id, deadline_id, page="deadline-move")
    return form_page(
        request,
        MoveDeadlineForm,
        template=FORM,
        save=lambda clean: move_deadline(held, by=request.user, **clean),
        then=_deadline_url(held),
        context=_frame(held, _("Change the day"), _("Work it out again")),
        rule=rule_of(held),
        initial={name: getattr(held, name) for name in ("event_on", *CIRCUMSTANCES)},
    )


@require_POST
@allowed(may_do_advocacy)
def deadline_follow(request: SignedInRequest, person_id: UUID, deadline_id: UUID) -> HttpResponse:
    """Take over the date of the paper as it stands now."""
    held = _held(request, person_id, deadline_id, page="deadline-move")
    day: date | None = day_of_paper(held)
    try:
        if day is not None and day != held.event_on:
            move_deadline(held, by=request.user, event_on=day)
    except RuleBroken as error:
        for problem in error.problems:
            messages.error(request, str(problem.sentence))
    return redirect(_deadline_url(held))


@allowed(may_do_advocacy)
def deadline_meet(request: SignedInRequest, person_id: UUID, deadline_id: UUID) -> HttpResponse:
    """It was done."""
    held = _held(request, person_id, deadline_id, page="deadline-meet")
    return form_page(
        request,
        MeetForm,
        template=FORM,
        save=lambda clean: meet_deadline(held, by=request.user, **clean),
        then=_deadline_url(held),
        context=_frame(held, _("It is done"), _("Mark it done")),
        initial={"met_on": clock.today()},
    )


@allowed(may_do_advocacy)
def deadline_drop(request: SignedInRequest, person_id: UUID, deadline_id: UUID) -> HttpResponse:
    """It no longer counts."""
    held = _held(request, person_id, deadline_id, page="deadline-drop")
    return form_page(
        request,
        DropForm,
        template=FORM,
        save=lambda clean: drop_deadline(held, by=request.user, **clean),
        then=_deadline_url(held),
        context=_frame(held, _("It no longer counts"), _("Take it off")),
    )


@allowed(may_do_advocacy)
def deadline_miss(request: SignedInRequest, person_id: UUID, deadline_id: UUID) -> HttpResponse:
    """It was missed for good."""
    held = _held(request, person_id, deadline_id, page="deadline-miss")
    return form_page(
        request,
        MissForm,
        template=FORM,
        save=lambda clean: miss_deadline(held, by=request.user, **clean),
        then=_deadline_url(held),
        context=_frame(held, _("It was missed"), _("Mark it missed")),
    )


@allowed(may_do_advocacy)
def deadline_late(request: SignedInRequest, person_id: UUID, deadline_id: UUID) -> HttpResponse:
    """Why it is late, and what shows that."""
    held = _held(request, person_id, deadline_id, page="deadline-late")
    return form_page(
        request,
        LateForm,
        template=FORM,
        save=lambda clean: tell_why_late(held, by=request.user, **clean),
        then=_deadline_url(held),
        context=_frame(held, _("Why it is late"), _("Save")),
        initial={"late_reasons": held.late_reasons, "late_evidence": held.late_evidence},
    )


@allowed(may_do_advocacy)
def deadline_watch(request: SignedInRequest, person_id: UUID, deadline_id: UUID) -> HttpResponse:
    """Who looks after it, and who watches."""
    held = _held(request, person_id, deadline_id, page="deadline-watch")
    return form_page(
        request,
        WatchForm,
        template=FORM,
        save=lambda clean: watch_deadline(held, by=request.user, **clean),
        then=_deadline_url(held),
        context=_frame(held, _("Who watches it"), _("Save")),
        deadline=held,
        colleagues=colleagues_of(request.user),
        initial={"owner": held.owner_id, "watcher": held.watcher_id},
    )


def _papers(case_id: UUID) -> Any:
    return Paper.objects.filter(case=case_id).select_related("case")


def _deadlines() -> Any:
    return Deadline.objects.select_related("case", "paper", "owner", "watcher", "written_by", "ended_by")


def _held(request: SignedInRequest, person_id: UUID, deadline_id: UUID, *, page: str) -> Deadline:
    held: Deadline = changeable_part(request, _deadlines(), person_id, deadline_id, page=page)
    return held


def _frame(held: Deadline, title: Any, submit: Any) -> dict[str, Any]:
    frame = form_frame(held.person, title, submit, case=held.case, limit=held, rule_title=rule_of(held).title)
    return {**frame, "back_url": _deadline_url(held), "back_label": _("Back to the time limit")}


def _back_to(paper: Paper | None) -> dict[str, Any]:
    if paper is None:
        return {}
    url = reverse("paper", args=[paper.person_id, paper.case_id, paper.pk])
    return {"back_url": url, "back_label": _("Back to the paper")}


def _deadline_url(deadline: Deadline) -> str:
    return reverse("deadline", args=[deadline.person_id, deadline.pk])
