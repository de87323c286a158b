"""Who was asked to join, who applied, and what they were answered."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.accounts.access import SignedInRequest, allowed, fresh
from alongside.accounts.pages import pressed
from alongside.accounts.rules import may_coordinate
from alongside.drafts.pages import form_page
from alongside.peers import actions, queries, rules
from alongside.peers.forms import ApplicationForm, ChatForm, DecideForm, SignInNameForm, YesForm
from alongside.peers.models import Application, Invitation
from alongside.peers.views.frames import around
from alongside.people.access import changeable_person
from alongside.people.queries.sight import colleagues


@allowed(may_coordinate)
def applications(request: SignedInRequest) -> HttpResponse:
    """Everybody who applied, and who was asked."""
    context = {"applied": queries.applications(), "asked": queries.invitations_for(request.user)}
    return render(request, "peers/applications.html", context)


@allowed(may_coordinate)
def application_new(request: SignedInRequest) -> HttpResponse:
    """Write down what somebody says who wants to join."""
    return form_page(
        request,
        ApplicationForm,
        template="common/form_page.html",
        save=lambda told: actions.apply(by=request.user, **told),
        then=lambda made: reverse("application", args=[made.pk]),
        context=_frame(_("Somebody wants to join")),
    )


@allowed(may_coordinate)
def application(request: SignedInRequest, application_id: UUID) -> HttpResponse:
    """One application: their words, the chat, the answer."""
    rows = Application.objects.select_related("user", "chat_by", "decided_by")
    return render(
        request, "peers/application.html", {"application": get_object_or_404(rows, pk=application_id)}
    )


@allowed(may_coordinate)
def application_chat(request: SignedInRequest, application_id: UUID) -> HttpResponse:
    """What came out of the friendly chat."""
    row = get_object_or_404(Application, pk=application_id)
    return form_page(
        request,
        ChatForm,
        template="common/form_page.html",
        save=lambda told: actions.write_chat(row, by=request.user, **told),
        then=reverse("application", args=[row.pk]),
        context=_frame(_("The friendly chat"), row),
        initial={"chat_on": row.chat_on, "chat_notes": row.chat_notes},
    )


@allowed(may_coordinate)
def application_decide(request: SignedInRequest, application_id: UUID) -> HttpResponse:
    """Answer somebody who applied."""
    row = get_object_or_404(Application, pk=application_id)
    return form_page(
        request,
        DecideForm,
        template="common/form_page.html",
        save=lambda told: actions.decide_application(row, by=request.user, **told),
        then=reverse("application", args=[row.pk]),
        context=_frame(_("The answer"), row),
    )


@fresh
@allowed(may_coordinate)
def application_account(request: SignedInRequest, application_id: UUID) -> HttpResponse:
    """Open the account of somebody who was welcomed."""
    row = get_object_or_404(Application, pk=application_id)
    return form_page(
        request,
        SignInNameForm,
        template="common/form_page.html",
        save=lambda told: actions.open_account_of(row, by=request.user, **told),
        then=lambda user: reverse("account", args=[user.pk]),
        context=_frame(_("Open their account"), row),
    )


@allowed(may_coordinate)
def invite(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Ask somebody we helped; on paper or aloud, and a no leaves nothing behind."""
    person = changeable_person(request, person_id, page="invite")
    back = reverse("invite", args=[person.pk])
    if request.method == "POST":
        return pressed(request, lambda: actions.invite(person, by=request.user), back=back)
    context = {
        "person": person,
        "invitation": queries.invitation_of(person),
        "problems": rules.invite_problems(person),
        "apply_from": rules.apply_from(person),
    }
    return render(request, "peers/invite.html", context)


@allowed(may_coordinate)
def invite_yes(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """They say yes: they apply, and their old file closes."""
    person = changeable_person(request, person_id, page="invite-yes")
    invitation = get_object_or_404(Invitation.objects.select_related("person"), person=person)
    back = reverse("invite", args=[person.pk])
    return form_page(
        request,
        YesForm,
        template="common/form_page.html",
        save=lambda told: actions.accept_invitation(invitation, by=request.user, **told),
        then=lambda made: reverse("application", args=[made.pk]),
        context={"title": _("They say yes"), "back_url": back, "back_label": _("Back"), "cancel_url": back},
        initial={"name": person.full_name or person.called, "reach": person.phone or person.email},
        colleagues=colleagues(),
    )


@require_POST
@allowed(may_coordinate)
def invite_end(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """They say no, or it is taken back: nothing of it stays."""
    person = changeable_person(request, person_id, page="invite-end")
    invitation = get_object_or_404(Invitation, person=person)
    return pressed(
        request,
        lambda: actions.end_invitation(invitation, by=request.user),
        back=reverse("person", args=[person.pk]),
        said=_("Nothing of it is kept."),
    )


def _frame(title: str, row: Application | None = None) -> dict[str, Any]:
    back = reverse("application", args=[row.pk]) if row else reverse("applications")
    return around(title, back, intro=row.name if row else "")
