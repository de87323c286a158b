"""Looking for an advocate who suits somebody: their wishes, who may be asked, who offered."""

from uuid import UUID

from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.rules import may_coordinate
from alongside.clinics.forms.matching import AskForm
from alongside.clinics.queries.matching import advocates_to_ask
from alongside.drafts.pages import form_page
from alongside.peers.actions.matching import ask_to_offer
from alongside.peers.queries.matching import search_for, wish_of
from alongside.peers.views.frames import frame
from alongside.people.access import changeable_person


@allowed(may_coordinate)
def match(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """What the person wishes, what was offered, and whom to ask."""
    person = changeable_person(request, person_id, page="match")
    wish = wish_of(person)
    suggested = advocates_to_ask(person, wish)
    around = frame(_("Find an advocate"), _("Ask them"), back="partners", args=[person.pk])
    return form_page(
        request,
        AskForm,
        template="clinics/match.html",
        save=lambda clean: ask_to_offer(person, clean["users"], by=request.user),
        then=reverse("match", args=[person.pk]),
        context={
            **around,
            "person": person,
            "wish": wish,
            "suggested": suggested,
            "search": search_for(person),
        },
        suggested=suggested,
    )
