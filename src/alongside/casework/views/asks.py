"""Pages of what was asked: all of a case, a new one, the answer, and taking it further."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.rules import may_do_advocacy
from alongside.casework.access import changeable_part, visible_part
from alongside.casework.actions.asks import answer_ask, make_ask, move_up
from alongside.casework.forms.asks import AnswerForm, AskForm, MoveUpForm
from alongside.casework.models import Ask, Case
from alongside.casework.queries.asks import asks_of, next_rungs
from alongside.casework.views.places import form_frame
from alongside.common import clock
from alongside.drafts.pages import form_page
from alongside.people.rules import may_change_person

FORM = "casework/ask_form.html"


@require_GET
@allowed(may_do_advocacy)
def asks(request: SignedInRequest, person_id: UUID, case_id: UUID) -> HttpResponse:
    """All that was asked in a case, how long it has been silent, and who is next."""
    case = visible_part(request, Case.objects.all(), person_id, case_id, page="asks")
    context = {
        "person": case.person,
        "case": case,
        "asks": asks_of(case),
        "pathways": next_rungs(case),
        "can_write": case.is_open and may_change_person(request.user, case.person),
    }
    return render(request, "casework/asks.html", context)


@allowed(may_do_advocacy)
def ask_new(request: SignedInRequest, person_id: UUID, case_id: UUID) -> HttpResponse:
    """Write down what was asked."""
    case = changeable_part(request, Case.objects.all(), person_id, case_id, page="ask-new")
    return form_page(
        request,
        AskForm,
        template=FORM,
        save=lambda clean: make_ask(case, by=request.user, **clean),
        then=_asks_url(case),
        context=form_frame(case.person, _("What was asked"), _("Save it"), case=case),
        initial={"asked_on": clock.today(), "of_whom": case.other_side},
    )


@allowed(may_do_advocacy)
def ask_answer(request: SignedInRequest, person_id: UUID, case_id: UUID, ask_id: UUID) -> HttpResponse:
    """What came back."""
    ask = changeable_part(request, _asks(case_id), person_id, ask_id, page="ask-answer")
    return form_page(
        request,
        AnswerForm,
        template=FORM,
        save=lambda clean: answer_ask(ask, by=request.user, **clean),
        then=_asks_url(ask.case),
        context=_frame(ask, _("What came back"), _("Save the answer")),
        initial={
            "answer": ask.answer,
            "answered_on": ask.answered_on or clock.today(),
            "reason": ask.reason,
            "answer_words": ask.answer_words,
            "review_on": ask.review_on,
        },
    )


@allowed(may_do_advocacy)
def ask_move(request: SignedInRequest, person_id: UUID, case_id: UUID, ask_id: UUID) -> HttpResponse:
    """Take it to whoever is next."""
    ask = changeable_part(request, _asks(case_id), person_id, ask_id, page="ask-move")
    pathways = next_rungs(ask.case)
    return form_page(
        request,
        MoveUpForm,
        template=FORM,
        save=lambda clean: move_up(ask, by=request.user, **clean),
        then=_asks_url(ask.case),
        context=_frame(ask, _("Take it further"), _("Save who is next"), pathways=pathways),
        pathways=pathways,
        initial={"go_on": clock.today()},
    )


def _asks(case_id: UUID) -> QuerySet[Ask]:
    return Ask.objects.filter(case=case_id).select_related("case").prefetch_related("moves")


def _frame(ask: Ask, title: Any, submit: Any, **more: Any) -> dict[str, Any]:
    frame = form_frame(ask.person, title, submit, case=ask.case, ask=ask, **more)
    return {**frame, "back_url": _asks_url(ask.case), "back_label": _("Back to what was asked")}


def _asks_url(case: Case) -> str:
    return reverse("asks", args=[case.person_id, case.pk])
