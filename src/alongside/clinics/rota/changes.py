"""What a rota leaves empty, and what it changes in a published one."""

from collections import Counter
from collections.abc import Iterable

from alongside.clinics.rota.board import lay_out, standing
from alongside.clinics.rota.problem import Change, Problem, Published, Role, Shift


def missing(problem: Problem, shifts: Iterable[Shift]) -> tuple[tuple[str, Role, int], ...]:
    """Return each session, role and how many that a rota leaves empty."""
    there = Counter((shift.session, shift.role) for shift in shifts)
    return tuple(
        (session.id, role, count - there[session.id, role])
        for session in problem.sessions
        for role, count in session.needs.items()
        if there[session.id, role] < count
    )


def changes(problem: Problem, published: Published, shifts: tuple[Shift, ...]) -> tuple[Change, ...]:
    """Return what differs from the published rota, those who leave paired with those who come."""
    board = lay_out(problem)
    could_stay = {
        Shift(board.sessions[place.session].id, place.role, board.advocates[who].id)
        for place, who in standing(board, published)
    }
    gone, new = set(published.shifts) - set(shifts), set(shifts) - set(published.shifts)
    found = []
    for where in sorted({(shift.session, shift.role) for shift in gone | new}):
        leave = sorted(shift for shift in gone if (shift.session, shift.role) == where)
        come = sorted(shift for shift in new if (shift.session, shift.role) == where)
        for number in range(max(len(leave), len(come))):
            left = leave[number] if number < len(leave) else None
            came = come[number] if number < len(come) else None
            found.append(
                Change(
                    session=where[0],
                    role=where[1],
                    leaves=left.advocate if left else None,
                    comes=came.advocate if came else None,
                    avoidable=left in could_stay,
                )
            )
    return tuple(found)
