"""Keeping and throwing away what was typed."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.common import clock
from alongside.drafts.models import Draft
from alongside.drafts.queries import draft_on


def keep_draft(
    page: str, fields: Mapping[str, Sequence[str]], *, by: User, person_id: UUID | None = None
) -> Draft:
    """Keep what was typed on `page`, over what was kept there before."""
    with recorded("draft.keep", by=by) as note:
        # looked for inside: the page's script and the button may both send it at once
        User.objects.select_for_update().get(pk=by.pk)
        note.about = kept = draft_on(page, user=by) or Draft(user=by, page=page)
        kept.person_id = person_id
        kept.fields = {name: list(values) for name, values in fields.items()}
        kept.saved_at = clock.now()
        kept.save()
    return kept


def throw_away_draft(page: str, *, by: User) -> None:
    """Throw away what was kept of `page`: it was sent, or is not wanted."""
    kept = draft_on(page, user=by)
    if kept is not None:
        with recorded("draft.throw_away", by=by, about=kept):
            kept.delete()
