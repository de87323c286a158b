"""Why a place stays empty: who could but is elsewhere, and who is one step away. Walls are never named."""

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from alongside.clinics.rota.filter import Reason, not_together, reasons
from alongside.clinics.rota.problem import Advocate, Plan, Problem, Role, Session, Shift

STEPS = (Reason.NOT_SIGNED_OFF, Reason.NOT_READY, Reason.AWAY, Reason.NOT_AVAILABLE, Reason.TOO_FAR)
"""What can change. A wall cannot, and what a session demands cannot; the two are told as one."""


@dataclass(frozen=True)
class Elsewhere:
    """Somebody able who is on another session then, and what their coming would leave empty."""

    advocate: str
    session: str
    role: Role
    costs: int
    """What the objective would grow by, as far as the two places go; less than 0 would be a gain."""


@dataclass(frozen=True)
class GapReason:
    """What is known about one place that nobody fills, or not enough people."""

    session: str
    role: Role
    missing: int
    proven: bool
    """No rota fills more places, as the weights count them. Otherwise: none was found."""
    elsewhere: tuple[Elsewhere, ...]
    waits_for_lead: tuple[str, ...]
    """Could be the shadow once there is a lead."""
    one_step: Mapping[Reason, tuple[str, ...]]
    """Those who have one thing in the way, by that thing."""
    more_steps: int
    """How many have several things in the way."""
    not_possible: int
    """How many it is not possible for. Whoever reads this is not told why, nor who."""
    free: tuple[str, ...]
    """Could, and are nowhere else: there are none in a rota that is proven full."""


def explain(problem: Problem, plan: Plan) -> list[GapReason]:
    """Return a reason for every place of a plan that stays empty, in the order of the problem."""
    sessions = {session.id: session for session in problem.sessions}
    reader = _Reader(problem, plan, sessions)
    return [reader.reason(sessions[session], role, missing) for session, role, missing in plan.missing]


class _Reader:
    """Reads a plan for the reasons of its gaps."""

    def __init__(self, problem: Problem, plan: Plan, sessions: Mapping[str, Session]) -> None:
        self.problem = problem
        self.sessions = sessions
        self.proven = plan.coverage_proven
        self.of: dict[str, list[Shift]] = defaultdict(list)
        self.on: dict[str, list[Shift]] = defaultdict(list)
        for shift in plan.shifts:
            self.of[shift.advocate].append(shift)
            self.on[shift.session].append(shift)
        self.by_id = {advocate.id: advocate for advocate in problem.advocates}

    def reason(self, session: Session, role: Role, missing: int) -> GapReason:
        one_step: dict[Reason, list[str]] = defaultdict(list)
        able: list[Advocate] = []
        counts: Counter[str] = Counter()
        for advocate in self.problem.advocates:
            against = reasons(self.problem, advocate, session, role)
            if self._is_on(advocate, session):
                continue
            if self._not_possible(advocate, session, against):
                counts["not_possible"] += 1
            elif len(against) == 1:
                one_step[against[0]].append(advocate.id)
            elif against:
                counts["more_steps"] += 1
            else:
                able.append(advocate)
        elsewhere = [each for advocate in able for each in self._elsewhere(advocate, session, role)]
        busy = {each.advocate for each in elsewhere}
        free = tuple(advocate.id for advocate in able if advocate.id not in busy)
        waits = role == Role.SHADOW and all(shift.role != Role.LEAD for shift in self.on[session.id])
        return GapReason(
            session=session.id,
            role=role,
            missing=missing,
            proven=self.proven,
            elsewhere=tuple(elsewhere),
            waits_for_lead=free if waits else (),
            one_step={reason: tuple(one_step[reason]) for reason in STEPS if one_step[reason]},
            more_steps=counts["more_steps"],
            not_possible=counts["not_possible"],
            free=() if waits else free,
        )

    def _is_on(self, advocate: Advocate, session: Session) -> bool:
        return any(shift.advocate == advocate.id for shift in self.on[session.id])

    def _not_possible(self, advocate: Advocate, session: Session, against: Sequence[Reason]) -> bool:
        others = (self.by_id[shift.advocate] for shift in self.on[session.id])
        return (
            Reason.NOT_POSSIBLE in against
            or Reason.NOT_ASKED_FOR in against
            or any(not_together(advocate, other) for other in others)
        )

    def _elsewhere(self, advocate: Advocate, session: Session, role: Role) -> list[Elsewhere]:
        """Return the shifts that keep them: at the same time, or, their week being full, in the same week."""
        theirs = [
            shift for shift in self.of[advocate.id] if self.sessions[shift.session].week == session.week
        ]
        clashing = [shift for shift in theirs if self.problem.clash(self.sessions[shift.session], session)]
        full = theirs if len(theirs) >= advocate.most_a_week else []
        weights = self.problem.weights
        return [
            Elsewhere(
                advocate.id,
                shift.session,
                shift.role,
                weights.missing(shift.role) - weights.missing(role),
            )
            for shift in clashing or full
        ]
