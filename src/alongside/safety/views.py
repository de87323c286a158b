"""Raising a concern, and what the people it reaches do with it."""

from typing import Any
from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from alongside.accounts.access import SignedInRequest, allowed
from alongside.crypto.keys import SERVICE, preload
from alongside.drafts.pages import form_page
from alongside.people.access import visible_person
from alongside.people.models import Person
from alongside.safety import actions, queries
from alongside.safety.access import own_concern, visible_concern
from alongside.safety.forms import CloseForm, ConcernForm, DecisionForm, NewsForm
from alongside.safety.models import Concern, ConcernState
from alongside.safety.rules import (
    concern_shows_person,
    concerns_raised_by,
    may_be_reached,
    may_raise_concern,
    may_reread_own_words,
    may_see_concern,
)

PAGE = 20


@allowed(may_raise_concern)
def concern_new(request: SignedInRequest) -> HttpResponse:
    """Raise a concern about somebody who may not be on record."""
    return _raise(request, person=None)


@allowed(may_raise_concern)
def person_concern_new(request: SignedInRequest, person_id: UUID) -> HttpResponse:
    """Raise a concern about a person. In the list of who looked it is a look like any other (R56)."""
    return _raise(request, person=visible_person(request, person_id, page="person"))


def _raise(request: SignedInRequest, *, person: Person | None) -> HttpResponse:
    return form_page(
        request,
        ConcernForm,
        template="safety/concern_new.html",
        save=lambda clean: actions.raise_concern(by=request.user, person=person, **clean),
        then=lambda concern: reverse("concern-raised", args=[concern.pk]),
        context={"person": person},
        by=request.user,
        names_person=person is not None,
    )


@require_GET
@allowed(may_raise_concern)
def concern_raised(request: SignedInRequest, concern_id: UUID) -> HttpResponse:
    """What happens next with a concern, for the one who raised it; and their own words."""
    concern = own_concern(request, concern_id)
    waits = concern.state == ConcernState.NEW
    context = {
        "concern": concern,
        "shows_words": may_reread_own_words(request.user, concern),
        "person": _person_shown(request, concern),
        "reaches_nobody": waits and not queries.reached_by(concern),
    }
    return render(request, "safety/concern_raised.html", context)


@require_GET
@allowed(may_raise_concern)
def concerns(request: SignedInRequest) -> HttpResponse:
    """Concerns to look at, and those one raised oneself."""
    preload([SERVICE])
    raised = concerns_raised_by(request.user).order_by("-raised_at", "-id")
    context = {
        "reached": may_be_reached(request.user),
        "page": Paginator(queries.open_concerns_for(request.user), PAGE).get_page(request.GET.get("page")),
        "raised": raised[:PAGE],
    }
    return render(request, "safety/concerns.html", context)


@require_GET
@allowed(may_be_reached)
def concerns_closed(request: SignedInRequest) -> HttpResponse:
    """Concerns that are closed."""
    preload([SERVICE])
    page = Paginator(queries.closed_concerns_for(request.user), PAGE).get_page(request.GET.get("page"))
    return render(request, "safety/concerns_closed.html", {"page": page})


@require_GET
@allowed(may_be_reached)
def concern(request: SignedInRequest, concern_id: UUID) -> HttpResponse:
    """A concern from outside: when, how far, how urgent. What was written opens by a press."""
    found = visible_concern(request, concern_id)
    return render(request, "safety/concern.html", {"concern": found, "person": _person_shown(request, found)})


@require_GET
@allowed(may_be_reached)
def concern_words(request: SignedInRequest, concern_id: UUID) -> HttpResponse:
    """What was written, what was decided, and what came of it."""
    found = visible_concern(request, concern_id, action="concern.open")
    context = {
        "concern": found,
        "person": _person_shown(request, found),
        "decisions": found.decisions.select_related("made_by"),
        "news": found.news.select_related("written_by"),
    }
    return render(request, "safety/concern_words.html", context)


@require_POST
@allowed(may_be_reached)
def concern_seen(request: SignedInRequest, concern_id: UUID) -> HttpResponse:
    """Say "I have seen this"."""
    found = visible_concern(request, concern_id)
    actions.acknowledge_concern(found, by=request.user)
    return redirect("concern", concern_id=found.pk)


@allowed(may_be_reached)
def concern_decide(request: SignedInRequest, concern_id: UUID) -> HttpResponse:
    """Write down a decision."""
    return _add(request, concern_id, DecisionForm, actions.decide_on_concern, "safety/concern_decide.html")


@allowed(may_be_reached)
def concern_news(request: SignedInRequest, concern_id: UUID) -> HttpResponse:
    """Write down what was sent or came back."""
    return _add(request, concern_id, NewsForm, actions.add_concern_news, "safety/concern_news.html")


@allowed(may_be_reached)
def concern_close(request: SignedInRequest, concern_id: UUID) -> HttpResponse:
    """Close it."""
    return _add(request, concern_id, CloseForm, actions.close_concern, "safety/concern_close.html")


def _add(request: SignedInRequest, concern_id: UUID, form: Any, action: Any, template: str) -> HttpResponse:
    found = visible_concern(request, concern_id)
    return form_page(
        request,
        form,
        template=template,
        save=lambda clean: action(found, by=request.user, **clean),
        then=lambda _kept: _back_to(request, found),
        context={"concern": found},
    )


def _back_to(request: SignedInRequest, concern: Concern) -> str:
    """What is closed in the old file of a colleague is not there for whoever closed it (R18)."""
    if may_see_concern(request.user, concern):
        return reverse("concern-words", args=[concern.pk])
    return reverse("concerns")


def _person_shown(request: SignedInRequest, concern: Concern) -> Person | None:
    """Return whom it is about, where this user may be shown that."""
    if not concern.person or not concern_shows_person(request.user, concern):
        return None
    return concern.person.joined_to or concern.person
