"""Looks for a rota: a quick one, then proof of how full it can be, then better ones until time is up."""

import random
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date

from alongside.clinics.rota.board import Board, places_of
from alongside.clinics.rota.greedy import greedy
from alongside.clinics.rota.nearby import Nearby, Part
from alongside.clinics.rota.piece import Piece
from alongside.clinics.rota.problem import Published
from alongside.clinics.rota.program import ShouldStop, Solved
from alongside.clinics.rota.score import score

SMALL = 3_000
"""A rota of so few pairs of place and advocate is solved as one."""
PIECE_SECONDS = 3.0
AT_ONCE = 60
"""So many sessions of a week are made good at once."""
MOST_FOR_A_BOUND = 0.4
"""The share of the time that may go into a bound."""


ENOUGH = 0.98
"""A round over all weeks that leaves more than this of the objective was the last."""


@dataclass(frozen=True)
class Progress:
    """How far a search is: what the best rota so far counts, and what none can be under."""

    seconds: float
    objective: int
    bound: float
    gaps: int
    """How many places the best rota so far leaves empty."""


OnProgress = Callable[[Progress], None]


@dataclass
class Search:
    """The best rota so far, and what is known about better ones."""

    board: Board
    published: Published | None
    seconds: float
    seed: int
    on_progress: OnProgress
    should_stop: ShouldStop
    small: int = SMALL
    bound: float = 0.0
    full_bound: float = 0.0
    """What no rota can be under for what is missing alone."""
    began: float = field(default_factory=time.monotonic)

    def __post_init__(self) -> None:
        self.random = random.Random(self.seed)  # noqa: S311 - it picks where to look next
        self.seats = greedy(self.board)
        self.objective = sum(self.parts().values())
        self.tell()

    def run(self) -> None:
        """Search until nothing better can be, time is up, or somebody stops it."""
        self._fill_weeks()
        everything = Part({place.number for place in self.board.places})
        if sum(map(len, self.board.costs)) <= self.small:
            self._solve_whole(everything)
        else:
            self._bound_whole(everything)
        self._improve_weeks()
        nearby = Nearby(self.seats, self.random)
        while self._goes_on():
            way, part = nearby.pick()
            began, before = time.monotonic(), self.objective
            _, solved = self.improve(part, PIECE_SECONDS)
            way.learn(time.monotonic() - began, before - self.objective, optimal=solved.optimal)

    def _goes_on(self) -> bool:
        return self.left() > 0.05 and self.objective > self.bound + 0.5

    def parts(self) -> dict[str, int]:
        """Return what each weight adds up to in the best rota so far."""
        ids = (advocate.id for advocate in self.board.advocates)
        shares = dict(zip(ids, self.board.shares, strict=True))
        return score(self.board.problem, self.board.shifts(self.seats.filled), shares, self.published)

    def left(self) -> float:
        """Return the seconds that are left; none once somebody wants to stop."""
        return 0.0 if self.should_stop() else self.seconds - (time.monotonic() - self.began)

    def spent(self) -> float:
        """Return the seconds since it began."""
        return time.monotonic() - self.began

    def tell(self) -> None:
        """Say how far it is."""
        gaps = sum(place.count - len(self.seats.filled[place.number]) for place in self.board.places)
        self.on_progress(Progress(self.spent(), self.objective, self.bound, gaps))

    def improve(self, part: Part, seconds: float, *, soft: bool = True) -> tuple[Piece, Solved]:
        """Solve a piece, and take what it finds where that is better."""
        piece = Piece(self.seats, part, soft=soft)
        present = piece.program.present
        solved = piece.program.solve(min(seconds, self.left()), seed=self.seed, should_stop=self.should_stop)
        if solved.values is not None and solved.objective < present - 0.5:
            piece.take(solved.values)
            if soft:
                self.objective -= round(present - solved.objective)
                self.tell()
        return piece, solved

    def _weeks(self) -> list[list[int]]:
        """Return the sessions of each week, those in one area side by side."""
        weeks: dict[date, list[int]] = {}
        for number, week in enumerate(self.board.weeks):
            weeks.setdefault(week, []).append(number)
        areas = [session.area or "" for session in self.board.sessions]
        return [sorted(weeks[week], key=lambda number: (areas[number], number)) for week in sorted(weeks)]

    def _fill_weeks(self) -> None:
        """Fill each week as far as it goes. No hard rule looks past a week, so each bound is proof."""
        for week in self._weeks():
            part = Part(places_of(self.board, week))
            piece, solved = self.improve(part, self.left(), soft=False)
            self.full_bound += piece.full_bound(solved.bound)
        self.objective = sum(self.parts().values())
        self._raise_bound(self.full_bound)

    def _improve_weeks(self) -> None:
        """Make each week as good as it can be beside the others, while that brings much."""
        brings_much = True
        while brings_much and self._goes_on():
            before = self.objective
            for week in self._weeks():
                for first in range(0, len(week), AT_ONCE):
                    if self._goes_on():
                        self.improve(
                            Part(places_of(self.board, week[first : first + AT_ONCE])), PIECE_SECONDS
                        )
            brings_much = self.objective < before * ENOUGH

    def _solve_whole(self, everything: Part) -> None:
        piece = Piece(self.seats, everything)
        beside = self.objective - piece.program.present
        _, solved = self.improve(everything, self.left() * 0.7)
        self._raise_bound(self.objective if solved.optimal else solved.bound + beside)

    def _bound_whole(self, everything: Part) -> None:
        piece = Piece(self.seats, everything, meetings=False)
        beside = self.objective - self.parts()["variety"] - piece.program.present
        self._require_full(piece)
        bound = piece.program.relaxed_bound(
            self.left() * MOST_FOR_A_BOUND, method="ipm", should_stop=self.should_stop
        )
        self._raise_bound(bound + beside)

    def _require_full(self, piece: Piece) -> None:
        """Tell the program what is proven of what is missing: it cannot be less."""
        weights = self.board.problem.weights
        gaps = [(column, float(self.board.places[number].missing)) for number, column in piece.gaps.items()]
        asked = [(column, float(weights.asked)) for _, column in piece.missed]
        piece.program.row([*gaps, *asked], least=self.full_bound)

    def _raise_bound(self, bound: float) -> None:
        """Every weight is whole, so a bound is too."""
        self.bound = max(self.bound, -((-bound + 1e-4) // 1))
        self.tell()
