"""Who works with a person, and who works with whom."""

from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_GET, require_POST

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.models import User
from alongside.accounts.pages import pressed
from alongside.accounts.queries import terms
from alongside.accounts.rules import may_coordinate, may_do_advocacy, may_see_people
from alongside.common import clock
from alongside.drafts.pages import form_page
from alongside.people import actions
from alongside.people.access import changeable_person, refuse_person, visible_person
from alongside.people.forms.sight import (
    ChangePartnershipForm,
    EndPartnershipForm,
    HandOverAllForm,
    HandOverForm,
    NamedForm,
    PartnershipForm,
)
from alongside.people.models import Partnership, Person
from alongside.people.queries.sight import (
    colleagues,
    partners_of,
    partners_on,
    who_works_with_whom,
)
from alongside.people.rules import may_see_person
from alongside.people.rules.privacy import may_hand_over

COLLEAGUES_A_PAGE = 10


@require_GET
@allowed(may_see_people)
def partners(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Who works with this person, as what, from when until when, and why."""
    person = visible_person(request, person_id, page="partners")
    context = {
        "person": person,
        "partners": partners_of(person),
        "may_read_why": may_do_advocacy(request.user),
        "may_coordinate": may_coordinate(request.user),
        "may_hand_over": may_hand_over(request.user, person),
    }
    return render(request, "people/sight_partners.html", context)


@allowed(may_coordinate)
def partner_new(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Let a colleague work with them."""
    person = changeable_person(request, person_id, page="partner-new")
    return form_page(
        request,
        PartnershipForm,
        template="common/form_page.html",
        save=lambda told: actions.begin_partnership(
            person, user=told.pop("to_user"), by=request.user, **told
        ),
        context=_frame(person, title=_("Who works with them?"), submit=_("Save")),
        then=partial(_back_or_away, request.user, person),
        colleagues=colleagues(),
        initial={"starts_on": clock.today()},
    )


@allowed(may_coordinate)
def partner_change(request: SignedInRequest, person_id: UUID, partnership_id: UUID) -> HttpResponse:
    """Until when a colleague works with them, and why."""
    person = changeable_person(request, person_id, page="partner-change")
    held = _partnership(request, person, partnership_id, page="partner-change")
    return form_page(
        request,
        ChangePartnershipForm,
        template="common/form_page.html",
        save=lambda told: actions.change_partnership(held, by=request.user, **told),
        context=_frame(person, title=_("Change how long they work together")),
        then=partial(_back_or_away, request.user, person),
        initial={"ends_on": held.ends_on, "why": held.why},
    )


@allowed(may_coordinate)
def partner_end(request: SignedInRequest, person_id: UUID, partnership_id: UUID) -> HttpResponse:
    """The last day on which a colleague works with them."""
    person = changeable_person(request, person_id, page="partner-end")
    held = _partnership(request, person, partnership_id, page="partner-end")
    return form_page(
        request,
        EndPartnershipForm,
        template="common/form_page.html",
        save=lambda told: actions.end_partnership(held, by=request.user, **told),
        context=_frame(person, title=_("End their work together"), submit=_("End it"), danger=True),
        then=partial(_back_or_away, request.user, person),
        initial={"on": clock.today()},
    )


@allowed(may_do_advocacy)
def partner_hand_over(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """One ends and another begins: the coordinator, or whoever is their advocate now."""
    person = changeable_person(request, person_id, page="partner-hand-over")
    if not may_hand_over(request.user, person):
        raise refuse_person(person_id, by=request.user, page="partner-hand-over")
    return form_page(
        request,
        HandOverForm,
        template="common/form_page.html",
        save=lambda told: actions.hand_over(person, by=request.user, **told),
        context=_frame(person, title=_("Hand over"), submit=_("Hand over")),
        then=partial(_back_or_away, request.user, person),
        colleagues=colleagues(),
        held_by=partners_on(person, clock.today()),
        initial={"on": clock.today(), "from_user": request.user.pk},
    )


@allowed(may_coordinate)
def restrict(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Close the record to all but named colleagues (F6)."""
    person = changeable_person(request, person_id, page="restrict")
    return form_page(
        request,
        NamedForm,
        template="common/form_page.html",
        save=lambda told: actions.restrict_person(person, by=request.user, **told),
        context=_frame(person, title=_("Only named colleagues"), submit=_("Close the record to others")),
        then=partial(_back_or_away, request.user, person),
        colleagues=colleagues(),
    )


@require_POST
@allowed(may_coordinate)
def open_up(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Open a restricted record to those who work with them again."""
    person = changeable_person(request, person_id, page="restrict")
    return pressed(
        request,
        lambda: actions.open_up_person(person, by=request.user),
        back=reverse("partners", args=[person_id]),
    )


@require_GET
@allowed(may_coordinate)
def partnerships(request: SignedInRequest) -> HttpResponse:
    """Who works with whom, by colleague (R12)."""
    page = Paginator(colleagues(), COLLEAGUES_A_PAGE).get_page(request.GET.get("page"))
    shown = who_works_with_whom(list(page.object_list), viewer=request.user)
    return render(request, "people/sight_partnerships.html", {"page": page, "shown": shown})


@require_GET
@allowed(may_coordinate)
def partnerships_of(request: SignedInRequest, user_id: UUID) -> HttpResponse:
    """Everybody whom one colleague works with; after a hand-over, who stayed and with whom they are now."""
    user = get_object_or_404(User, pk=user_id)
    context = {"shown": who_works_with_whom([user], viewer=request.user)[0]}
    return render(request, "people/sight_partnerships_of.html", context)


@allowed(may_coordinate)
def partnerships_hand_over(request: SignedInRequest) -> HttpResponse:
    """Somebody is away or leaves: hand over all of their people, for good or for a while."""
    return form_page(
        request,
        HandOverAllForm,
        template="common/form_page.html",
        save=lambda told: _hand_over_all(request, told),
        then=lambda user: reverse("partnerships-of", args=[user.pk]),
        context={
            "title": _("Hand over everybody of one colleague"),
            "submit": _("Hand them over"),
            "back_url": reverse("partnerships"),
            "back_label": _("Back to who works with whom"),
            "cancel_url": reverse("partnerships"),
        },
        colleagues=colleagues(),
        initial={"on": clock.today(), "from_user": request.GET.get("from")},
    )


def _hand_over_all(request: SignedInRequest, told: dict[str, Any]) -> User:
    result = actions.hand_over_all(by=request.user, **told)
    done, left = len(result.done), len(result.not_available)
    words = terms()
    said = ngettext("%(n)d %(person)s was handed over.", "%(n)d %(people)s were handed over.", done)
    messages.success(request, said % {"n": done, **words})
    if left:
        said = ngettext(
            "For %(n)d %(person)s this colleague is not available. See the list below.",
            "For %(n)d %(people)s this colleague is not available. See the list below.",
            left,
        )
        messages.warning(request, said % {"n": left, **words})
    user: User = told["from_user"]
    return user


def _partnership(request: SignedInRequest, person: Person, partnership_id: UUID, *, page: str) -> Partnership:
    held = Partnership.objects.filter(pk=partnership_id, person=person).first()
    if held is None:
        raise refuse_person(person.pk, by=request.user, page=page)
    return held


def _back_or_away(user: User, person: Person, _result: object = None) -> str:
    """Whoever gave their own sight away has nothing to go back to."""
    return reverse("partners", args=[person.pk]) if may_see_person(user, person) else reverse("people")


def _frame(person: Person, **more: Any) -> dict[str, Any]:
    back = reverse("partners", args=[person.pk])
    return {
        "person": person,
        "back_url": back,
        "back_label": _("Back to who works with them"),
        "cancel_url": back,
        **more,
    }
