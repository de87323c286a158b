"""Pages of papers: keeping one, looking at it, adding to it, and the files themselves."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.rules import may_coordinate, may_do_advocacy
from alongside.casework.access import changeable_part, visible_part
from alongside.casework.actions.papers import add_paper_page, change_paper_dates, keep_paper, release_file
from alongside.casework.forms.papers import PageForm, PaperDatesForm, PaperForm, ReleaseForm
from alongside.casework.models import Case, Paper, PaperFile
from alongside.casework.queries.deadlines import limits_of_paper
from alongside.casework.queries.papers import pages_of
from alongside.casework.views.files import content_of
from alongside.casework.views.places import form_frame
from alongside.drafts.pages import form_page
from alongside.people.access import refuse_person
from alongside.people.downloads import PersonalFile
from alongside.people.rules import may_change_person

FORM = "casework/paper_form.html"


@allowed(may_do_advocacy)
def paper_new(request: SignedInRequest, person_id: UUID, case_id: UUID) -> HttpResponse:
    """Keep a paper."""
    held = changeable_part(request, Case.objects.all(), person_id, case_id, page="paper-new")
    return form_page(
        request,
        PaperForm,
        template=FORM,
        save=lambda clean: keep_paper(held, by=request.user, **clean),
        then=_paper_url,
        context=form_frame(held.person, _("Keep a paper"), _("Keep this paper"), case=held),
    )


@require_GET
@allowed(may_do_advocacy)
def paper(request: SignedInRequest, person_id: UUID, case_id: UUID, paper_id: UUID) -> HttpResponse:
    """A paper with its dates and pages."""
    seen = visible_part(request, _papers(case_id), person_id, paper_id, page="paper")
    context = {
        "person": seen.person,
        "case": seen.case,
        "paper": seen,
        "pages": pages_of(seen),
        "limit_sheets": limits_of_paper(seen),
        "earlier_dates": seen.earlier_dates.select_related("written_by"),
        "may_change": may_change_person(request.user, seen.person),
        "may_release": may_coordinate(request.user),
    }
    return render(request, "casework/paper.html", context)


@allowed(may_do_advocacy)
def paper_page_new(request: SignedInRequest, person_id: UUID, case_id: UUID, paper_id: UUID) -> HttpResponse:
    """Add a page to a paper."""
    held = changeable_part(request, _papers(case_id), person_id, paper_id, page="paper-page-new")
    return form_page(
        request,
        PageForm,
        template=FORM,
        save=lambda clean: add_paper_page(held, by=request.user, **clean),
        then=_paper_url(held),
        context=_frame(held, _("Add a page"), _("Keep this page")),
    )


@allowed(may_do_advocacy)
def paper_dates(request: SignedInRequest, person_id: UUID, case_id: UUID, paper_id: UUID) -> HttpResponse:
    """Put the dates of a paper right."""
    held = changeable_part(request, _papers(case_id), person_id, paper_id, page="paper-dates")
    return form_page(
        request,
        PaperDatesForm,
        template=FORM,
        save=lambda clean: change_paper_dates(held, by=request.user, **clean),
        then=_paper_url(held),
        context=_frame(held, _("Put the dates right"), _("Save the dates")),
        initial={"dated_on": held.dated_on, "received_on": held.received_on},
    )


@require_GET
@allowed(may_do_advocacy)
def paper_file(
    request: SignedInRequest, person_id: UUID, case_id: UUID, paper_id: UUID, number: int
) -> HttpResponse:
    """The file itself, unless it is held back."""
    seen = visible_part(request, _papers(case_id), person_id, paper_id, page="paper-file")
    page = seen.files.filter(number=number).first()
    if page is None or page.is_held:
        raise refuse_person(seen.person_id, by=request.user, page="paper-file")
    content = content_of(request, seen.person, page, page="paper-file")
    name = f"{page.file.hex[:8]}.{page.ending}"
    return PersonalFile(
        content, file_type=page.file_type, name=name, by=request.user, about=page, person=seen.person
    )


@allowed(may_coordinate)
def paper_release(
    request: SignedInRequest, person_id: UUID, case_id: UUID, paper_id: UUID, number: int
) -> HttpResponse:
    """Let a file go that was held back."""
    held = changeable_part(request, _papers(case_id), person_id, paper_id, page="paper-release")
    page = held.files.filter(number=number).select_related("written_by").first()
    if page is None:
        raise refuse_person(held.person_id, by=request.user, page="paper-release")
    page.person = held.person
    return form_page(
        request,
        ReleaseForm,
        template=FORM,
        save=lambda clean: release_file(page, by=request.user),
        then=_paper_url(held),
        context=_frame(held, _("Let this file go"), _("Let it go"), page=page),
    )


def _papers(case_id: UUID) -> QuerySet[Paper]:
    return Paper.objects.filter(case=case_id).select_related("case", "written_by")


def _frame(held: Paper, title: Any, submit: Any, *, page: PaperFile | None = None) -> dict[str, Any]:
    frame = form_frame(held.person, title, submit, case=held.case, paper=held, page=page)
    return {**frame, "back_url": _paper_url(held), "back_label": _("Back to the paper")}


def _paper_url(paper: Paper) -> str:
    return reverse("paper", args=[paper.person_id, paper.case_id, paper.pk])
