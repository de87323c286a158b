"""Pages of a case: opening, the case itself, its aim, closing and opening again."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.rules import may_do_advocacy
from alongside.casework.access import changeable_part, visible_part
from alongside.casework.actions.cases import change_aim, change_case, close_case, open_case, reopen_case
from alongside.casework.forms.cases import AimForm, CloseCaseForm, MatterForm, OpenCaseForm, ReopenCaseForm
from alongside.casework.models import Case
from alongside.casework.queries.asks import asks_of
from alongside.casework.queries.cases import sheet_of
from alongside.casework.queries.deadlines import limits_of, past_limits_of
from alongside.casework.queries.letters import forms_of, letters_of
from alongside.casework.queries.notes import page_of_case_notes
from alongside.casework.queries.papers import papers_of
from alongside.casework.queries.results import results_of
from alongside.casework.views.places import case_url, form_frame
from alongside.drafts.pages import form_page
from alongside.people.access import changeable_person
from alongside.people.rules import may_change_person

FORM = "casework/form.html"


@allowed(may_do_advocacy)
def case_new(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Open a case."""
    person = changeable_person(request, person_id, page="case-new")
    return form_page(
        request,
        OpenCaseForm,
        template=FORM,
        save=lambda clean: open_case(person, by=request.user, **clean),
        then=case_url,
        context=form_frame(person, _("Open a case"), _("Open the case")),
    )


@require_GET
@allowed(may_do_advocacy)
def case(request: SignedInRequest, person_id: UUID, case_id: UUID) -> HttpResponse:
    """A case: the aim first, then what is done about it."""
    seen = visible_part(request, Case.objects.all(), person_id, case_id, page="case")
    may_change = may_change_person(request.user, seen.person)
    context = {
        "person": seen.person,
        "case": seen,
        "sheet": sheet_of(seen),
        "asks": asks_of(seen),
        "results": results_of(seen),
        "papers": papers_of(seen),
        "limits": limits_of(seen.person, seen),
        "past_limits": past_limits_of(seen),
        "letters": letters_of(seen),
        "forms_filled": forms_of(seen),
        "page": page_of_case_notes(seen, request.GET.get("page")),
        "may_change": may_change,
        "can_write": may_change and seen.is_open,
    }
    return render(request, "casework/case.html", context)


@allowed(may_do_advocacy)
def case_change(request: SignedInRequest, person_id: UUID, case_id: UUID) -> HttpResponse:
    """What a case is about, and who is on the other side."""
    held = changeable_part(request, Case.objects.all(), person_id, case_id, page="case-change")
    return form_page(
        request,
        MatterForm,
        template=FORM,
        save=lambda clean: change_case(held, by=request.user, **clean),
        then=case_url(held),
        context=form_frame(held.person, _("What it is about"), _("Save"), case=held),
        initial={"about": held.about, "about_words": held.about_words, "other_side": held.other_side},
    )


@allowed(may_do_advocacy)
def case_aim(request: SignedInRequest, person_id: UUID, case_id: UUID) -> HttpResponse:
    """The aim, put another way."""
    held = changeable_part(request, Case.objects.all(), person_id, case_id, page="case-aim")
    return form_page(
        request,
        AimForm,
        template=FORM,
        save=lambda clean: change_aim(held, by=request.user, **clean),
        then=case_url(held),
        context=form_frame(held.person, _("What they want now"), _("Save the aim"), case=held),
        initial={"aim": held.aim},
    )


@allowed(may_do_advocacy)
def case_close(request: SignedInRequest, person_id: UUID, case_id: UUID) -> HttpResponse:
    """Close a case: what came of it, and what next."""
    held = changeable_part(request, Case.objects.all(), person_id, case_id, page="case-close")
    open_steps = sheet_of(held).open_steps
    return form_page(
        request,
        CloseCaseForm,
        template="casework/case_close.html",
        save=lambda clean: close_case(held, by=request.user, **clean),
        then=case_url(held),
        context=form_frame(
            held.person,
            _("Close the case"),
            _("Close the case"),
            case=held,
            open_steps=open_steps,
            limits=limits_of(held.person, held),
            results=results_of(held),
        ),
        has_open_steps=bool(open_steps),
    )


@allowed(may_do_advocacy)
def case_reopen(request: SignedInRequest, person_id: UUID, case_id: UUID) -> HttpResponse:
    """Open a closed case again."""
    held = changeable_part(request, Case.objects.all(), person_id, case_id, page="case-reopen")
    return form_page(
        request,
        ReopenCaseForm,
        template=FORM,
        save=lambda clean: reopen_case(held, by=request.user, **clean),
        then=case_url(held),
        context=form_frame(held.person, _("Open the case again"), _("Open it again"), case=held),
    )
