"""Pages about the match: an offer, its answer, and asking for somebody else."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.rules import may_coordinate, may_do_advocacy
from alongside.drafts.pages import form_page
from alongside.peers.actions import matching as actions
from alongside.peers.forms.matching import ChangeForm, OfferForm
from alongside.peers.models import ChangeAsk, OfferAnswer
from alongside.peers.rules.matching import offers_readable_by
from alongside.peers.views.frames import frame
from alongside.people.access import changeable_person, refuse_person

PAGE = "common/form_page.html"


@allowed(may_do_advocacy)
def offer_new(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Offer to share something one has lived."""
    person = changeable_person(request, person_id, page="offer-new")
    return form_page(
        request,
        OfferForm,
        template=PAGE,
        save=lambda clean: actions.offer_experience(person, by=request.user, **clean),
        then=reverse("person", args=[person.pk]),
        context=frame(
            _("Offer what you have lived"),
            _("Keep the offer"),
            back="person",
            args=[person.pk],
            intro=_("You never have to. Ask them first whether they would like it: it is their time."),
        ),
    )


@require_POST
@allowed(may_do_advocacy)
def offer_answer(request: SignedInRequest, person_id: UUID, offer_id: UUID) -> HttpResponse:
    """What the person said to the offer, or that it is taken back."""
    person = changeable_person(request, person_id, page="offer-answer")
    offer = offers_readable_by(request.user).filter(pk=offer_id, person=person).first()
    if offer is None:
        raise refuse_person(person.pk, by=request.user, page="offer-answer")
    answer = request.POST.get("answer")
    if answer in {OfferAnswer.YES, OfferAnswer.NO}:
        actions.answer_offer(offer, answer=answer, by=request.user)
    elif answer == "back":
        actions.take_back_offer(offer, by=request.user)
    return redirect("person", person.pk)


@allowed(may_do_advocacy)
def change_new(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Write that somebody would like another advocate."""
    person = changeable_person(request, person_id, page="change-new")
    return form_page(
        request,
        ChangeForm,
        template=PAGE,
        save=lambda clean: actions.ask_for_change(person, by=request.user, **clean),
        then=reverse("person", args=[person.pk]),
        context=frame(
            _("Somebody else would suit them better"),
            _("Tell the coordinator"),
            back="person",
            args=[person.pk],
            intro=_("It happens, and nobody is at fault. They need not say why."),
        ),
    )


@require_POST
@allowed(may_coordinate)
def change_settled(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Write that they have who they want now."""
    person = changeable_person(request, person_id, page="change-settled")
    ask = get_object_or_404(ChangeAsk.objects.select_related("person"), person=person, settled_at=None)
    actions.settle_change(ask, by=request.user)
    return redirect("person", person.pk)
