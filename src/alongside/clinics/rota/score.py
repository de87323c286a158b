"""What a rota counts and which rules it breaks, read straight off the problem.

This knows nothing of how rotas are made, and shares no code with it but the words of the problem: whatever
the planner says of its own work is checked against this.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence

from alongside.clinics.rota.problem import Advocate, Problem, Published, Role, Session, Shift


def score(
    problem: Problem, shifts: Iterable[Shift], shares: Mapping[str, int], published: Published | None = None
) -> dict[str, int]:
    """Return what each of the weights adds up to. `shares`: each advocate's fair share in shifts."""
    rota = set(shifts)
    weights = problem.weights
    sessions = {session.id: session for session in problem.sessions}
    advocates = {advocate.id: advocate for advocate in problem.advocates}
    parts: Counter[str] = Counter()
    filled = Counter((shift.session, shift.role) for shift in rota)
    for session in problem.sessions:
        for role, count in session.needs.items():
            parts[role.value] += getattr(weights, role.value) * (count - filled[session.id, role])
    parts["asked"] = weights.asked * _missed_wishes(problem, rota, advocates)
    parts["new_lead"] = weights.new_lead * len(
        {
            (clinic, shift.advocate)
            for shift in rota
            if shift.role == Role.LEAD and (clinic := sessions[shift.session].clinic)
        }
    )
    for shift in rota:
        advocate, session = advocates[shift.advocate], sessions[shift.session]
        parts["travel"] += weights.travel * (problem.way(advocate, session) // 5)
        if shift.role == Role.SHADOW and Role.SHADOW not in advocate.may:
            parts["stand_in"] += weights.stand_in
        if (
            advocate.prefers
            and session.clinic not in advocate.prefers
            and session.place not in advocate.prefers
        ):
            parts["unliked"] += weights.unliked
    parts.update(_fairness(problem, rota, shares))
    parts["variety"] = weights.variety * _leads_not_seen(problem, rota)
    if published:
        parts["change"] = weights.change * len(moved(problem, rota, published))
    return {name: parts[name] for name in vars(weights)}


def _missed_wishes(problem: Problem, rota: set[Shift], advocates: Mapping[str, Advocate]) -> int:
    shown: dict[str, set[str]] = defaultdict(set)
    for shift in rota:
        shown[shift.session] |= advocates[shift.advocate].traits
    traits = sum(len(session.traits - shown[session.id]) for session in problem.sessions)
    return traits + unspoken(problem, rota).total()


def unspoken(problem: Problem, rota: Iterable[Shift]) -> Counter[str]:
    """Return on how many sessions each language is asked for and nobody there speaks it."""
    languages = {advocate.id: advocate.languages for advocate in problem.advocates}
    spoken: dict[str, set[str]] = defaultdict(set)
    for shift in rota:
        spoken[shift.session] |= languages[shift.advocate]
    return Counter(
        language for session in problem.sessions for language in session.languages - spoken[session.id]
    )


def _fairness(problem: Problem, rota: set[Shift], shares: Mapping[str, int]) -> Counter[str]:
    weights = problem.weights
    loads = Counter(shift.advocate for shift in rota)
    parts: Counter[str] = Counter()
    for advocate in problem.advocates:
        above = loads[advocate.id] - shares[advocate.id]
        if above < 0:
            parts["under"] += weights.under * -above
        else:
            parts["over"] += weights.over * min(2, above)
            parts["far_over"] += weights.far_over * max(0, above - 2)
    return parts


def _leads_not_seen(problem: Problem, rota: set[Shift]) -> int:
    leads: dict[str, set[str]] = defaultdict(set)
    shadowed: dict[str, set[str]] = defaultdict(set)
    for shift in rota:
        if shift.role == Role.LEAD:
            leads[shift.session].add(shift.advocate)
        if shift.role == Role.SHADOW:
            shadowed[shift.advocate].add(shift.session)
    left = 0
    for advocate in problem.advocates:
        seen = {lead for session in shadowed[advocate.id] for lead in leads[session]}
        left += max(0, advocate.leads_to_see - len(seen - advocate.leads_seen - {advocate.id}))
    return left


def moved(problem: Problem, rota: Iterable[Shift], published: Published) -> list[Shift]:
    """Return those of the published shifts that could have stayed and did not."""
    now = set(rota)
    sessions = {session.id: session for session in problem.sessions}
    advocates = {advocate.id: advocate for advocate in problem.advocates}
    return [
        shift
        for shift in sorted(set(published.shifts) - now)
        if shift.session in sessions
        and shift.advocate in advocates
        and sessions[shift.session].needs.get(shift.role)
        and not unfit(problem, advocates[shift.advocate], sessions[shift.session], shift.role)
    ]


def broken(problem: Problem, shifts: Sequence[Shift]) -> list[str]:
    """Return every hard rule that a rota breaks, as a sentence with ids."""
    sessions = {session.id: session for session in problem.sessions}
    advocates = {advocate.id: advocate for advocate in problem.advocates}
    found = []
    on: dict[str, list[Shift]] = defaultdict(list)
    of: dict[str, list[Session]] = defaultdict(list)
    for shift in shifts:
        why = unfit(problem, advocates[shift.advocate], sessions[shift.session], shift.role)
        if why:
            found.append(f"{shift.advocate} on {shift.session} as {shift.role}: {why}")
        on[shift.session].append(shift)
        of[shift.advocate].append(sessions[shift.session])
    for session in problem.sessions:
        found += _broken_on(session, on[session.id], advocates)
    for advocate in problem.advocates:
        found += _broken_of(problem, advocate, of[advocate.id])
    return found


def _broken_on(session: Session, there: list[Shift], advocates: Mapping[str, Advocate]) -> list[str]:
    found = []
    roles = Counter(shift.role for shift in there)
    for role, count in roles.items():
        if count > session.needs.get(role, 0):
            found.append(f"{session.id} has {count} as {role}")
    if roles[Role.SHADOW] and not roles[Role.LEAD]:
        found.append(f"{session.id} has a shadow and no lead")
    people = [shift.advocate for shift in there]
    for place, one in enumerate(people):
        for other in people[place + 1 :]:
            if other in advocates[one].never_with or one in advocates[other].never_with:
                found.append(f"{session.id} has {one} with {other}")
    return found


def _broken_of(problem: Problem, advocate: Advocate, theirs: list[Session]) -> list[str]:
    found = []
    for week, count in Counter(session.week for session in theirs).items():
        if count > advocate.most_a_week:
            found.append(f"{advocate.id} has {count} shifts in the week of {week}")
    in_order = sorted(theirs, key=lambda session: (session.on, session.starts))
    for number, first in enumerate(in_order):
        for second in in_order[number + 1 :]:
            way = 0
            if first.area and second.area and first.area != second.area:
                way = _minutes(problem, first.area, second.area)
            elif first.area and second.area:
                way = problem.minutes.get((first.area, first.area), 0)
            if first.on == second.on and second.starts - first.ends < way:
                found.append(f"{advocate.id} cannot be on both {first.id} and {second.id}")
    return found


def _minutes(problem: Problem, here: str, there: str) -> int:
    for pair in ((here, there), (there, here)):
        if pair in problem.minutes:
            return problem.minutes[pair]
    return problem.unknown_minutes


def unfit(problem: Problem, advocate: Advocate, session: Session, role: Role) -> str:
    """Return in a word why one advocate may not be on one session, or nothing."""
    allowed = set(advocate.may) | ({Role.SHADOW} if Role.LEAD in advocate.may else set())
    if role not in allowed:
        return "role"
    if (advocate.ready_from or session.on) > session.on or (advocate.ready_until or session.on) < session.on:
        return "ready"
    if not _there(advocate, session):
        return "time"
    if advocate.most_minutes is not None and problem.way(advocate, session) > advocate.most_minutes:
        return "way"
    if session.only_languages - advocate.languages or session.only_traits - advocate.traits:
        return "demanded"
    forbidden = {session.place, session.clinic, *session.people} & advocate.never_with
    return "wall" if forbidden else ""


def _there(advocate: Advocate, session: Session) -> bool:
    """Minute by minute would be the same, slower: whole days and hours are compared."""
    mine = [each for each in advocate.exceptions if each.begins <= session.on <= each.ends]
    for each in mine:
        if not each.free and not (session.ends <= each.from_minute or each.to_minute <= session.starts):
            return False
    hours = [(each.from_minute, each.to_minute) for each in mine if each.free]
    hours += [(each.starts, each.ends) for each in advocate.usual if each.weekday == session.on.weekday()]
    return any(begins <= session.starts and session.ends <= ends for begins, ends in hours)
