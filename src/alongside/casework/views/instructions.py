"""Pages of what the person wants said."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.rules import may_do_advocacy
from alongside.casework.access import changeable_part
from alongside.casework.actions.instructions import (
    agree_instruction,
    change_instruction,
    record_said,
    record_was_right,
    withdraw_instruction,
    write_instruction,
)
from alongside.casework.forms.instructions import (
    AgreeForm,
    InstructionForm,
    SaidForm,
    WasRightForm,
    WordsForm,
)
from alongside.casework.models import Case, Instruction
from alongside.casework.views.places import case_url, form_frame
from alongside.common import clock
from alongside.common.forms import Form
from alongside.drafts.pages import form_page

TEMPLATE = "casework/instruction_form.html"


@allowed(may_do_advocacy)
def instruction_new(request: SignedInRequest, person_id: UUID, case_id: UUID) -> HttpResponse:
    """Write what the person wants said."""
    case = changeable_part(request, Case.objects.all(), person_id, case_id, page="instruction-new")
    return form_page(
        request,
        InstructionForm,
        template=TEMPLATE,
        save=lambda clean: write_instruction(case, by=request.user, **clean),
        then=case_url(case),
        context=form_frame(case.person, _("What I want said"), _("Save the words"), case=case),
        initial={"to_whom": case.other_side, "agreed_on": clock.today()},
    )


@allowed(may_do_advocacy)
def instruction_change(request: SignedInRequest, person_id: UUID, instruction_id: UUID) -> HttpResponse:
    """Put the words another way before they are agreed."""
    words = _words(request, person_id, instruction_id, page="instruction-change")
    return form_page(
        request,
        WordsForm,
        template=TEMPLATE,
        save=lambda clean: change_instruction(words, by=request.user, **clean),
        then=case_url(words.case),
        context=form_frame(words.person, _("What I want said"), _("Save the words"), case=words.case),
        initial={"to_whom": words.to_whom, "words": words.words},
    )


@allowed(may_do_advocacy)
def instruction_agree(request: SignedInRequest, person_id: UUID, instruction_id: UUID) -> HttpResponse:
    """The person agrees to the words."""
    words = _words(request, person_id, instruction_id, page="instruction-agree")
    return form_page(
        request,
        AgreeForm,
        template=TEMPLATE,
        save=lambda clean: agree_instruction(words, by=request.user, **clean),
        then=case_url(words.case),
        context=form_frame(
            words.person, _("They agree to these words"), _("Save"), case=words.case, words=words
        ),
        initial={"agreed_on": clock.today()},
    )


@allowed(may_do_advocacy)
def instruction_said(request: SignedInRequest, person_id: UUID, instruction_id: UUID) -> HttpResponse:
    """The words were said."""
    words = _words(request, person_id, instruction_id, page="instruction-said")
    return form_page(
        request,
        SaidForm,
        template=TEMPLATE,
        save=lambda clean: record_said(words, by=request.user, **clean),
        then=case_url(words.case),
        context=form_frame(words.person, _("It has been said"), _("Save"), case=words.case, words=words),
        initial={"done_on": clock.today()},
    )


@allowed(may_do_advocacy)
def instruction_right(request: SignedInRequest, person_id: UUID, instruction_id: UUID) -> HttpResponse:
    """Was it right?"""
    words = _words(request, person_id, instruction_id, page="instruction-right")
    return form_page(
        request,
        WasRightForm,
        template=TEMPLATE,
        save=lambda clean: record_was_right(words, by=request.user, **clean),
        then=case_url(words.case),
        context=form_frame(
            words.person, _("Was it right?"), _("Save the answer"), case=words.case, words=words
        ),
        initial={"was_right": words.was_right, "words": words.was_right_words},
    )


@allowed(may_do_advocacy)
def instruction_withdraw(request: SignedInRequest, person_id: UUID, instruction_id: UUID) -> HttpResponse:
    """The person takes the words back."""
    words = _words(request, person_id, instruction_id, page="instruction-withdraw")
    return form_page(
        request,
        Form,
        template=TEMPLATE,
        save=lambda _clean: withdraw_instruction(words, by=request.user),
        then=case_url(words.case),
        context=form_frame(
            words.person,
            _("Take the words back"),
            _("Take them back"),
            case=words.case,
            words=words,
            danger=True,
        ),
    )


def _words(request: SignedInRequest, person_id: UUID, instruction_id: UUID, *, page: str) -> Instruction:
    rows = Instruction.objects.select_related("case")
    return changeable_part(request, rows, person_id, instruction_id, page=page)
