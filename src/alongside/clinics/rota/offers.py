"""Who may fill what, worked out quickly for many, and how many shifts are whose fair share."""

from collections import Counter
from collections.abc import Callable
from datetime import date

from alongside.clinics.rota.filter import in_reach, ineligible, usually_there
from alongside.clinics.rota.problem import Problem, Role, Session

Offers = list[dict[Role, list[int]]]
"""For each session, for each role it needs, the numbers of the advocates who may fill it."""


def offers(problem: Problem) -> Offers:
    """Return who may fill what. The filter decides; an index spares it those who cannot be free or near."""
    near = _near(problem)
    advocates = problem.advocates
    return [
        {
            role: [who for who in able if not ineligible(problem, advocates[who], session, role)]
            for role, count in session.needs.items()
            if count
        }
        for session in problem.sessions
        for able in [near(session)]
    ]


def _near(problem: Problem) -> Callable[[Session], list[int]]:
    everybody = list(enumerate(problem.advocates))
    extra = {who for who, advocate in everybody if any(each.free for each in advocate.exceptions)}
    at_hours: dict[tuple[int, int, int], set[int]] = {}
    in_area: dict[str | None, set[int]] = {}

    def near(session: Session) -> list[int]:
        hours = (session.on.weekday(), session.starts, session.ends)
        if hours not in at_hours:
            at_hours[hours] = {who for who, advocate in everybody if usually_there(advocate, session)} | extra
        if session.area not in in_area:
            in_area[session.area] = {
                who for who, advocate in everybody if in_reach(problem, advocate, session)
            }
        return sorted(at_hours[hours] & in_area[session.area])

    return near


def fair_shares(problem: Problem, found: Offers) -> list[int]:
    """Return for each advocate their fair share in shifts: of all places, in proportion to what they offer.

    Somebody offers, each week, as many shifts as there are sessions they may be on, up to their most a week.
    What is left by rounding down goes to the largest remainders, in the order of the file.
    """
    capacity = _capacity(problem, found)
    places = sum(sum(session.needs.values()) for session in problem.sessions)
    whole = sum(capacity)
    if places >= whole:
        return capacity
    shares = [places * offered // whole for offered in capacity]
    by_remainder = sorted(range(len(shares)), key=lambda who: (-(places * capacity[who] % whole), who))
    for who in by_remainder[: places - sum(shares)]:
        shares[who] += 1
    return shares


def _capacity(problem: Problem, found: Offers) -> list[int]:
    offered: Counter[tuple[int, date]] = Counter()
    for session, roles in zip(problem.sessions, found, strict=True):
        for who in {who for able in roles.values() for who in able}:
            offered[who, session.week] += 1
    capacity = [0] * len(problem.advocates)
    for (who, _week), count in offered.items():
        capacity[who] += min(count, problem.advocates[who].most_a_week)
    return capacity
