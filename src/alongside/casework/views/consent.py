"""Pages about letting Universal Credit talk to one of us."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.rules import may_do_advocacy
from alongside.casework.access import changeable_part, visible_part
from alongside.casework.actions.consent import record_uc_consent, withdraw_uc_consent
from alongside.casework.forms.consent import UcConsentForm
from alongside.casework.models import UcConsent
from alongside.casework.queries.consent import uc_consents_of
from alongside.casework.queries.steps import colleagues_of
from alongside.casework.views.places import form_frame, person_url
from alongside.common import clock
from alongside.drafts.pages import form_page
from alongside.people.access import changeable_person
from alongside.people.rules import may_change_person


@allowed(may_do_advocacy)
def uc_consent_new(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Agree what to say, and write down that they said it; what was said last time stands there."""
    person = changeable_person(request, person_id, page="uc-consent-new")
    last = next(iter(uc_consents_of(person)), None)
    again = {"what": last.what, "why": last.why, "assessment_day": last.assessment_day} if last else {}
    return form_page(
        request,
        UcConsentForm,
        template="casework/uc_consent_new.html",
        save=lambda clean: record_uc_consent(person, by=request.user, **clean),
        then=lambda consent: reverse("uc-consent", args=[person.pk, consent.pk]),
        context=form_frame(person, _("Let Universal Credit talk to us"), _("Save")),
        colleagues=colleagues_of(request.user),
        initial={"named": str(request.user.pk), "given_on": clock.today(), **again},
    )


@require_GET
@allowed(may_do_advocacy)
def uc_consent(request: SignedInRequest, person_id: UUID, consent_id: UUID) -> HttpResponse:
    """One consent: until when, the words for the journal, and the way to take it back."""
    rows = UcConsent.objects.select_related("named")
    consent = visible_part(request, rows, person_id, consent_id, page="uc-consent")
    may = may_change_person(request.user, consent.person)
    context = {"person": consent.person, "consent": consent, "may_change": may}
    return render(request, "casework/uc_consent.html", context)


@require_POST
@allowed(may_do_advocacy)
def uc_consent_withdraw(request: SignedInRequest, person_id: UUID, consent_id: UUID) -> HttpResponse:
    """The person takes it back, at once."""
    rows = UcConsent.objects.all()
    consent = changeable_part(request, rows, person_id, consent_id, page="uc-consent-withdraw")
    withdraw_uc_consent(consent, by=request.user)
    return redirect(person_url(consent.person))
