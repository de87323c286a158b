"""My shifts: what I am down for, “I can’t come”, swaps, and what I am asked (B3)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.pages import pressed, show_problems
from alongside.accounts.rules import may_do_advocacy
from alongside.clinics import actions
from alongside.clinics.forms import SwapForm
from alongside.clinics.models import Cover, OfferState, Shift, ShiftOffer
from alongside.clinics.queries.cover import my_shifts, shifts_to_swap_for
from alongside.common import clock
from alongside.common.problems import RuleBroken
from alongside.drafts.pages import form_page
from alongside.peers.views.frames import frame


@allowed(may_do_advocacy)
@require_GET
def mine(request: SignedInRequest) -> HttpResponse:
    """My shifts of the coming 13 weeks, today first, and what I am asked."""
    context = {"mine": my_shifts(request.user), "today": clock.today()}
    return render(request, "clinics/my_shifts.html", context)


@allowed(may_do_advocacy)
def cannot_come(request: SignedInRequest, shift_id: UUID) -> HttpResponse:
    """Say that I cannot come. No reason is asked."""
    shift = _own_shift(request, shift_id)
    if request.method == "POST":
        return pressed(
            request,
            lambda: actions.cannot_come(shift, by=request.user),
            back=reverse("my-shifts"),
            said=_("Thank you for telling us. We look for somebody else now."),
        )
    return render(request, "clinics/cannot_come.html", {"shift": shift, "session": shift.session})


@allowed(may_do_advocacy)
def swap(request: SignedInRequest, shift_id: UUID) -> HttpResponse:
    """Ask whoever holds another shift to swap with mine."""
    shift = _own_shift(request, shift_id)
    return form_page(
        request,
        SwapForm,
        template="clinics/swap.html",
        save=lambda clean: actions.offer_swap(shift, by=request.user, **clean),
        then=reverse("my-shifts"),
        context={**frame(_("Swap a shift"), _("Ask"), back="my-shifts"), "session": shift.session},
        shifts=shifts_to_swap_for(shift),
    )


@allowed(may_do_advocacy)
@require_POST
def come_after_all(request: SignedInRequest, cover_id: UUID) -> HttpResponse:
    """I can come after all, if nobody has taken my place yet."""
    covers = Cover.objects.select_related("session").filter(shift__user=request.user)
    cover = get_object_or_404(covers, pk=cover_id)
    return pressed(
        request,
        lambda: actions.can_come_after_all(cover, by=request.user),
        back=reverse("my-shifts"),
        said=_("Good. You are down for it again."),
    )


@allowed(may_do_advocacy)
@require_POST
def offer_answer(request: SignedInRequest, shift_offer_id: UUID) -> HttpResponse:
    """Yes, or not this time."""
    offers = ShiftOffer.objects.of(request.user.pk).select_related("session", "gives_up")
    offer = get_object_or_404(offers, pk=shift_offer_id)
    try:
        if request.POST.get("answer") == "yes":
            state = actions.say_yes(offer, by=request.user)
            messages.success(
                request, OFF if (state, offer.is_leaving) == (OfferState.YES, True) else SAID[state]
            )
        else:
            actions.say_not_this_time(offer, by=request.user)
            messages.success(request, _("That is fine. Thank you for answering."))
    except RuleBroken as broken:
        show_problems(request, broken)
    return redirect("my-shifts")


SAID = {
    OfferState.YES: gettext_lazy("Thank you. You are down for it now."),
    OfferState.AGREED: gettext_lazy(
        "Thank you. Others are asked too: you keep what you have until they have answered."
    ),
    OfferState.RESERVE: gettext_lazy(
        "Somebody else was a little quicker. Thank you: we ask you first if it is free again."
    ),
    OfferState.GONE: gettext_lazy("This is not needed any more. Nothing has changed for you. Thank you."),
}
OFF = gettext_lazy("Thank you. You are not down for it any more.")


def _own_shift(request: SignedInRequest, shift_id: UUID) -> Shift:
    live = Shift.objects.live().filter(user=request.user)
    return get_object_or_404(live.select_related("session__clinic"), pk=shift_id)
