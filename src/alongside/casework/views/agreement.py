"""What we can and cannot do: shown to a person, answered, and put in the service's own words."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.rules import may_coordinate, may_do_advocacy
from alongside.casework.actions.agreement import publish_agreement, record_answer
from alongside.casework.forms.agreement import AgreementWordsForm, AnswerForm
from alongside.casework.queries.agreement import agreement_now, agreement_of, versions
from alongside.casework.views.places import form_frame, person_url
from alongside.common import clock
from alongside.drafts.pages import form_page
from alongside.people.access import changeable_person


@allowed(may_do_advocacy)
def agreement(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Show the words in large type to turn the phone round, and write down the answer."""
    person = changeable_person(request, person_id, page="agreement")
    return form_page(
        request,
        AnswerForm,
        template="casework/agreement.html",
        save=lambda clean: record_answer(person, by=request.user, **clean),
        then=person_url(person),
        context=form_frame(
            person, _("What we can and cannot do"), _("Save the answer"), agreement=agreement_of(person)
        ),
        initial={"said_on": clock.today()},
    )


@require_GET
@allowed(may_do_advocacy)
def agreement_words(request: SignedInRequest) -> HttpResponse:
    """The agreement in all its versions."""
    newest, *earlier = versions()
    context = {"version": newest, "earlier": earlier, "may_publish": may_coordinate(request.user)}
    return render(request, "casework/agreement_words.html", context)


@allowed(may_coordinate)
def agreement_publish(request: SignedInRequest) -> HttpResponse:
    """Put the agreement in new words."""
    now = agreement_now()
    return form_page(
        request,
        AgreementWordsForm,
        template="casework/agreement_publish.html",
        save=lambda clean: publish_agreement(by=request.user, **clean),
        then=reverse("agreement-words"),
        initial={"can": now.can, "cannot": now.cannot, "private": now.private, "complain": now.complain},
    )
