"""Today, and the pages that lead on from it."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.models import User
from alongside.accounts.pages import pressed
from alongside.accounts.rules import may_be_here, may_coordinate, may_do_advocacy
from alongside.audit.actions import record
from alongside.casework.queries.deadlines import diary_of
from alongside.clinics.access import running_session
from alongside.clinics.actions import arrive, close_session
from alongside.clinics.models import Session
from alongside.clinics.queries import hours_of, line_of
from alongside.common import clock
from alongside.common.problems import Problem, RuleBroken
from alongside.desk import queries
from alongside.desk.forms import CloseForm, HoursForm
from alongside.desk.hours_letter import hours_in_words, set_hours_letter
from alongside.desk.queries import Closing
from alongside.desk.rules import doors_for, doors_from_today
from alongside.drafts.pages import form_page
from alongside.peers.rules import has_journey
from alongside.people.access import changeable_person


@allowed(may_be_here)
def today(request: SignedInRequest) -> HttpResponse:
    """What is on today."""
    day = queries.today_of(request.user)
    steps = queries.first_steps_of(request.user) if day.is_empty else []
    doors = doors_from_today(request.user)
    return render(request, "desk/today.html", {"day": day, "first_steps": steps, "doors": doors})


@allowed(may_coordinate)
def decisions(request: SignedInRequest) -> HttpResponse:
    """What needs a decision today."""
    return render(request, "desk/decisions.html", {"decisions": queries.decisions_of(request.user)})


@require_GET
@allowed(may_do_advocacy)
def diary(request: SignedInRequest) -> HttpResponse:
    """The team's time limits: dates and names, nothing of the matter."""
    return render(request, "desk/diary.html", {"limits": diary_of(request.user)})


@allowed(may_be_here)
def more(request: SignedInRequest) -> HttpResponse:
    """Everything else one may do."""
    return render(request, "desk/more.html", {"groups": doors_for(request.user)})


@allowed(has_journey)
def hours(request: SignedInRequest) -> HttpResponse:
    """The hours I gave, and a letter about them for the job centre (E13)."""
    today = clock.today()
    quarter = today - timedelta(weeks=13)
    given = hours_of(request.user, from_on=quarter, until_on=today)
    return form_page(
        request,
        HoursForm,
        template="desk/hours.html",
        save=lambda told: told,
        then=lambda told: reverse("hours-letter", args=[told["from_on"], told["until_on"]]),
        context={"hours": given, "time": hours_in_words(given.minutes)},
        initial={"from_on": quarter, "until_on": today},
    )


@allowed(has_journey)
def hours_letter(request: SignedInRequest, from_on: date, until_on: date) -> HttpResponse:
    """The letter itself, to save and print."""
    try:
        content = set_hours_letter(request.user, hours_of(request.user, from_on=from_on, until_on=until_on))
    except RuleBroken as broken:
        messages.error(request, str(broken.problems[0].sentence))
        return redirect("hours")
    record("hours.print", by=request.user, about=request.user)
    answer = HttpResponse(content, content_type="application/pdf")
    answer["Content-Disposition"] = 'attachment; filename="hours.pdf"'
    return answer


@allowed(may_do_advocacy)
def unfinished(request: SignedInRequest) -> HttpResponse:
    """What I typed and have not sent."""
    return render(request, "desk/unfinished.html", {"unfinished": queries.unfinished_of(request.user)})


@allowed(may_do_advocacy)
def arrived(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Somebody found in the list, or just written down, is here at this session."""
    session = running_session(request, _session_id(request), page="person-arrived")
    person = changeable_person(request, person_id, page="person-arrived")
    if request.method == "POST":
        return pressed(
            request,
            lambda: arrive(person, session=session, by=request.user),
            back=reverse("person", args=[person.pk]),
        )
    return render(request, "desk/arrived.html", {"person": person, "session": session})


@allowed(may_do_advocacy)
def session_close(request: SignedInRequest, session_id: UUID) -> HttpResponse:
    """Close a clinic: who came, what hangs, what was promised and by whom."""
    session = running_session(request, session_id, page="session-close")
    closing = queries.closing_of(session, line_of(session), request.user)
    return form_page(
        request,
        CloseForm,
        template="desk/close.html",
        save=lambda clean: _close(session, closing, by=request.user, **clean),
        then=reverse("session", args=[session.pk]),
        context={"session": session, "closing": closing},
        initial={"people_came": closing.came},
    )


def _session_id(request: SignedInRequest) -> UUID:
    try:
        return UUID(request.GET.get("session", ""))
    except ValueError as error:
        raise Http404 from error


def _close(session: Session, closing: Closing, *, by: User, people_came: int, note: str) -> Any:
    promises = [
        {"step": str(step.pk), "by": str(step.doer_id or ""), "due_on": str(step.due_on or "")}
        for step in closing.promises
    ]
    return close_session(
        session, by=by, people_came=people_came, promises=promises, note=note, loose_ends=_hanging(closing)
    )


def _hanging(closing: Closing) -> list[Problem]:
    """Return one sentence for each kind of thing that still hangs; the page lists them one by one."""
    kinds = (
        ("drafts", closing.drafts, _("Finish the notes that were begun, or throw them away")),
        ("expected", closing.expected, _("Say of each who was expected whether they came")),
        ("steps", closing.loose_steps, _("Give each promise a day and somebody who does it")),
    )
    return [Problem(code, sentence) for code, hanging, sentence in kinds if hanging]
