"""The page on which a result is written down."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.rules import may_do_advocacy
from alongside.casework.access import changeable_part
from alongside.casework.actions.results import tell_result
from alongside.casework.forms.results import ResultForm
from alongside.casework.models import Case
from alongside.casework.views.places import case_url, form_frame
from alongside.common import clock
from alongside.drafts.pages import form_page


@allowed(may_do_advocacy)
def result_new(request: SignedInRequest, person_id: UUID, case_id: UUID) -> HttpResponse:
    """Write down one thing that came of a case."""
    case = changeable_part(request, Case.objects.all(), person_id, case_id, page="result-new")
    return form_page(
        request,
        ResultForm,
        template="casework/form.html",
        save=lambda clean: tell_result(case, by=request.user, **clean),
        then=case_url(case),
        context=form_frame(case.person, _("What came of it"), _("Save it"), case=case),
        initial={"told_on": clock.today()},
    )
