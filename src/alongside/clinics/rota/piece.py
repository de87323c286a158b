"""A part of the rota as a linear program: the places that are open for change, all others as they are."""

import math
from collections import Counter, defaultdict
from collections.abc import Iterable
from datetime import date

from alongside.clinics.rota.board import Place, Seats
from alongside.clinics.rota.nearby import Part
from alongside.clinics.rota.piece_wishes import add_wishes
from alongside.clinics.rota.problem import Role, Weights
from alongside.clinics.rota.program import Program


def full_step(weights: Weights) -> int:
    """Return the step in which what is missing counts: every sum of it is a multiple."""
    return math.gcd(*(weights.missing(role) for role in Role), weights.asked) or 1


class Piece:
    """The program of the open places: `soft` with all that makes a rota good, else only that it is full.

    `meetings`: shadows meet the leads they still have to see. A bound holds without, and comes much sooner.
    """

    def __init__(self, seats: Seats, part: Part, *, soft: bool = True, meetings: bool = True) -> None:
        self.seats = seats
        self.board = board = seats.board
        self.filled = seats.filled
        self.opened = sorted(part.places)
        self.people = part.people
        self.soft = soft
        self.program = Program()
        self.at: dict[tuple[int, int], int] = {}
        """The column of each place and advocate."""
        self.gaps: dict[int, int] = {}
        """The column of each open place that counts how many are missing."""
        self.open_set = set(self.opened)
        self.missed: list[tuple[int, int]] = []
        """Each session and its columns that count what was asked for and is not there."""
        self.sessions = sorted({board.places[number].session for number in self.opened})
        room = sum(board.places[number].count for number in self.opened)
        self.step = full_step(board.problem.weights)
        self.nudge = self.step / (2 * max(1, room))
        """Without wishes, what it counts to put somebody where they are not: never as much as a step."""
        self._note_own()
        self._add_places()
        self._add_limits()
        self._add_pairs()
        self._add_asked()
        if soft:
            add_wishes(self, meetings=meetings)

    def take(self, values: Iterable[float]) -> None:
        """Change the rota to what a solution means."""
        found = list(values)
        for number in self.opened:
            self.seats.clear(self.board.places[number])
        for (number, who), column in self.at.items():
            if found[column] > 0.5:
                self.seats.put(self.board.places[number], who)

    def full_bound(self, bound: float) -> float:
        """Return what is proven to be missing at least, from a bound on a program without wishes."""
        return max(0.0, math.ceil((bound - self.step / 2) / self.step - 1e-6) * float(self.step))

    def is_open(self, place: Place) -> bool:
        """Tell whether a place may change."""
        return place.number in self.open_set

    def _note_own(self) -> None:
        """Count what of the rota lies in the open places: the rest is all else."""
        board = self.board
        self.own_weeks: Counter[tuple[int, date]] = Counter()
        self.own_on: dict[int, set[int]] = defaultdict(set)
        self.own_leading: dict[str, Counter[int]] = defaultdict(Counter)
        for place in (board.places[number] for number in self.opened):
            for who in self.filled[place.number]:
                self.own_weeks[who, board.weeks[place.session]] += 1
                self.own_on[who].add(place.session)
                if (clinic := board.leads_clinic(place)) is not None:
                    self.own_leading[clinic][who] += 1
        self.rest_there = {
            session: {
                who
                for place in board.of_session[session]
                if not self.is_open(place)
                for who in self.filled[place.number]
            }
            for session in self.sessions
        }

    def rest_on(self, who: int) -> set[int]:
        """Return the sessions somebody is on whatever happens to the open places."""
        return self.seats.on[who] - self.own_on.get(who, set())

    def _room_in(self, who: int, week: date) -> int:
        """Return how many shifts somebody can have here besides the rest of their week."""
        rest = self.seats.in_week[who, week] - self.own_weeks[who, week]
        return self.board.advocates[who].most_a_week - rest

    def _add_places(self) -> None:
        for number in self.opened:
            place, inside = self.board.places[number], self.filled[number]
            terms = []
            for who, cost in self.board.costs[number].items():
                if self._has_room(place, who):
                    kept = who in self.board.kept[number]
                    column = self.program.column(
                        cost if self.soft else self.nudge * (who not in inside),
                        value=who in inside,
                        lower=1 if kept else 0,
                    )
                    self.at[number, who] = column
                    terms.append((column, 1.0))
            gap = self.program.column(
                place.missing, value=place.count - len(inside), upper=place.count, whole=False
            )
            self.gaps[number] = gap
            self.program.row([*terms, (gap, 1.0)], least=place.count, most=place.count)

    def _has_room(self, place: Place, who: int) -> bool:
        return (
            (self.people is None or who in self.people)
            and self._room_in(who, self.board.weeks[place.session]) > 0
            and self.rest_on(who).isdisjoint(self.board.clashes[place.session])
            and self.board.walls[who].isdisjoint(self.rest_there[place.session])
        )

    def _add_limits(self) -> None:
        """At most so many a week, and never two places at once."""
        by_week: dict[tuple[int, date], dict[int, list[int]]] = defaultdict(lambda: defaultdict(list))
        for (number, who), column in self.at.items():
            session = self.board.places[number].session
            by_week[who, self.board.weeks[session]][session].append(column)
        for (who, week), sessions in by_week.items():
            most = self._room_in(who, week)
            columns = [column for those in sessions.values() for column in those]
            if len(columns) > most:
                self.program.row(((column, 1.0) for column in columns), most=most)
            if most > 1:
                self._add_clashes(sessions)

    def _add_clashes(self, sessions: dict[int, list[int]]) -> None:
        clashes = self.board.clashes
        left = sorted(sessions)
        for session in left:
            others = [other for other in left if other > session and other in clashes[session]]
            together = self._all_clash(others)
            for group in [others] if together else [[other] for other in others]:
                columns = [column for each in (session, *group) for column in sessions[each]]
                if len(columns) > 1:
                    self.program.row(((column, 1.0) for column in columns), most=1)

    def _all_clash(self, sessions: list[int]) -> bool:
        clashes = self.board.clashes
        return all(other in clashes[one] for one in sessions for other in sessions)

    def _add_pairs(self) -> None:
        """A shadow only with a lead, and nobody with those they may not be put with."""
        for session in self.sessions:
            places = self.board.of_session[session]
            self._shadow_needs_lead(places)
            there: dict[int, list[int]] = defaultdict(list)
            for place in places:
                for who in self.board.costs[place.number]:
                    if (place.number, who) in self.at:
                        there[who].append(self.at[place.number, who])
            for who, theirs in there.items():
                for other in self.board.walls[who] & there.keys():
                    if who < other:
                        self.program.row(((column, 1.0) for column in theirs + there[other]), most=1)

    def _shadow_needs_lead(self, places: list[Place]) -> None:
        leads = [place for place in places if place.role == Role.LEAD]
        shadows = [place for place in places if place.role == Role.SHADOW]
        leads_fixed = sum(len(self.filled[place.number]) for place in leads if not self.is_open(place))
        for shadow in shadows:
            fixed = 0 if self.is_open(shadow) else len(self.filled[shadow.number])
            if leads_fixed or not (self.is_open(shadow) or fixed):
                continue
            terms = [
                (column, 1.0) for place in leads if self.is_open(place) for column in self.columns_of(place)
            ]
            if self.is_open(shadow):
                terms += [(column, -1.0) for column in self.columns_of(shadow)]
            self.program.row(terms, least=fixed)

    def columns_of(self, place: Place) -> list[int]:
        """Return the columns of everybody who may fill an open place."""
        return [
            self.at[place.number, who]
            for who in self.board.costs[place.number]
            if (place.number, who) in self.at
        ]

    def people_in(self, place: Place) -> list[tuple[int, int | None]]:
        """Return who is or may be in a place, each with their column; None for those who simply are."""
        if not self.is_open(place):
            return [(who, None) for who in sorted(self.filled[place.number])]
        return [
            (who, self.at[place.number, who])
            for who in self.board.costs[place.number]
            if (place.number, who) in self.at
        ]

    def _add_asked(self) -> None:
        """Somebody with each language and characteristic that a session asks for."""
        weight = self.board.problem.weights.asked
        for session in self.sessions:
            wanted = self.board.sessions[session]
            for kind, names in (("languages", wanted.languages), ("traits", wanted.traits)):
                for name in sorted(names):
                    self._add_one_asked(session, kind, name, weight)

    def _add_one_asked(self, session: int, kind: str, name: str, weight: int) -> None:
        having = []
        met = False
        for place in self.board.of_session[session]:
            for who, column in self.people_in(place):
                if name in getattr(self.board.advocates[who], kind):
                    met = met or column is None or who in self.filled[place.number]
                    if column is None:
                        return
                    having.append((column, 1.0))
        missed = self.program.column(weight, value=not met, whole=False)
        self.missed.append((session, missed))
        self.program.row([*having, (missed, 1.0)], least=1)
