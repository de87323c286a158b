"""Reads about the stages of a journey."""

from collections.abc import Iterable
from uuid import UUID

from alongside.accounts.models import User
from alongside.crypto.keys import with_keys
from alongside.peers.models import Stage, StageName


def stage_of(user: User) -> StageName | None:
    """Return the stage that holds today; None for somebody who has not begun."""
    return stages_of([user]).get(user.pk)


def stages_of(users: Iterable[User]) -> dict[UUID, StageName]:
    """Return the stage of each that holds today, by the user's id; in one query."""
    return Stage.objects.now_of(user.pk for user in users)


def journey_of(user: User) -> list[Stage]:
    """Return every stage, the newest first, with who decided it."""
    rows = Stage.objects.filter(peer__user=user).newest_first().select_related("decided_by")
    return with_keys(rows, "decided_by")
