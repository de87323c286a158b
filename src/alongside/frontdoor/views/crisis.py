"""The crisis card: for anybody, on the screen and on paper; and the coordinator's check of it (F5)."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST, require_safe

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.rules import may_coordinate
from alongside.clinics.series import nation_here
from alongside.drafts.pages import form_page
from alongside.frontdoor import actions
from alongside.frontdoor.access import for_all
from alongside.frontdoor.crisis_card import national_numbers
from alongside.frontdoor.forms.crisis import CheckForm, NumberForm
from alongside.frontdoor.models import LocalNumber
from alongside.frontdoor.queries.crisis import crisis_card

COPIES = "1234"
"""Cards on one sheet of paper."""


@for_all
@require_safe
def crisis(request: HttpRequest) -> HttpResponse:
    """Whom to ring now."""
    return render(request, "frontdoor/crisis.html", {"card": crisis_card()})


@for_all
@require_safe
def crisis_print(request: HttpRequest) -> HttpResponse:
    """The same as cards for a pocket, four on a sheet."""
    return render(request, "frontdoor/crisis_print.html", {"card": crisis_card(), "copies": COPIES})


@allowed(may_coordinate)
@require_safe
def crisis_numbers(request: SignedInRequest) -> HttpResponse:
    """The local numbers, and when the card was checked."""
    return render(request, "frontdoor/crisis_numbers.html", {"card": crisis_card()})


@allowed(may_coordinate)
def number_new(request: SignedInRequest) -> HttpResponse:
    """Put a local number on the card."""
    return _number_page(request, None)


@allowed(may_coordinate)
def number_change(request: SignedInRequest, local_number_id: UUID) -> HttpResponse:
    """Write a local number anew."""
    return _number_page(request, get_object_or_404(LocalNumber, pk=local_number_id))


@allowed(may_coordinate)
@require_POST
def number_remove(request: SignedInRequest, local_number_id: UUID) -> HttpResponse:
    """Take a local number off the card."""
    actions.remove_number(get_object_or_404(LocalNumber, pk=local_number_id), by=request.user)
    messages.success(request, str(_("It is off the card. Print new cards.")))
    return redirect("crisis-numbers")


@allowed(may_coordinate)
def crisis_check(request: SignedInRequest) -> HttpResponse:
    """Every number was rung or looked up."""
    card = crisis_card()
    return form_page(
        request,
        CheckForm,
        template="frontdoor/crisis_check.html",
        save=lambda clean: actions.check_card(by=request.user, **clean),
        then=reverse("crisis-numbers"),
        context={"card": card, "cancel_url": reverse("crisis-numbers")},
        numbers=national_numbers(nation_here()),
        initial={"on_card": [one.key for one in card.national]},
    )


def _number_page(request: SignedInRequest, number: LocalNumber | None) -> HttpResponse:
    back = reverse("crisis-numbers")
    return form_page(
        request,
        NumberForm,
        template="common/form_page.html",
        save=lambda clean: actions.write_number(number, by=request.user, **clean),
        then=back,
        context={
            "title": _("A local number"),
            "back_url": back,
            "back_label": _("Back to the crisis card"),
            "cancel_url": back,
        },
        initial={name: getattr(number, name) for name in NumberForm.base_fields} if number else {},
    )
