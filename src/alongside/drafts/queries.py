"""Reads about what was typed and not sent."""

from alongside.accounts.models import User
from alongside.crypto.keys import with_keys
from alongside.drafts.models import Draft


def drafts_of(user: User) -> list[Draft]:
    """Return what this user has not finished, newest first. Whom they may still see, the caller checks."""
    return with_keys(Draft.objects.filter(user=user).order_by("-saved_at", "-id"))


def draft_on(page: str, *, user: User) -> Draft | None:
    """Return what this user left on a page. Nobody else ever gets it (R06)."""
    return Draft.objects.filter(user=user, page=page).first()
