"""A problem laid out for planning: the places, who may fill each, what that costs, and who must stay."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from alongside.clinics.rota.offers import fair_shares, offers
from alongside.clinics.rota.problem import Advocate, Problem, Published, Role, Session, Shift

Filled = list[set[int]]
"""For each place, the numbers of those who fill it: this is what a search changes."""


@dataclass(frozen=True)
class Place:
    """Room for `count` advocates in one role on one session; numbers are those of the board's lists."""

    number: int
    session: int
    role: Role
    count: int
    missing: int
    """What each of them counts while nobody fills it."""


@dataclass(frozen=True)
class Board:
    """Everything by number, so that a search need not look at ids."""

    problem: Problem
    places: list[Place]
    of_session: list[list[Place]]
    costs: list[dict[int, int]]
    """For each place, what each advocate who may fill it costs there by themselves."""
    walls: list[frozenset[int]]
    """For each advocate, those they are never put with."""
    clashes: list[frozenset[int]]
    """For each session, those that nobody on it can also be on; itself among them."""
    shares: list[int]
    kept: list[frozenset[int]]
    """For each place, who stays there whatever else would be better."""
    weeks: list[date]

    @property
    def sessions(self) -> tuple[Session, ...]:
        """The sessions, by number."""
        return self.problem.sessions

    @property
    def advocates(self) -> tuple[Advocate, ...]:
        """The advocates, by number."""
        return self.problem.advocates

    def empty(self) -> Filled:
        """Return the rota with nobody on it but those who must stay."""
        return [set(kept) for kept in self.kept]

    def leads_clinic(self, place: Place) -> str | None:
        """Return the clinic that somebody in this place leads, if there is one."""
        return self.sessions[place.session].clinic if place.role == Role.LEAD else None

    def shifts(self, filled: Filled) -> tuple[Shift, ...]:
        """Return a rota by ids, in order."""
        return tuple(
            sorted(
                Shift(self.sessions[place.session].id, place.role, self.advocates[who].id)
                for place in self.places
                for who in filled[place.number]
            )
        )


def lay_out(problem: Problem, published: Published | None = None) -> Board:
    """Return the board of a problem, with the published rota minded if there is one."""
    found = offers(problem)
    places: list[Place] = []
    of_session: list[list[Place]] = []
    costs: list[dict[int, int]] = []
    for number, session in enumerate(problem.sessions):
        of_session.append([])
        for role, able in found[number].items():
            place = Place(len(places), number, role, session.needs[role], problem.weights.missing(role))
            places.append(place)
            of_session[-1].append(place)
            costs.append({who: _cost(problem, problem.advocates[who], session, role) for who in able})
    board = Board(
        problem,
        places,
        of_session,
        costs,
        _walls(problem.advocates),
        _clashes(problem),
        fair_shares(problem, found),
        [frozenset()] * len(places),
        [session.week for session in problem.sessions],
    )
    if published:
        _mind(board, published)
    return board


def _cost(problem: Problem, advocate: Advocate, session: Session, role: Role) -> int:
    weights = problem.weights
    stands_in = role == Role.SHADOW and Role.SHADOW not in advocate.may
    unliked = bool(advocate.prefers) and advocate.prefers.isdisjoint({session.clinic, session.place})
    steps = problem.steps(advocate, session)
    return weights.travel * steps + weights.stand_in * stands_in + weights.unliked * unliked


def _walls(advocates: tuple[Advocate, ...]) -> list[frozenset[int]]:
    numbers = {advocate.id: number for number, advocate in enumerate(advocates)}
    apart: list[set[int]] = [set() for _ in advocates]
    for number, advocate in enumerate(advocates):
        for other in advocate.never_with & numbers.keys():
            apart[number].add(numbers[other])
            apart[numbers[other]].add(number)
    return [frozenset(others) for others in apart]


def _clashes(problem: Problem) -> list[frozenset[int]]:
    on_day: dict[date, list[int]] = defaultdict(list)
    for number, session in enumerate(problem.sessions):
        on_day[session.on].append(number)
    sessions = problem.sessions
    return [
        frozenset(
            other
            for other in on_day[session.on]
            if other == number or problem.clash(session, sessions[other])
        )
        for number, session in enumerate(sessions)
    ]


