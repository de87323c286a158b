"""Reads about what was typed and not sent."""

from alongside.accounts.models import User
from alongside.drafts.models import Draft


def draft_on(page: str, *, user: User) -> Draft | None:
    """Return what this user left on a page. Nobody else ever gets it (R06)."""
    return Draft.objects.filter(user=user, page=page).first()
