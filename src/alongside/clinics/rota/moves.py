"""Who would be moved by a new rota, and what may happen once some of them have said yes: asked, not moved."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from alongside.clinics.rota.filter import ineligible
from alongside.clinics.rota.hand import Standing
from alongside.clinics.rota.problem import Problem, Role, Shift

ORDER = {role: number for number, role in enumerate(Role)}


@dataclass(frozen=True, order=True)
class Move:
    """Somebody would leave a shift they know of: for another one of that week, or for none."""

    leaves: Shift
    goes: Shift | None = None


@dataclass(frozen=True)
class Settled:
    """What may happen now."""

    come: list[Shift]
    leave: list[Shift]
    moved: frozenset[Move]
    """The moves that are made by it, whole."""


def leads_first(shift: Shift) -> tuple[int, Shift]:
    """Return what sorts leads before those who need one."""
    return ORDER[shift.role], shift


def moves(problem: Problem, there: Collection[Shift], draft: Collection[Shift]) -> list[Move]:
    """Return who would leave what, each with the place they would have in that week instead, if any."""
    sessions = {session.id: session for session in problem.sessions}

    def in_order(shifts: Iterable[Shift]) -> list[Shift]:
        return sorted(shifts, key=lambda one: (sessions[one.session].on, sessions[one.session].starts, one))

    going = defaultdict(list)
    for shift in in_order(set(draft) - set(there)):
        going[shift.advocate, sessions[shift.session].week].append(shift)
    found = []
    for shift in in_order(set(there) - set(draft)):
        instead = going[shift.advocate, sessions[shift.session].week]
        found.append(Move(shift, instead.pop(0) if instead else None))
    return found


def settle(
    problem: Problem,
    there: Collection[Shift],
    draft: Collection[Shift],
    *,
    asked: Collection[Move],
    agreed: Collection[Move],
    may_come: Collection[Shift],
) -> Settled:
    """Return what may happen when those who `agreed` move, and nobody else of those `asked`.

    Whoever agreed leaves only when the place they go to is theirs at once, and not while the place they leave
    would stay empty though the draft fills it, unless they cannot be there anyway. So each keeps what they
    have until all who have to say yes have said it. `may_come` are those of the draft who may be put on.
    """
    leave = {move for move in agreed if move.leaves in there}
    while True:
        wait = {move.goes for move in asked if move not in leave}
        staying = set(there) - {move.leaves for move in leave}
        come = _come(problem, staying, set(may_come) - wait)
        on_it = Counter((shift.session, shift.role) for shift in (*staying, *come))
        wanted = Counter((shift.session, shift.role) for shift in draft)
        stuck = {
            move
            for move in leave
            if (move.goes and move.goes not in come)
            or (_leaves_a_hole(move, on_it, wanted) and _could_stay(problem, move.leaves))
        }
        if not stuck:
            return Settled(come, sorted(move.leaves for move in leave), frozenset(leave))
        leave -= stuck


def _come(problem: Problem, staying: Iterable[Shift], wanted: Iterable[Shift]) -> list[Shift]:
    """Return who can be put on, leads first."""
    standing, come = Standing(problem, staying), []
    for shift in sorted(wanted, key=leads_first):
        if not standing.against(shift):
            standing.add(shift)
            come.append(shift)
    return come


def _leaves_a_hole(move: Move, on_it: Counter[tuple[str, Role]], wanted: Counter[tuple[str, Role]]) -> bool:
    seat = (move.leaves.session, move.leaves.role)
    return on_it[seat] < wanted[seat]


def _could_stay(problem: Problem, shift: Shift) -> bool:
    session = next(one for one in problem.sessions if one.id == shift.session)
    advocate = next((one for one in problem.advocates if one.id == shift.advocate), None)
    return advocate is not None and ineligible(problem, advocate, session, shift.role) is None
