"""Whether one advocate may be put on one session: asked by the solver, by hand, and to explain."""

from collections.abc import Callable, Iterator
from enum import StrEnum

from alongside.clinics.rota.problem import Advocate, Problem, Role, Session


class Reason(StrEnum):
    """Why not, in the order in which it is told."""

    NOT_SIGNED_OFF = "not_signed_off"
    NOT_READY = "not_ready"
    """Checks, training or supervision are not in date."""
    AWAY = "away"
    NOT_AVAILABLE = "not_available"
    TOO_FAR = "too_far"
    NOT_ASKED_FOR = "not_asked_for"
    """The session demands a language or characteristic they do not have."""
    NOT_POSSIBLE = "not_possible"
    """A wall. Which one is nobody's business."""


def signed_off(advocate: Advocate, role: Role) -> bool:
    """Tell whether they may do the role; a lead may stand in for a shadow."""
    return role in advocate.may or (role == Role.SHADOW and Role.LEAD in advocate.may)


def usually_there(advocate: Advocate, session: Session) -> bool:
    """Tell whether the session lies in the hours of their usual week."""
    weekday = session.on.weekday()
    return any(
        window.weekday == weekday and window.starts <= session.starts and session.ends <= window.ends
        for window in advocate.usual
    )


def in_reach(problem: Problem, advocate: Advocate, session: Session) -> bool:
    """Tell whether the way is not longer than they go."""
    return advocate.most_minutes is None or problem.way(advocate, session) <= advocate.most_minutes


def _not_ready(_problem: Problem, advocate: Advocate, session: Session, _role: Role) -> bool:
    too_early = advocate.ready_from is not None and session.on < advocate.ready_from
    return too_early or (advocate.ready_until is not None and session.on > advocate.ready_until)


def _not_available(_problem: Problem, advocate: Advocate, session: Session, _role: Role) -> bool:
    if advocate.most_a_week < 1:
        return True
    extra = any(each.free and each.covers(session) for each in advocate.exceptions)
    return not extra and not usually_there(advocate, session)


def _lacks_what_is_demanded(_problem: Problem, advocate: Advocate, session: Session, _role: Role) -> bool:
    return not (session.only_languages <= advocate.languages and session.only_traits <= advocate.traits)


Check = Callable[[Problem, Advocate, Session, Role], bool]
CHECKS: tuple[tuple[Reason, Check], ...] = (
    (Reason.NOT_SIGNED_OFF, lambda _problem, advocate, _session, role: not signed_off(advocate, role)),
    (Reason.NOT_READY, _not_ready),
    (
        Reason.AWAY,
        lambda _problem, advocate, session, _role: any(
            not each.free and each.touches(session) for each in advocate.exceptions
        ),
    ),
    (Reason.NOT_AVAILABLE, _not_available),
    (Reason.TOO_FAR, lambda problem, advocate, session, _role: not in_reach(problem, advocate, session)),
    (Reason.NOT_ASKED_FOR, _lacks_what_is_demanded),
    (
        Reason.NOT_POSSIBLE,
        lambda _problem, advocate, session, _role: not advocate.never_with.isdisjoint(session.touches),
    ),
)


def _against(problem: Problem, advocate: Advocate, session: Session, role: Role) -> Iterator[Reason]:
    return (reason for reason, stands in CHECKS if stands(problem, advocate, session, role))


def reasons(problem: Problem, advocate: Advocate, session: Session, role: Role) -> list[Reason]:
    """Return every reason why the advocate may not be put on the session as `role`."""
    return list(_against(problem, advocate, session, role))


def ineligible(problem: Problem, advocate: Advocate, session: Session, role: Role) -> Reason | None:
    """Return the first reason why not, or None where they may."""
    return next(_against(problem, advocate, session, role), None)


def not_together(one: Advocate, other: Advocate) -> bool:
    """Tell whether a wall stands between two advocates, whichever of them it was put up for."""
    return other.id in one.never_with or one.id in other.never_with
