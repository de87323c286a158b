"""Planning a rota: asking for it, watching it, reading and changing the draft, publishing it."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.models import User
from alongside.accounts.pages import pressed
from alongside.accounts.queries import terms
from alongside.accounts.rules import may_coordinate
from alongside.clinics.actions import rotas as actions
from alongside.clinics.forms.rotas import PlaceInRotaForm, PlanForm, PublishForm, plan_initial
from alongside.clinics.models import Rota, RotaState, Session, ShiftRole
from alongside.clinics.queries.moves import asked_by
from alongside.clinics.queries.rotas import (
    Draft,
    chances,
    draft_of,
    is_anything_to_plan,
    left_by,
    recent_rotas,
    weeks_of,
)
from alongside.clinics.queries.supply import advocates_without_hours
from alongside.clinics.rota.problem import Role
from alongside.clinics.rota_words import (
    change_in_words,
    gaps_in_words,
    parts_in_words,
    sentences_of,
    unspoken_in_words,
)
from alongside.clinics.views.buttons import day_asked_for
from alongside.drafts.pages import form_page

LOOK_AGAIN = "3"
"""Seconds until the page of a rota that is being planned looks again."""


@allowed(may_coordinate)
def rotas(request: SignedInRequest) -> HttpResponse:
    """The rotas asked for, and who has not said yet when they can."""
    context = {"rotas": recent_rotas(), "silent": advocates_without_hours()}
    return render(request, "clinics/rotas.html", context)


@allowed(may_coordinate)
def rota_new(request: SignedInRequest) -> HttpResponse:
    """Ask for a rota."""
    return form_page(
        request,
        PlanForm,
        template="clinics/rota_new.html",
        save=lambda clean: actions.ask_for_rota(by=request.user, **clean),
        then=lambda rota: reverse("rota", args=[rota.pk]),
        context={
            "silent": advocates_without_hours(),
            "is_anything": is_anything_to_plan(),
            "cancel_url": reverse("rotas"),
        },
        initial=plan_initial(day_asked_for(request, "from"), request.GET.get("weeks")),
    )


@allowed(may_coordinate)
def rota(request: SignedInRequest, rota_id: UUID) -> HttpResponse:
    """A rota: how far it is, or the draft, or what became of it."""
    row = get_object_or_404(Rota.objects.select_related("published_by"), pk=rota_id)
    if row.state == RotaState.DRAFT:
        return render(request, "clinics/rota_draft.html", draft_page(row, request.user))
    looks = row.is_in_the_queue and not row.is_lost and "still" not in request.GET
    context = {"rota": row, "looks": looks, "offers": asked_by(row)}
    answer = render(request, "clinics/rota_state.html", context)
    if looks:
        # a header, so that it needs no script; the page offers to stay still for those it would disturb
        answer["Refresh"] = LOOK_AGAIN
    return answer


def draft_page(row: Rota, viewer: User) -> dict[str, Any]:
    """Return what the page of a draft shows to `viewer`."""
    draft = draft_of(row, viewer)
    words = terms()
    return {
        "rota": row,
        "draft": draft,
        "plan": draft.plan,
        "weeks": weeks_of(draft),
        "missing": sum(gap.missing for gap in draft.gaps),
        "gaps": gaps_in_words(draft, words),
        "changes": [change_in_words(change, draft, words) for change in draft.changes],
        "parts": parts_in_words(draft),
        "unspoken": unspoken_in_words(draft),
    }


@allowed(may_coordinate)
@require_POST
def rota_stop(request: SignedInRequest, rota_id: UUID) -> HttpResponse:
    """Keep the best so far."""
    row = get_object_or_404(Rota, pk=rota_id)
    return pressed(
        request,
        lambda: actions.stop_rota(row, by=request.user),
        back=reverse("rota", args=[row.pk]),
        said=_("It stops in a moment and keeps the best so far."),
    )


@allowed(may_coordinate)
@require_POST
def rota_again(request: SignedInRequest, rota_id: UUID) -> HttpResponse:
    """Begin again with a rota that was lost on the way."""
    row = get_object_or_404(Rota, pk=rota_id)
    return pressed(
        request, lambda: actions.ask_again(row, by=request.user), back=reverse("rota", args=[row.pk])
    )


@allowed(may_coordinate)
@require_POST
def rota_aside(request: SignedInRequest, rota_id: UUID) -> HttpResponse:
    """Leave a draft."""
    row = get_object_or_404(Rota, pk=rota_id)
    return pressed(
        request,
        lambda: actions.put_aside(row, by=request.user),
        back=reverse("rotas"),
        said=_("Put aside. Nothing has changed for anybody."),
    )


@allowed(may_coordinate)
def rota_place(request: SignedInRequest, rota_id: UUID, session_id: UUID, role: ShiftRole) -> HttpResponse:
    """Put other advocates on a place of a draft, by the planner's own rules."""
    row = get_object_or_404(Rota, pk=rota_id, state=RotaState.DRAFT)
    draft = draft_of(row, request.user)
    session = get_object_or_404(
        Session.objects.select_related("clinic"), pk=session_id, pk__in=draft.sessions
    )
    found = chances(draft, str(session.pk), Role(role.value))
    refused = [(user, sentences_of(codes)) for user, codes in found.refused if user not in found.there]
    back = reverse("rota", args=[row.pk])
    return form_page(
        request,
        PlaceInRotaForm,
        template="clinics/rota_place.html",
        save=lambda clean: actions.put_in_rota(row, session=session, role=role, by=request.user, **clean),
        then=back,
        context={"rota": row, "session": session, "role": role, "refused": refused, "cancel_url": back},
        possible=found.possible,
        there=found.there,
        room=found.room,
    )


@allowed(may_coordinate)
def rota_publish(request: SignedInRequest, rota_id: UUID) -> HttpResponse:
    """Let a draft be the rota; those it would move are asked, and keep what they have so far."""
    row = get_object_or_404(Rota, pk=rota_id, state=RotaState.DRAFT)
    draft = draft_of(row, request.user)
    return form_page(
        request,
        PublishForm,
        template="clinics/rota_publish.html",
        save=lambda clean: tell(request, actions.publish_rota(row, by=request.user, **clean)),
        then=reverse("rota", args=[row.pk]),
        context={"rota": row, "new": len(draft.new), "cancel_url": reverse("rota", args=[row.pk])},
        changes=changes_to_ask(draft),
    )


def changes_to_ask(draft: Draft) -> list[tuple[UUID, str]]:
    """Return each shift that the draft takes somebody off, with what changes."""
    words = terms()
    rows = draft.ground.rows
    asked = [change for change in draft.changes if left_by(change) not in draft.gone]
    return [(rows[left_by(change)], change_in_words(change, draft, words)) for change in asked]


def tell(request: SignedInRequest, done: actions.Outcome) -> None:
    """Say on the next page what publishing did."""
    come, leave, asked, left_out = len(done.come), len(done.leave), done.asked, len(done.left_out)
    said = [ngettext("%d shift is new.", "%d shifts are new.", come) % come]
    if leave:
        said.append(ngettext("%d came off.", "%d came off.", leave) % leave)
    if asked:
        sentence = ngettext("%d is asked about a change.", "%d are asked about a change.", asked)
        said.append(sentence % asked)
    messages.success(request, " ".join([_("Published."), *said]))
    if left_out:
        sentence = ngettext(
            "%d place of the draft was not given: somebody cannot be there any more, or it was taken.",
            "%d places of the draft were not given: somebody cannot be there any more, or they were taken.",
            left_out,
        )
        messages.warning(request, sentence % left_out)
