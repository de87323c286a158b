"""Beginning a record, its details, and changing them."""

from functools import partial
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET, require_POST

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.models import Role, User
from alongside.accounts.rules import may_do_advocacy, may_see_people
from alongside.drafts.pages import form_page
from alongside.people import actions
from alongside.people.access import changeable_person, visible_person
from alongside.people.forms.find import FindForm
from alongside.people.forms.person import ChangePersonForm, NewPersonForm
from alongside.people.models import Person
from alongside.people.queries import card_for
from alongside.people.queries.card import safe_contacts_of, ties_of
from alongside.people.queries.duplicates import people_like
from alongside.people.rules.privacy import may_say_who_looked
from alongside.people.views.lists import session_in


@allowed(may_do_advocacy)
def person_new(request: SignedInRequest) -> HttpResponse:
    """Somebody sits down: find them first, or begin with as little as they want to say (A4)."""
    session = session_in(request)

    def start(told: dict[str, Any]) -> Person:
        known: Person | None = told.pop("same", None)
        return known or actions.start_with_person(by=request.user, at_clinic=bool(session), **told)

    return form_page(
        request,
        NewPersonForm,
        template="people/new.html",
        save=start,
        then=partial(_after, session=session),
        context={"session": session, "find": FindForm()},
        known=partial(people_like, request.user),
        may_wait=request.user.has_role(Role.COORDINATOR),
    )


@allowed(may_see_people)
@require_GET
def details(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Everything a person told us of themselves. What only advocates need, only they get (R21)."""
    person = visible_person(request, person_id, page="details")
    context: dict[str, Any] = {
        "person": person,
        "card": card_for(person, viewer=request.user),
        "earlier": safe_contacts_of(person),
        "around": _around(request.user),
    }
    if may_do_advocacy(request.user):
        context |= {"about_me": person.about_me, "ties": ties_of(person, viewer=request.user)}
    return render(request, "people/details.html", context)


def _around(user: User) -> list[tuple[str, Promise]]:
    """Return the pages about who may see the record that `user` may open, by the names of their addresses."""
    pages: list[tuple[str, Promise]] = [("partners", _("Who works with them"))]
    if may_do_advocacy(user):
        pages.append(("objection-new", _("Somebody they do not want to see it")))
    if may_say_who_looked(user):
        pages += [
            ("objections", _("Whom they did not want to see it")),
            ("who-looked", _("Who looked at it")),
        ]
    return pages


@allowed(may_do_advocacy)
def person_change(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """What they tell us now."""
    person = changeable_person(request, person_id, page="person-change")
    return form_page(
        request,
        ChangePersonForm,
        template="common/form_page.html",
        save=lambda told: actions.change_person(person, by=request.user, **told),
        then=reverse("person-details", args=[person_id]),
        context=frame(person, title=_("Name and contact")),
        initial={name: getattr(person, name) for name in ChangePersonForm.base_fields},
    )


@allowed(may_do_advocacy)
@require_POST
def person_waiting(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Put them on the list of people who wait, or take them off it."""
    person = changeable_person(request, person_id, page="person-waiting")
    if request.POST.get("waiting") == "yes":
        actions.start_waiting(person, by=request.user)
    else:
        actions.stop_waiting(person, by=request.user)
    return redirect("person-details", person_id)


def frame(person: Person, **more: Any) -> dict[str, Any]:
    """Return what the pages of one person's details show around their form."""
    back = reverse("person-details", args=[person.pk])
    return {
        "person": person,
        "back_url": back,
        "back_label": _("Back to the details"),
        "cancel_url": back,
        **more,
    }


def _after(person: Person, *, session: UUID | None) -> str:
    if session:
        return f"{reverse('person-arrived', args=[person.pk])}?session={session}"
    return reverse("person", args=[person.pk])
