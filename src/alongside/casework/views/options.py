"""Pages of the options sheet."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.rules import may_do_advocacy
from alongside.casework.access import changeable_part
from alongside.casework.actions.options import add_option, change_option, choose_option
from alongside.casework.forms.options import ChoiceForm, OptionForm
from alongside.casework.models import Case, Option
from alongside.casework.queries.cases import options_of
from alongside.casework.views.places import case_url, form_frame
from alongside.common import clock
from alongside.drafts.pages import form_page


@allowed(may_do_advocacy)
def option_new(request: SignedInRequest, person_id: UUID, case_id: UUID) -> HttpResponse:
    """Put something on the sheet."""
    case = changeable_part(request, Case.objects.all(), person_id, case_id, page="option-new")
    return form_page(
        request,
        OptionForm,
        template="casework/form.html",
        save=lambda clean: add_option(case, by=request.user, **clean),
        then=case_url(case),
        context=form_frame(case.person, _("Something they could do"), _("Put it on the sheet"), case=case),
    )


@allowed(may_do_advocacy)
def option_change(request: SignedInRequest, person_id: UUID, option_id: UUID) -> HttpResponse:
    """What is good, bad and risky about an option."""
    rows = Option.objects.select_related("case")
    option = changeable_part(request, rows, person_id, option_id, page="option-change")
    return form_page(
        request,
        OptionForm,
        template="casework/form.html",
        save=lambda clean: change_option(option, by=request.user, **clean),
        then=case_url(option.case),
        context=form_frame(option.person, option.label, _("Save"), case=option.case),
        is_do_nothing=option.is_do_nothing,
        initial={"words": option.words, "good": option.good, "bad": option.bad, "risk": option.risk},
    )


@allowed(may_do_advocacy)
def option_choose(request: SignedInRequest, person_id: UUID, case_id: UUID) -> HttpResponse:
    """The person chooses."""
    case = changeable_part(request, Case.objects.all(), person_id, case_id, page="option-choose")
    options = options_of(case)
    return form_page(
        request,
        ChoiceForm,
        template="casework/option_choose.html",
        save=lambda clean: choose_option(case, by=request.user, **clean),
        then=case_url(case),
        context=form_frame(
            case.person, _("What they choose"), _("Save the choice"), case=case, options=options
        ),
        options=options,
        initial={"chosen_on": clock.today()},
    )
