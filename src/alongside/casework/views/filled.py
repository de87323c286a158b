"""Pages of forms filled in with the person."""

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
from alongside.casework.actions.filled import begin_form, boxes_in, fill_form, record_answer, send_form
from alongside.casework.forms.filled import AnswerForm, BeginFormForm, FillForm, FormSentForm
from alongside.casework.letterbook import edge_problems
from alongside.casework.models import Case, FormFilled
from alongside.casework.queries.letters import copies_of, papers_to_choose
from alongside.casework.views.files import sealed_pdf
from alongside.casework.views.places import form_frame
from alongside.common import clock
from alongside.common.problems import RuleBroken
from alongside.drafts.pages import form_page
from alongside.people.rules import may_change_person

FORM = "casework/form.html"


@allowed(may_do_advocacy)
def form_new(request: SignedInRequest, person_id: UUID, case_id: UUID) -> HttpResponse:
    """Begin a form; or say to whom to go, where the law keeps the advice to others (C17)."""
    case = changeable_part(request, Case.objects.all(), person_id, case_id, page="form-filled-new")
    frame = form_frame(case.person, _("Fill in a form"), _("Begin it"), case=case)
    if problems := edge_problems(case):
        return render(request, "casework/edge.html", {**frame, "problems": problems})
    return form_page(
        request,
        BeginFormForm,
        template=FORM,
        save=lambda clean: begin_form(case, by=request.user, **clean),
        then=_form_url,
        context=frame,
        papers=papers_to_choose(case),
    )


@require_GET
@allowed(may_do_advocacy)
def form_filled(request: SignedInRequest, person_id: UUID, case_id: UUID, form_id: UUID) -> HttpResponse:
    """A form: whose words, what was kept, how it went, what came back."""
    seen = visible_part(request, _forms(case_id), person_id, form_id, page="form-filled")
    context = {
        "person": seen.person,
        "case": seen.case,
        "filled": seen,
        "problems": edge_problems(seen.case),
        "copies": copies_of(seen),
        "may_change": may_change_person(request.user, seen.person) and seen.case.is_open,
    }
    return render(request, "casework/form_filled.html", context)


@allowed(may_do_advocacy)
def form_fill(request: SignedInRequest, person_id: UUID, case_id: UUID, form_id: UUID) -> HttpResponse:
    """See what will stand in each box, change it, and keep the copy."""
    held = changeable_part(request, _forms(case_id), person_id, form_id, page="form-fill")
    frame = _frame(held, _("What stands in each box"), _("Fill it in"))
    try:
        boxes = boxes_in(held)
    except RuleBroken as broken:
        return render(request, "casework/edge.html", {**frame, "problems": broken.problems, "is_file": True})
    return form_page(
        request,
        FillForm,
        template=FORM,
        save=lambda clean: fill_form(held, by=request.user, **clean),
        then=_form_url(held),
        context=frame,
        boxes=boxes,
        person=held.person,
    )


@require_GET
@allowed(may_do_advocacy)
def form_file(
    request: SignedInRequest, person_id: UUID, case_id: UUID, form_id: UUID, number: int
) -> HttpResponse:
    """The form as it was filled in, for saving."""
    seen = visible_part(request, _forms(case_id), person_id, form_id, page="form-file")
    return sealed_pdf(request, seen.person, seen.copies.filter(number=number).first(), page="form-file")


@allowed(may_do_advocacy)
def form_sent(request: SignedInRequest, person_id: UUID, case_id: UUID, form_id: UUID) -> HttpResponse:
    """How it went."""
    held = changeable_part(request, _forms(case_id), person_id, form_id, page="form-sent")
    return form_page(
        request,
        FormSentForm,
        template=FORM,
        save=lambda clean: send_form(held, by=request.user, **clean),
        then=_form_url(held),
        context=_frame(held, _("How it went"), _("Save")),
        initial={"sent_on": clock.today()},
        papers=papers_to_choose(held.case),
    )


@allowed(may_do_advocacy)
def form_answer(request: SignedInRequest, person_id: UUID, case_id: UUID, form_id: UUID) -> HttpResponse:
    """It came, and they answered."""
    held = changeable_part(request, _forms(case_id), person_id, form_id, page="form-answer")
    return form_page(
        request,
        AnswerForm,
        template=FORM,
        save=lambda clean: record_answer(held, by=request.user, **clean),
        then=_form_url(held),
        context=_frame(held, _("What came back"), _("Save")),
        initial={name: getattr(held, name) for name in ("received_on", "answered_on", "answer_words")},
    )


def _forms(case_id: UUID) -> QuerySet[FormFilled]:
    rows = FormFilled.objects.filter(case=case_id)
    return rows.select_related("case", "written_by", "blank", "proof", "copy")


def _frame(held: FormFilled, title: Any, submit: Any) -> dict[str, Any]:
    frame = form_frame(held.person, title, submit, case=held.case)
    return {**frame, "back_url": _form_url(held), "back_label": _("Back to the form")}


def _form_url(filled: FormFilled) -> str:
    return reverse("form-filled", args=[filled.person_id, filled.case_id, filled.pk])
