"""Whom a person does not want to see their record, and whom an advocate should not work with."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_GET

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.rules import SEES_PEOPLE, may_do_advocacy
from alongside.drafts.pages import form_page
from alongside.people import actions
from alongside.people.access import changeable_person, refuse_person, visible_person
from alongside.people.forms.sight import ConflictForm, LiftForm, ObjectionForm
from alongside.people.models import WallKind
from alongside.people.queries.sight import (
    colleagues,
    declarations_by,
    objections_of,
    people_to_declare,
)
from alongside.people.rules import may_change_person
from alongside.people.rules.privacy import may_say_who_looked
from alongside.people.views.record import frame


@allowed(may_do_advocacy)
def objection_new(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Somebody the person does not want to see their record: at once, and without a word to them (R15)."""
    person = changeable_person(request, person_id, page="objections")

    def save(told: dict[str, Any]) -> None:
        actions.build_wall(person, user=told["user"], kind=WallKind.OBJECTION, by=request.user)
        messages.success(request, _("Saved. This colleague cannot see the record any more."))

    return form_page(
        request,
        ObjectionForm,
        template="common/form_page.html",
        save=save,
        then=reverse("person-details", args=[person_id]),
        context=frame(
            person,
            title=_("Somebody I do not want to see my record"),
            intro=_("Anybody can say this, of anybody here, and need not say why."),
        ),
        colleagues=[user for user in colleagues(*SEES_PEOPLE) if user != request.user],
    )


@require_GET
@allowed(may_say_who_looked)
def objections(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Whom the person does not want to see their record: for those who may lift it."""
    person = visible_person(request, person_id, page="objections")
    context = {
        "person": person,
        "objections": objections_of(person),
        "may_change": may_change_person(request.user, person),
    }
    return render(request, "people/sight_objections.html", context)


@allowed(may_say_who_looked)
def objection_lift(request: SignedInRequest, person_id: UUID, wall_id: UUID) -> HttpResponse:
    """The person changed their mind: only on their own say."""
    person = visible_person(request, person_id, page="objection-lift")
    wall = next((wall for wall in objections_of(person) if wall.pk == wall_id), None)
    if wall is None:
        raise refuse_person(person_id, by=request.user, page="objection-lift")
    back = reverse("objections", args=[person_id])
    return form_page(
        request,
        LiftForm,
        template="common/form_page.html",
        save=lambda told: actions.lift_wall(wall, by=request.user, **told),
        then=back,
        context={
            "title": _("They changed their mind"),
            "intro": _("%(name)s can then be chosen to work with them again.") % {"name": wall.user.name},
            "submit": _("Let them see the record again"),
            "back_url": back,
            "back_label": _("Go back"),
            "cancel_url": back,
        },
    )


@allowed(may_do_advocacy)
def my_conflicts(request: SignedInRequest) -> HttpResponse:
    """Whom I should not work with: told in private (A7)."""

    def save(told: dict[str, Any]) -> None:
        person, who = told.get("person"), told["who"]
        if person:
            actions.declare_conflict(by=request.user, person=person, why=told["why"])
        if who:
            actions.declare_conflict(by=request.user, who=who, why=told["why"])
        messages.success(request, _("Thank you. You will not be asked to work with them."))

    return form_page(
        request,
        ConflictForm,
        template="people/sight_conflicts.html",
        save=save,
        then=reverse("my-conflicts"),
        context={"declarations": declarations_by(request.user)},
        people=people_to_declare(request.user),
    )
