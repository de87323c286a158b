"""Pages about the match: wishes, offers and their answer, and asking for somebody else."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.pages import pressed
from alongside.accounts.rules import may_coordinate, may_do_advocacy
from alongside.drafts.pages import form_page
from alongside.peers.actions import matching as actions
from alongside.peers.forms.matching import AskedOfferForm, ChangeForm, OfferForm, WishForm
from alongside.peers.models import ChangeAsk, OfferAnswer
from alongside.peers.queries.matching import asked_of, wish_of
from alongside.peers.rules.matching import asks_open_to, offers_readable_by, offers_to_choose_from
from alongside.peers.views.frames import frame
from alongside.people.access import changeable_person, refuse_person
from alongside.people.models import Person

PAGE = "common/form_page.html"


@allowed(may_do_advocacy)
def wishes(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Whom somebody would like beside them: for them to fill in, on the phone of whoever is there."""
    person = changeable_person(request, person_id, page="wishes")
    wish = wish_of(person)
    return form_page(
        request,
        WishForm,
        template=PAGE,
        save=lambda clean: actions.say_wishes(person, by=request.user, **clean),
        then=reverse("person", args=[person.pk]),
        context=frame(
            _("Who would you like beside you?"),
            _("Save"),
            back="person",
            args=[person.pk],
            intro=_(
                "Six short questions, and you can skip any of them. It helps us find somebody who suits you. "
                "Those who work with you can read it, and you can change it any day."
            ),
        ),
        initial={name: getattr(wish, name) for name in WishForm.base_fields} if wish else {},
    )


@require_POST
@allowed(may_coordinate)
def offer_choose(request: SignedInRequest, person_id: UUID, offered_id: UUID) -> HttpResponse:
    """The person's choice: this one, or another one."""
    person = changeable_person(request, person_id, page="offer-choose")
    offer = offers_to_choose_from(person).select_related("person", "user").filter(pk=offered_id).first()
    if offer is None:
        raise refuse_person(person.pk, by=request.user, page="offer-choose")
    choice = request.POST.get("choice")
    if choice == "yes":
        return pressed(
            request,
            lambda: actions.choose_offer(offer, by=request.user),
            back=reverse("partners", args=[person.pk]),
            said=_("They work together now. What the others offered is gone."),
        )
    if choice == "another":
        actions.pass_over_offer(offer, by=request.user)
    return redirect("match", person.pk)


@require_POST
@allowed(may_coordinate)
def offers_stop(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Nobody is asked any more, and what was offered is gone."""
    person = changeable_person(request, person_id, page="offers-stop")
    actions.stop_asking(person, by=request.user)
    return redirect("match", person.pk)


@require_GET
@allowed(may_do_advocacy)
def asked(request: SignedInRequest) -> HttpResponse:
    """What I am asked to offer, to people who are not named."""
    return render(request, "peers/asked.html", {"asked": asked_of(request.user)})


@allowed(may_do_advocacy)
def asked_offer(request: SignedInRequest, offer_ask_id: UUID) -> HttpResponse:
    """Offer to stand beside somebody, in my own words."""
    ask = get_object_or_404(asks_open_to(request.user).select_related("person"), pk=offer_ask_id)
    return form_page(
        request,
        AskedOfferForm,
        template=PAGE,
        save=lambda clean: actions.offer_when_asked(ask, by=request.user, **clean),
        then=reverse("asked"),
        context=frame(
            _("Offer to stand beside them"),
            _("Offer it"),
            back="asked",
            intro=_(
                "You never have to. If you hear no more of it, they have chosen somebody else: it says "
                "nothing about you."
            ),
        ),
    )


@require_POST
@allowed(may_do_advocacy)
def asked_no(request: SignedInRequest, offer_ask_id: UUID) -> HttpResponse:
    """Not this time: nobody is asked why."""
    ask = get_object_or_404(asks_open_to(request.user), pk=offer_ask_id)
    actions.say_no_to_ask(ask, by=request.user)
    return redirect("asked")


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
        then=lambda _ask: _told(request, person),
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


def _told(request: SignedInRequest, person: Person) -> str:
    messages.success(request, _("Thank you for telling us. The coordinator sees it now."))
    return reverse("person", args=[person.pk])
