"""Joining an anonymous contact to a person."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.models import User
from alongside.accounts.pages import KeepNothing, answer_form
from alongside.accounts.rules import may_do_advocacy
from alongside.audit.actions import record
from alongside.casework.actions.join import join_contact
from alongside.casework.forms.join import JoinForm
from alongside.casework.views.places import person_url
from alongside.people.access import changeable_person, refuse_person
from alongside.people.forms.find import FindForm
from alongside.people.models import Join, Person
from alongside.people.queries import people_found

TEMPLATE = "casework/join.html"


@allowed(may_do_advocacy)
def person_join(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Find who an anonymous contact is, among those one may see, and write down their yes or no (A4)."""
    contact = changeable_person(request, person_id, page="join")
    if not contact.is_anonymous_contact:
        raise refuse_person(person_id, by=request.user, page="join")
    find = FindForm(request.POST or None)
    context = {"person": contact, "find": find, "back_url": person_url(contact)}
    if not find.is_valid():
        context["form"] = find
        return render(request, TEMPLATE, context, status=422 if find.errors else 200)
    found = _found(contact, find.cleaned_data["words"], by=request.user)
    if request.POST.get("step") != "join":
        context["form"] = JoinForm(initial={"words": find.cleaned_data["words"]}, found=found)
        return render(request, TEMPLATE, context)
    return answer_form(
        request,
        JoinForm,
        template=TEMPLATE,
        keeper=KeepNothing(),
        save=lambda clean: _join(contact, clean["other"], agreed=clean["agreed"], by=request.user),
        then=lambda join: person_url(join.person or contact),
        context=context,
        found=found,
    )


def _join(contact: Person, person: Person, *, agreed: str, by: User) -> Join:
    return join_contact(contact, person, person_agreed=agreed == "yes", by=by)


def _found(contact: Person, words: str, *, by: User) -> list[Person]:
    found = people_found(by, words)
    others = [other for other in (*found.people, *found.alike) if not other.is_anonymous_contact]
    record("people.find", by=by, found=len(others))
    return others