def _mind(board: Board, published: Published) -> None:
    """Make staying cheaper by the weight of a change, and keep what is near and who said no to a change."""
    kept = []
    for place, who in standing(board, published):
        board.costs[place.number][who] -= board.problem.weights.change
        session, advocate = board.sessions[place.session], board.advocates[who]
        is_near = published.keep_until is not None and session.on < published.keep_until
        said_no = Shift(session.id, place.role, advocate.id) in published.said_no
        if is_near or said_no or session.id in published.kept:
            kept.append((place, who))
    seats = Seats(board, board.empty())
    for place, who in sorted(
        kept, key=lambda pair: (pair[0].session, pair[0].role != Role.LEAD, pair[0].number, pair[1])
    ):
        if seats.takes(place, who):
            seats.put(place, who)
    board.kept[:] = [frozenset(those) for those in seats.filled]


def standing(board: Board, published: Published) -> list[tuple[Place, int]]:
    """Return those of the published rota who may still be where they are."""
    numbers = {advocate.id: number for number, advocate in enumerate(board.advocates)}
    places = {(board.sessions[place.session].id, place.role): place for place in board.places}
    found = [
        (places.get((shift.session, shift.role)), numbers.get(shift.advocate)) for shift in published.shifts
    ]
    return [
        (place, who)
        for place, who in dict.fromkeys(found)
        if place is not None and who is not None and who in board.costs[place.number]
    ]


class Seats:
    """A rota in the making, counted as it changes, so that a look at a part costs no look at the whole."""

    def __init__(self, board: Board, filled: Filled) -> None:
        self.board = board
        self.filled: Filled = [set() for _ in board.places]
        self.in_week: dict[tuple[int, date], int] = defaultdict(int)
        self.on: dict[int, set[int]] = defaultdict(set)
        self.leading: dict[str, Counter[int]] = defaultdict(Counter)
        """For each clinic, how often each advocate leads it."""
        for place in board.places:
            for who in filled[place.number]:
                self.put(place, who)

    def put(self, place: Place, who: int) -> None:
        """Put somebody in a place."""
        self.filled[place.number].add(who)
        self.on[who].add(place.session)
        self._count(place, who, 1)

    def clear(self, place: Place) -> None:
        """Take everybody out of a place."""
        for who in self.filled[place.number]:
            self.on[who].discard(place.session)
            self._count(place, who, -1)
        self.filled[place.number] = set()

    def _count(self, place: Place, who: int, number: int) -> None:
        self.in_week[who, self.board.weeks[place.session]] += number
        clinic = self.board.leads_clinic(place)
        if clinic is not None:
            self.leading[clinic][who] += number

    def people_on(self, session: int) -> set[int]:
        """Return everybody on a session."""
        return {who for place in self.board.of_session[session] for who in self.filled[place.number]}

    def has_lead(self, session: int) -> bool:
        """Tell whether somebody leads a session."""
        return any(
            self.filled[place.number] for place in self.board.of_session[session] if place.role == Role.LEAD
        )

    def is_free(self, place: Place, who: int) -> bool:
        """Tell whether they can be on the session besides all else they are on, walls included."""
        week = self.board.weeks[place.session]
        return (
            self.in_week[who, week] < self.board.advocates[who].most_a_week
            and self.on[who].isdisjoint(self.board.clashes[place.session])
            and self.board.walls[who].isdisjoint(self.people_on(place.session))
        )

    def takes(self, place: Place, who: int) -> bool:
        """Tell whether they may be put in the place now."""
        if place.role == Role.SHADOW and not self.has_lead(place.session):
            return False
        return len(self.filled[place.number]) < place.count and self.is_free(place, who)


def places_of(board: Board, sessions: Iterable[int]) -> set[int]:
    """Return the numbers of all places of some sessions."""
    return {place.number for session in sessions for place in board.of_session[session]}
