"""The coordinator's enquiries: who asked, who tried, what became of it."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.pages import pressed
from alongside.accounts.rules import may_coordinate, may_do_advocacy
from alongside.common.problems import Problem
from alongside.drafts.pages import form_page
from alongside.frontdoor import actions
from alongside.frontdoor.access import visible_enquiry
from alongside.frontdoor.forms.enquiries import (
    CloseForm,
    NotedForm,
    TryForm,
    application_initial,
    record_initial,
)
from alongside.frontdoor.models import Enquiry, EnquiryKind
from alongside.frontdoor.queries import enquiries as queries
from alongside.frontdoor.rules.enquiries import (
    application_problems,
    first_try_due_on,
    record_problems,
    ways_to_reach,
)
from alongside.peers.forms.applications import AboutThemForm
from alongside.people.forms.person import NewPersonForm
from alongside.people.queries.duplicates import people_like


@allowed(may_coordinate)
@require_safe
def enquiries(request: SignedInRequest) -> HttpResponse:
    """Who asked and waits, and whether somebody tried in time."""
    context = {
        "waiting": queries.enquiries_waiting(request.user),
        "closed": queries.enquiries_closed(request.user),
        "promptness": queries.promptness(),
    }
    return render(request, "frontdoor/enquiries.html", context)


@allowed(may_coordinate)
@require_safe
def enquiry(request: SignedInRequest, enquiry_id: UUID) -> HttpResponse:
    """One enquiry with what was told; looking at it is recorded."""
    row = visible_enquiry(request, enquiry_id)
    context = {
        "enquiry": row,
        "told": queries.told_in(row),
        "tries": queries.tries_of(row),
        "due_on": first_try_due_on(row.received_at),
        "may_try": not row.closed_at and bool(ways_to_reach(row)),
        "record_problems": record_problems(row),
        "may_apply": not application_problems(row),
    }
    return render(request, "frontdoor/enquiry.html", context)


@allowed(may_do_advocacy)
def enquiry_new(request: SignedInRequest) -> HttpResponse:
    """Somebody rang, sent a text or walked in: note what they ask for."""

    def save(clean: dict[str, Any]) -> Enquiry:
        row = actions.send_enquiry(kind=EnquiryKind.HELP, by=request.user, **clean)
        messages.success(request, str(_("Noted. The coordinator sees it now.")))
        return row

    home = reverse("enquiries") if may_coordinate(request.user) else reverse("more")
    return form_page(
        request,
        NotedForm,
        template="frontdoor/noted.html",
        save=save,
        then=home,
        context={"cancel_url": home},
    )


@allowed(may_coordinate)
def enquiry_try(request: SignedInRequest, enquiry_id: UUID) -> HttpResponse:
    """Somebody tried to get back to them."""
    row = visible_enquiry(request, enquiry_id)
    return form_page(
        request,
        TryForm,
        template="common/form_page.html",
        save=lambda clean: actions.try_to_reach(row, by=request.user, **clean),
        then=reverse("enquiry", args=[row.pk]),
        context=_frame(row, title=_("I tried to reach them")),
        ways=ways_to_reach(row),
    )


@allowed(may_coordinate)
@require_POST
def enquiry_agreed(request: SignedInRequest, enquiry_id: UUID) -> HttpResponse:
    """The worker says that the person has agreed since."""
    row = visible_enquiry(request, enquiry_id)
    return pressed(
        request,
        lambda: actions.keep_agreement(row, by=request.user),
        back=reverse("enquiry", args=[row.pk]),
        said=_("Noted. Now a record can be begun, with what they tell you."),
    )


@allowed(may_coordinate)
def enquiry_close(request: SignedInRequest, enquiry_id: UUID) -> HttpResponse:
    """Close it without a record."""
    row = visible_enquiry(request, enquiry_id)
    return form_page(
        request,
        CloseForm,
        template="common/form_page.html",
        save=lambda clean: actions.close_enquiry(row, by=request.user, **clean),
        then=reverse("enquiries"),
        context=_frame(row, title=_("Close this")),
    )


@allowed(may_coordinate)
def enquiry_record(request: SignedInRequest, enquiry_id: UUID) -> HttpResponse:
    """Begin a record with what was told, or find theirs."""
    row = visible_enquiry(request, enquiry_id)
    if problems := record_problems(row):
        return _refused(request, row, problems)
    intro = _("What they wrote goes to the record, as a note and as safe contact. Here it is emptied.")
    return form_page(
        request,
        NewPersonForm,
        template="common/form_page.html",
        save=lambda told: actions.begin_record(row, by=request.user, known=told.pop("same", None), **told),
        then=lambda person: reverse("person", args=[person.pk]),
        context=_frame(row, title=_("Begin a record"), intro=intro),
        known=partial(people_like, request.user),
        may_wait=True,
        initial=record_initial(row.said),
    )


@allowed(may_coordinate)
def enquiry_application(request: SignedInRequest, enquiry_id: UUID) -> HttpResponse:
    """Take it as an application to be an advocate, with what was told."""
    row = visible_enquiry(request, enquiry_id)
    if problems := application_problems(row):
        return _refused(request, row, problems)
    intro = _("What they wrote goes to their application. Here it is emptied.")
    return form_page(
        request,
        AboutThemForm,
        template="common/form_page.html",
        save=lambda told: actions.begin_application(row, by=request.user, **told),
        then=lambda made: reverse("application", args=[made.pk]),
        context=_frame(row, title=_("Their application"), intro=intro),
        initial=application_initial(row.said),
    )


def _frame(row: Enquiry, **more: Any) -> dict[str, Any]:
    """Return what the pages of one enquiry show around their form."""
    back = reverse("enquiry", args=[row.pk])
    return {"back_url": back, "back_label": _("Back to what they asked"), "cancel_url": back, **more}


def _refused(request: SignedInRequest, row: Enquiry, problems: list[Problem]) -> HttpResponse:
    for problem in problems:
        messages.error(request, str(problem.sentence))
    return redirect("enquiry", row.pk)
