"""A rota as it stands, and what is in the way of putting one more advocate on it by hand."""

from collections import defaultdict
from collections.abc import Iterable
from enum import StrEnum

from alongside.clinics.rota.filter import Reason, not_together, reasons
from alongside.clinics.rota.problem import Problem, Role, Shift


class Obstacle(StrEnum):
    """What the rota itself puts in the way."""

    ON_IT = "on_it"
    ELSEWHERE = "elsewhere"
    WEEK_FULL = "week_full"
    PLACE_TAKEN = "place_taken"
    NO_LEAD = "no_lead"
    """A shadow is only put where somebody leads."""


class Standing:
    """A rota that changes by one shift at a time."""

    def __init__(self, problem: Problem, shifts: Iterable[Shift]) -> None:
        self.problem = problem
        self.sessions = {session.id: session for session in problem.sessions}
        self.advocates = {advocate.id: advocate for advocate in problem.advocates}
        self.of: dict[str, set[Shift]] = defaultdict(set)
        self.on: dict[str, set[Shift]] = defaultdict(set)
        for shift in shifts:
            self.add(shift)

    def add(self, shift: Shift) -> None:
        """Put somebody on, whatever is in the way."""
        self.of[shift.advocate].add(shift)
        self.on[shift.session].add(shift)

    def remove(self, shift: Shift) -> None:
        """Take somebody off."""
        self.of[shift.advocate].discard(shift)
        self.on[shift.session].discard(shift)

    def against(self, shift: Shift) -> list[Reason | Obstacle]:
        """Return everything that is in the way of one more shift: the planner's own rules, all of them."""
        session, advocate = self.sessions[shift.session], self.advocates.get(shift.advocate)
        if advocate is None:
            return [Reason.NOT_POSSIBLE]
        found: list[Reason | Obstacle] = [*reasons(self.problem, advocate, session, shift.role)]
        others = {one.advocate for one in self.on[shift.session]} - {shift.advocate}
        near = (self.advocates[other] for other in others if other in self.advocates)
        if Reason.NOT_POSSIBLE not in found and any(not_together(advocate, other) for other in near):
            found.append(Reason.NOT_POSSIBLE)
        return found + self._full(shift)

    def stands(self, shift: Shift) -> bool:
        """Tell whether somebody who is on the rota could still be put there."""
        self.remove(shift)
        try:
            return not self.against(shift)
        finally:
            self.add(shift)

    def room(self, session: str, role: Role) -> int:
        """Return how many more a session has room for in a role."""
        there = sum(one.role == role for one in self.on[session])
        return self.sessions[session].needs.get(role, 0) - there

    def _full(self, shift: Shift) -> list[Reason | Obstacle]:
        session = self.sessions[shift.session]
        theirs = [self.sessions[one.session] for one in self.of[shift.advocate]]
        in_week = sum(one.week == session.week for one in theirs)
        led = any(one.role == Role.LEAD for one in self.on[shift.session])
        most = self.advocates[shift.advocate].most_a_week
        checks = (
            (Obstacle.ON_IT, any(one == session for one in theirs)),
            (Obstacle.ELSEWHERE, any(self.problem.clash(one, session) for one in theirs if one != session)),
            (Obstacle.WEEK_FULL, in_week >= most > 0),
            (Obstacle.PLACE_TAKEN, self.room(shift.session, shift.role) < 1),
            (Obstacle.NO_LEAD, shift.role == Role.SHADOW and not led),
        )
        return [obstacle for obstacle, stands in checks if stands]
