"""How somebody may be reached safely, and what they need."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.rules import may_do_advocacy
from alongside.common import clock
from alongside.drafts.pages import form_page
from alongside.people import actions
from alongside.people.access import changeable_person, refuse_person
from alongside.people.forms.contact import ONLY_FACE_TO_FACE, NeedForm, SafeContactForm
from alongside.people.models import Need, SafeContact
from alongside.people.rules.contact import ASK_AGAIN_MONTHS, LONGEST_MONTHS, months_after, safe_contact_of
from alongside.people.views.record import frame


@allowed(may_do_advocacy)
def safe_contact(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """How they say they may be reached. What they said before stays as history (A11)."""
    person = changeable_person(request, person_id, page="safe-contact")
    return form_page(
        request,
        SafeContactForm,
        template="common/form_page.html",
        save=lambda told: actions.write_safe_contact(person, by=request.user, **told),
        then=reverse("person-details", args=[person_id]),
        context=frame(person, title=_("Safe contact"), intro=_("Ask them before you write to or call them.")),
        initial=_said_before(safe_contact_of(person)),
    )


@allowed(may_do_advocacy)
def need_new(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Something they need to take part (A9)."""
    person = changeable_person(request, person_id, page="need-new")
    return form_page(
        request,
        NeedForm,
        template="common/form_page.html",
        save=lambda told: actions.record_need(person, by=request.user, **told),
        then=reverse("person-details", args=[person_id]),
        context=frame(person, title=_("What do they need?")),
        initial={"review_on": months_after(clock.today(), LONGEST_MONTHS)},
    )


@allowed(may_do_advocacy)
def need_change(request: SignedInRequest, person_id: UUID, need_id: UUID) -> HttpResponse:
    """The same need, as it is now: looking at it again is what the sixth step asks for."""
    need = _need(request, person_id, need_id, page="need-change")
    told_before = {name: getattr(need, name) for name in ("kind", "words", "how_met", "may_be_shared")}
    return form_page(
        request,
        NeedForm,
        template="common/form_page.html",
        save=lambda told: actions.change_need(need, by=request.user, **told),
        then=reverse("person-details", args=[person_id]),
        context=frame(need.person, title=_("What do they need?"), submit=_("This is right now")),
        initial={**told_before, "review_on": months_after(clock.today(), LONGEST_MONTHS)},
    )


@allowed(may_do_advocacy)
@require_POST
def need_end(request: SignedInRequest, person_id: UUID, need_id: UUID) -> HttpResponse:
    """They no longer need it."""
    actions.end_need(_need(request, person_id, need_id, page="need-end"), by=request.user)
    return redirect("person-details", person_id)


@allowed(may_do_advocacy)
@require_POST
def needs_none(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """They were asked, and need nothing more."""
    actions.keep_no_needs(changeable_person(request, person_id, page="needs-none"), by=request.user)
    return redirect("person-details", person_id)


def _need(request: SignedInRequest, person_id: UUID, need_id: UUID, *, page: str) -> Need:
    person = changeable_person(request, person_id, page=page)
    need = Need.objects.filter(pk=need_id, person=person, ended_on=None).select_related("person").first()
    if need is None:
        raise refuse_person(person_id, by=request.user, page=page)
    return need


def _said_before(contact: SafeContact | None) -> dict[str, Any]:
    """What they said holds until they say otherwise; that nothing was safe is an answer as well."""
    said = contact.said if contact else {}
    ways = {"ways": said["ways"] or [ONLY_FACE_TO_FACE]} if said else {}
    return {**said, **ways, "ask_again_on": months_after(clock.today(), ASK_AGAIN_MONTHS)}
