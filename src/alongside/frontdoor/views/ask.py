"""Asking for help, sending somebody on, and becoming an advocate: no sign-in, no script (A2, A3)."""

from functools import partial
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from alongside.accounts import throttle
from alongside.accounts.pages import KeepNothing, answer_form
from alongside.common import clock
from alongside.common.forms import Form
from alongside.common.problems import Problem, RuleBroken
from alongside.frontdoor import actions
from alongside.frontdoor.access import for_all
from alongside.frontdoor.forms.enquiries import AdvocateForm, HelpForm, ReferralForm
from alongside.frontdoor.models import Enquiry, EnquiryKind
from alongside.frontdoor.rules.enquiries import first_try_due_on


@for_all
def ask(request: HttpRequest) -> HttpResponse:
    """Ask for help."""
    return _page(request, EnquiryKind.HELP, HelpForm, "frontdoor/ask.html")


@for_all
def refer(request: HttpRequest) -> HttpResponse:
    """A worker sends somebody on who agreed to it."""
    return _page(request, EnquiryKind.REFERRAL, ReferralForm, "frontdoor/refer.html")


@for_all
def become_advocate(request: HttpRequest) -> HttpResponse:
    """Become an advocate."""
    return _page(request, EnquiryKind.ADVOCATE, AdvocateForm, "frontdoor/become_advocate.html")


@for_all
@require_safe
def thanks(request: HttpRequest) -> HttpResponse:
    """It came; by when somebody tries to get back. Nothing of what was written."""
    return render(request, "frontdoor/thanks.html", {"due_on": first_try_due_on(clock.now())})


def _page(request: HttpRequest, kind: EnquiryKind, form_class: type[Form], template: str) -> HttpResponse:
    return answer_form(
        request,
        form_class,
        template=template,
        save=partial(_send, request, kind),
        then=reverse("ask-thanks"),
        keeper=KeepNothing(),
    )


def _send(request: HttpRequest, kind: EnquiryKind, clean: dict[str, Any]) -> Enquiry:
    """Take it in; what the rules refuse is not counted against whoever mends it."""
    counted = throttle.try_to_write(request)
    if counted is None:
        sentence = _(
            "Much was sent from here in the last hour. What you wrote is still below: try again later."
        )
        raise RuleBroken(Problem("too_many", sentence))
    try:
        return actions.send_enquiry(kind=kind, **clean)
    except RuleBroken:
        counted.give_back()
        raise
