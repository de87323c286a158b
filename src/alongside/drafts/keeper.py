"""What of a form may be kept, and where it belongs."""

from collections.abc import Mapping
from typing import Any, cast
from urllib.parse import urlsplit
from uuid import UUID

from django.http import HttpRequest, QueryDict
from django.urls import Resolver404, resolve

from alongside.accounts.models import User
from alongside.drafts.actions import keep_draft, throw_away_draft
from alongside.drafts.models import Draft
from alongside.drafts.queries import draft_on

MOST_BYTES = 200_000
NEVER_KEPT = ("password", "credential", "csrfmiddlewaretoken")
"""A field with one of these words in its name is left out."""


class PageKeeper:
    """Keeps what one user types on one page, for that user and that page (R06)."""

    def __init__(self, page: str, *, user: User, typed: QueryDict, person_id: UUID | None) -> None:
        self.page = page
        self.user = user
        self.typed = typed
        self.person_id = person_id

    def kept(self) -> Draft | None:
        """Return what is kept, unless it does not open."""
        draft = draft_on(self.page, user=self.user)
        return draft if draft and isinstance(draft.fields, Mapping) else None

    def keep(self) -> Draft | None:
        """Keep what was typed; None when there is nothing to keep, or far too much."""
        fields = typed_in(self.typed)
        if not fields or is_too_much(fields):
            return None
        return keep_draft(self.page, fields, by=self.user, person_id=self.person_id)

    def forget(self) -> None:
        """It has been sent."""
        throw_away_draft(self.page, by=self.user)


def keeper_of(request: HttpRequest) -> PageKeeper:
    """Return the keeper of the page that is asked for."""
    matched = cast(Any, request).resolver_match
    person_id = matched.kwargs.get("person_id") if matched else None
    return PageKeeper(request.path, user=cast(User, request.user), typed=request.POST, person_id=person_id)


def keeper_for(page: str, *, user: User, typed: QueryDict) -> PageKeeper | None:
    """Return the keeper of a page that the script names, or None when it is no page of ours."""
    path = urlsplit(page).path
    try:
        matched = resolve(path)
    except Resolver404:
        return None
    if len(path) > 200 or getattr(matched.func, "keeps_nothing", False):
        return None
    return PageKeeper(path, user=user, typed=typed, person_id=matched.kwargs.get("person_id"))


def typed_in(sent: QueryDict) -> dict[str, list[str]]:
    """Return the fields of a form that may be kept."""
    return {
        name: [str(value) for value in values]
        for name, values in sent.lists()
        if not any(word in name for word in NEVER_KEPT)
    }


def is_too_much(fields: Mapping[str, list[str]]) -> bool:
    """Tell whether nobody could have typed so much."""
    return sum(len(text.encode()) for name, texts in fields.items() for text in (name, *texts)) > MOST_BYTES
