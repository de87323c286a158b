"""Pages about a statutory advocate for somebody."""

from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext_lazy as _

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.rules import may_do_advocacy
from alongside.casework.access import changeable_part
from alongside.casework.actions.hand_over import answer_hand_over, ask_statutory_advocate
from alongside.casework.forms.hand_over import HandOverAnswerForm, HandOverForm
from alongside.casework.models import StatutoryHandOver
from alongside.casework.views.places import form_frame, person_url
from alongside.common import clock
from alongside.drafts.pages import form_page
from alongside.people.access import changeable_person


@allowed(may_do_advocacy)
def hand_over_new(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Write down that a statutory advocate was asked."""
    person = changeable_person(request, person_id, page="hand-over-new")
    return form_page(
        request,
        HandOverForm,
        template="casework/form.html",
        save=lambda clean: ask_statutory_advocate(person, by=request.user, **clean),
        then=f"{person_url(person)}#hand-over",
        context=form_frame(person, _("Ask a statutory advocate"), _("Save")),
        initial={"asked_on": clock.today()},
    )


@allowed(may_do_advocacy)
def hand_over_answer(request: SignedInRequest, person_id: UUID, hand_over_id: UUID) -> HttpResponse:
    """Write down what they answered."""
    rows = StatutoryHandOver.objects.all()
    hand_over = changeable_part(request, rows, person_id, hand_over_id, page="hand-over-answer")
    return form_page(
        request,
        HandOverAnswerForm,
        template="casework/form.html",
        save=lambda clean: answer_hand_over(hand_over, by=request.user, **clean),
        then=person_url(hand_over.person),
        context=form_frame(hand_over.person, _("What the statutory advocates say"), _("Save")),
        initial={"answer": hand_over.answer, "answered_on": hand_over.answered_on},
    )
