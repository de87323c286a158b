"""Pages of letters and words for a call: begun, written, agreed, printed, sent."""

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
from alongside.casework.actions.letters import (
    address_problems,
    agree_letter,
    begin_letter,
    change_letter,
    drawing_problems,
    print_letter,
    record_reached,
    send_letter,
)
from alongside.casework.forms.letters import (
    AgreeLetterForm,
    BeginLetterForm,
    LetterForm,
    LetterSentForm,
    PrintForm,
    ReachedForm,
)
from alongside.casework.letterbook import edge_problems, gaps_in, letters_about
from alongside.casework.models import Case, Letter
from alongside.casework.queries.deadlines import nearest_last_day_of
from alongside.casework.queries.letters import earlier_texts_of, papers_to_choose, prints_of
from alongside.casework.views.files import sealed_pdf
from alongside.casework.views.places import form_frame
from alongside.common import clock
from alongside.drafts.pages import form_page
from alongside.people.models import SafeWay
from alongside.people.rules import may_change_person
from alongside.people.rules.contact import contact_problems

FORM = "casework/letter_form.html"


@allowed(may_do_advocacy)
def letter_new(request: SignedInRequest, person_id: UUID, case_id: UUID) -> HttpResponse:
    """Begin a letter; or say to whom to go, where the law keeps the advice to others (C17)."""
    case = changeable_part(request, Case.objects.all(), person_id, case_id, page="letter-new")
    frame = form_frame(case.person, _("Write a letter"), _("Begin it"), case=case)
    if problems := edge_problems(case):
        return render(request, "casework/edge.html", {**frame, "problems": problems})
    return form_page(
        request,
        BeginLetterForm,
        template=FORM,
        save=lambda clean: begin_letter(case, by=request.user, **clean),
        then=_letter_url,
        context=frame,
        initial={"last_on": nearest_last_day_of(case)},
        drafts=letters_about(case),
        papers=papers_to_choose(case),
    )


@require_GET
@allowed(may_do_advocacy)
def letter(request: SignedInRequest, person_id: UUID, case_id: UUID, letter_id: UUID) -> HttpResponse:
    """A letter as it stands, what is in its way, and what was printed."""
    seen = visible_part(request, _letters(case_id), person_id, letter_id, page="letter")
    may_change = may_change_person(request.user, seen.person) and seen.case.is_open
    context = {
        "person": seen.person,
        "case": seen.case,
        "letter": seen,
        "gaps": gaps_in(*(str(words or "") for words in (seen.to_whom, seen.subject, seen.body))),
        "problems": [*edge_problems(seen.case), *address_problems(seen), *drawing_problems(seen)],
        "no_letters": contact_problems(seen.person, SafeWay.LETTER),
        "prints": prints_of(seen),
        "earlier": earlier_texts_of(seen),
        "can_write": may_change and not seen.is_sent,
        "may_change": may_change,
    }
    return render(request, "casework/letter.html", context)


@allowed(may_do_advocacy)
def letter_change(request: SignedInRequest, person_id: UUID, case_id: UUID, letter_id: UUID) -> HttpResponse:
    """Every word of it."""
    held = changeable_part(request, _letters(case_id), person_id, letter_id, page="letter-change")
    return form_page(
        request,
        LetterForm,
        template=FORM,
        save=lambda clean: change_letter(held, by=request.user, **clean),
        then=_letter_url(held),
        context=_frame(held, _("The words"), _("Save the words"), warns=True),
        initial={name: getattr(held, name) for name in ("to_whom", "subject", "body", "reply_to")},
    )


@allowed(may_do_advocacy)
def letter_agree(request: SignedInRequest, person_id: UUID, case_id: UUID, letter_id: UUID) -> HttpResponse:
    """Read back, and agreed."""
    held = changeable_part(request, _letters(case_id), person_id, letter_id, page="letter-agree")
    return form_page(
        request,
        AgreeLetterForm,
        template=FORM,
        save=lambda clean: agree_letter(held, by=request.user, **clean),
        then=_letter_url(held),
        context=_frame(held, _("Read it back"), _("They agree"), shows_words=True),
        initial={"agreed_on": clock.today()},
    )


@allowed(may_do_advocacy)
def letter_print(request: SignedInRequest, person_id: UUID, case_id: UUID, letter_id: UUID) -> HttpResponse:
    """Make the PDF, and keep a copy."""
    held = changeable_part(request, _letters(case_id), person_id, letter_id, page="letter-print")
    return form_page(
        request,
        PrintForm,
        template=FORM,
        save=lambda clean: print_letter(held, by=request.user, **clean),
        then=_letter_url(held),
        context=_frame(held, _("Make it ready to print"), _("Make the PDF")),
        initial={"is_large": held.is_call},
    )


@require_GET
@allowed(may_do_advocacy)
def letter_file(
    request: SignedInRequest, person_id: UUID, case_id: UUID, letter_id: UUID, number: int
) -> HttpResponse:
    """What was printed, for saving."""
    seen = visible_part(request, _letters(case_id), person_id, letter_id, page="letter-file")
    printed = seen.prints.filter(number=number).first()
    return sealed_pdf(request, seen.person, printed, page="letter-file")


@allowed(may_do_advocacy)
def letter_sent(request: SignedInRequest, person_id: UUID, case_id: UUID, letter_id: UUID) -> HttpResponse:
    """How it went."""
    held = changeable_part(request, _letters(case_id), person_id, letter_id, page="letter-sent")
    return form_page(
        request,
        LetterSentForm,
        template=FORM,
        save=lambda clean: send_letter(held, by=request.user, **clean),
        then=_letter_url(held),
        context=_frame(held, _("How it went"), _("Save")),
        initial={"sent_on": clock.today(), "sent_how": "phone" if held.is_call else None},
        papers=papers_to_choose(held.case),
    )


@allowed(may_do_advocacy)
def letter_reached(request: SignedInRequest, person_id: UUID, case_id: UUID, letter_id: UUID) -> HttpResponse:
    """It came, and what they said."""
    held = changeable_part(request, _letters(case_id), person_id, letter_id, page="letter-reached")
    return form_page(
        request,
        ReachedForm,
        template=FORM,
        save=lambda clean: record_reached(held, by=request.user, **clean),
        then=_letter_url(held),
        context=_frame(held, _("It came"), _("Save")),
        initial={"received_on": held.received_on, "said_back": held.said_back},
    )


def _letters(case_id: UUID) -> QuerySet[Letter]:
    return Letter.objects.filter(case=case_id).select_related("case", "written_by", "agreed_by", "proof")


def _frame(held: Letter, title: Any, submit: Any, **more: Any) -> dict[str, Any]:
    frame = form_frame(held.person, title, submit, case=held.case, letter=held, **more)
    return {**frame, "back_url": _letter_url(held), "back_label": _("Back to the letter")}


def _letter_url(letter: Letter) -> str:
    return reverse("letter", args=[letter.person_id, letter.case_id, letter.pk])
