"""Who is tied to whom."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.models import User
from alongside.accounts.rules import may_do_advocacy
from alongside.audit.actions import record
from alongside.common.forms import Form
from alongside.drafts.pages import form_page
from alongside.people import actions
from alongside.people.access import changeable_person, refuse_person
from alongside.people.forms.find import FindForm, LinkForm
from alongside.people.models import Person
from alongside.people.queries import people_found
from alongside.people.queries.card import ties_of
from alongside.people.rules import may_change_person, people_changeable_by
from alongside.people.views.record import frame


@allowed(may_do_advocacy)
def link_new(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Find somebody among those one may see, then say how the two are tied (R14)."""
    person = changeable_person(request, person_id, page="link-new")
    find = FindForm(request.POST or None)
    context = frame(person, find=find)
    if not find.is_valid():
        context["form"] = find
        return render(request, "people/link_new.html", context, status=422 if find.errors else 200)
    found = _others(person, find.cleaned_data["words"], by=request.user)
    if request.POST.get("step") == "link":
        return form_page(
            request,
            LinkForm,
            template="people/link_new.html",
            save=lambda told: actions.link_people(person, told["other"], kind=told["kind"], by=request.user),
            then=context["back_url"],
            context=context,
            found=found,
        )
    context["form"] = LinkForm(initial={"words": find.cleaned_data["words"]}, found=found)
    return render(request, "people/link_new.html", context)


@allowed(may_do_advocacy)
def link_remove(request: SignedInRequest, person_id: UUID, link_id: UUID) -> HttpResponse:
    """Untie two people."""
    person = changeable_person(request, person_id, page="link-remove")
    ties = [tie for tie in ties_of(person, viewer=request.user) if tie.link.pk == link_id]
    if not (ties and may_change_person(request.user, ties[0].other)):
        raise refuse_person(person_id, by=request.user, page="link-remove")
    return form_page(
        request,
        Form,
        template="people/link_remove.html",
        save=lambda _told: actions.unlink_people(ties[0].link, by=request.user),
        then=reverse("person-details", args=[person_id]),
        context=frame(person, tie=ties[0]),
    )


def _others(person: Person, words: str, *, by: User) -> list[Person]:
    """A link decides who else sees both of them: a record opened in an emergency is for reading (R20)."""
    found = people_found(by, words)
    people = [other for other in (*found.people, *found.alike) if other != person]
    changeable = people_changeable_by(by).in_bulk([other.pk for other in people])
    others = [other for other in people if other.pk in changeable]
    record("people.find", by=by, found=len(others))
    return others
