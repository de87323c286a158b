"""Picks which part of a rota to open next: sessions or people that have to do with each other."""

import random
from collections.abc import Callable
from dataclasses import dataclass

from alongside.clinics.rota.board import Seats, places_of
from alongside.clinics.rota.problem import Role

QUICK = 0.5
"""A part solved in so many seconds could have been larger."""
FADES = 0.9
"""How much of what was learnt before counts beside the last try."""


@dataclass(frozen=True)
class Part:
    """Places to open, and who may then be put there; None: everybody who may."""

    places: set[int]
    people: set[int] | None = None


@dataclass
class Way:
    """One way of picking, how much it opens at once, and what it has brought for each second."""

    pick: Callable[[int], Part]
    size: float
    worth: float = 1e6

    def learn(self, seconds: float, gain: float, *, optimal: bool) -> None:
        """Open more where this was quick, less where it was too much, and remember what it brought."""
        if not optimal:
            self.size = max(4.0, self.size * 0.8)
        elif seconds < QUICK:
            self.size *= 1.1
        brought = gain / max(seconds, 0.01)
        self.worth = brought if self.worth == 1e6 else FADES * self.worth + (1 - FADES) * brought


class Nearby:
    """Picks by turns: weeks, clinics over all weeks, or some people wherever they are."""

    def __init__(self, seats: Seats, chance: random.Random) -> None:
        self.seats = seats
        self.board = board = seats.board
        self.random = chance
        self.clinics: dict[str, list[int]] = {}
        self.weeks: dict[str, list[int]] = {}
        for number, session in enumerate(board.sessions):
            self.clinics.setdefault(session.clinic or session.id, []).append(number)
            self.weeks.setdefault(str(session.week), []).append(number)
        self.ways = (
            Way(self._some_of_a_week, 60.0),
            Way(self._some_clinics, 24.0),
            Way(self._some_people, 8.0),
        )

    def pick(self) -> tuple[Way, Part]:
        """Return a way and what it picked: what brought most of late, more often."""
        most = max(way.worth for way in self.ways)
        weights = [max(way.worth, 0.25 * most, 1e-6) for way in self.ways]
        way = self.random.choices(self.ways, weights)[0]
        return way, way.pick(round(way.size))

    def _some_of_a_week(self, size: int) -> Part:
        week = self.random.choice(list(self.weeks.values()))
        near = self._by_distance(self.random.choice(week), week)
        return Part(places_of(self.board, near[:size]))

    def _some_clinics(self, size: int) -> Part:
        clinics = list(self.clinics.values())
        here = self.random.choice(clinics)[0]
        firsts = self._by_distance(here, [sessions[0] for sessions in clinics])
        at = {sessions[0]: sessions for sessions in clinics}
        opened: list[int] = []
        for first in firsts:
            opened += at[first]
            # how far a piece grows depends on the time that is left
            if len(opened) >= size:  # pragma: no cover
                break
        return Part(places_of(self.board, opened))

    def _some_people(self, size: int) -> Part:
        """Open whatever the people of clinics near each other fill, for themselves only."""
        filled = self.seats.filled
        clinics = list(self.clinics.values())
        here = self.random.choice(clinics)[0]
        at = {sessions[0]: sessions for sessions in clinics}
        people: set[int] = set()
        roles = {Role.LEAD} if self.random.random() < 0.6 else set(Role)
        for first in self._by_distance(here, list(at)):
            for session in at[first]:
                for place in self.board.of_session[session]:
                    if place.role in roles:
                        people |= filled[place.number]
            if len(people) >= size:
                break
        return Part({number for number, those in enumerate(filled) if those <= people}, people)

    def _by_distance(self, session: int, others: list[int]) -> list[int]:
        """Return sessions, near ones first, with some chance in it."""
        here = self.board.sessions[session].area

        def far(other: int) -> float:
            there = self.board.sessions[other].area
            way = self.board.problem.between(here, there) if here and there else 0
            return way + self.random.random() * 30

        return sorted(others, key=far)
