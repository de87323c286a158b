"""Whether those who are on a session may still work on its day, and where somebody is down next (B4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from alongside.accounts.models import User
from alongside.clinics.models import LIVE, Shift
from alongside.clinics.queries.lines import SessionLine
from alongside.clinics.rules import work_in_the_way
from alongside.common import clock
from alongside.common.problems import Problem
from alongside.crypto.keys import SERVICE, preload
from alongside.peers.rules import can_be_decided, standings


@dataclass(frozen=True)
class Doubt:
    """Somebody on a session, and what has come in the way of their working there since they were put on."""

    user: User
    problems: list[Problem]

    @property
    def can_be_decided(self) -> bool:
        """Tell whether a coordinator may decide that they work all the same."""
        return can_be_decided(self.problems)


def doubts_about(line: SessionLine) -> list[Doubt]:
    """Return whom of those on a session that is to come something keeps from working: for coordinators.

    Who stepped back, or is no lead any more, shows as not available already.
    """
    if not line.session.is_live or line.session.is_over:
        return []
    there = [one.shift for one in line.people if one.stands]
    on = line.session.on
    found = standings([shift.user_id for shift in there], on)
    doubts = [Doubt(shift.user, work_in_the_way(found[shift.user_id], on, shift.role)) for shift in there]
    return [doubt for doubt in doubts if doubt.problems]


def next_shifts_of(users: Iterable[User]) -> dict[UUID, Shift]:
    """Return where each of these is down next, by the id of the user; in one query."""
    coming = Shift.objects.live().filter(
        user__in=list(users), session__state__in=LIVE, session__on__gte=clock.today()
    )
    preload([SERVICE])
    found: dict[UUID, Shift] = {}
    for shift in coming.select_related("session__clinic").order_by("session__on", "session__starts_at", "id"):
        found.setdefault(shift.user_id, shift)
    return found
