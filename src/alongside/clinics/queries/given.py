"""How many hours advocates gave."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from alongside.accounts.models import User
from alongside.clinics.models import SessionState, Shift
from alongside.common import clock


def hours_given(users: Iterable[User], *, weeks: int) -> dict[UUID, float]:
    """Return the hours each of these was on shift in so many weeks up to today, in one query."""
    today = clock.today()
    shifts = (
        Shift.objects.live()
        .filter(user__in=list(users), session__on__range=(today - timedelta(weeks=weeks), today))
        .exclude(session__state=SessionState.CANCELLED)
        .select_related("session")
    )
    found: dict[UUID, float] = {}
    for shift in shifts:
        length = shift.session.finishes - shift.session.begins
        found[shift.user_id] = found.get(shift.user_id, 0.0) + length.total_seconds() / 3600
    return {user: round(hours, 1) for user, hours in found.items()}
