"""The page with the four quick questions."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.rules import may_do_advocacy
from alongside.casework.actions.triage import record_triage
from alongside.casework.forms.triage import TriageForm
from alongside.casework.views.places import form_frame, person_url
from alongside.drafts.pages import form_page
from alongside.people.access import changeable_person


@allowed(may_do_advocacy)
def triage_new(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Ask the four questions; the person's page then says what to do."""
    person = changeable_person(request, person_id, page="triage-new")
    return form_page(
        request,
        TriageForm,
        template="casework/form.html",
        save=lambda clean: record_triage(person, by=request.user, **clean),
        then=f"{person_url(person)}#triage",
        context=form_frame(person, _("Four quick questions"), _("Save the answers")),
    )
