"""Made-up services of three sizes to plan a rota for: the same every time."""

import random
from datetime import date, timedelta

from alongside.clinics.rota.problem import Advocate, Problem, Role, Session, Unusual, Window

MONDAY = date(2027, 1, 4)
HALVES = ((570, 750), (810, 990))
"""Mornings and afternoons, in minutes after midnight."""
LANGUAGES = ("pl", "ro", "ur", "so")
SIZES = {"S": (7, 13, 20), "M": (30, 13, 120), "L": (500, 4, 2_000)}
"""Clinics, weeks, advocates."""


def made_up(clinics: int, weeks: int, advocates: int, seed: int = 1) -> Problem:
    """Return a service: one half-day a week at each clinic, a drop-in at one in ten, some accompaniments."""
    chance = random.Random(seed)
    across = max(2, round((clinics / 3) ** 0.5))
    areas = [(x, y) for x in range(across) for y in range(across)]
    names = {area: f"M{number + 1}" for number, area in enumerate(areas)}
    minutes = {
        (names[one], names[other]): 5 + 12 * (abs(one[0] - other[0]) + abs(one[1] - other[1]))
        for one in areas
        for other in areas
        if names[one] <= names[other]
    }
    sessions = []
    for clinic in range(clinics):
        sessions += _sessions(chance, clinic, weeks, names[chance.choice(areas)])
    sessions += _accompaniments(chance, clinics, weeks, [*names.values()])
    people = tuple(_advocate(chance, who, clinics, weeks, [*names.values()]) for who in range(advocates))
    return Problem(tuple(sessions), people, minutes)


def _sessions(chance: random.Random, clinic: int, weeks: int, area: str) -> list[Session]:
    weekday, (starts, ends) = chance.randrange(5), chance.choice(HALVES)
    needs = {Role.LEAD: 1, Role.SHADOW: 1}
    if clinic % 10 == 3:
        needs[Role.HELPER] = 2
    spoken = frozenset({chance.choice(LANGUAGES)}) if chance.random() < 0.25 else frozenset[str]()
    only = frozenset({"woman"}) if chance.random() < 0.08 else frozenset[str]()
    return [
        Session(
            id=f"c{clinic}w{week}",
            on=MONDAY + timedelta(weeks=week, days=weekday),
            starts=starts,
            ends=ends,
            needs=needs,
            clinic=f"c{clinic}",
            place=f"p{clinic}",
            area=area,
            languages=spoken,
            only_traits=only,
        )
        for week in range(weeks)
    ]


def _accompaniments(chance: random.Random, clinics: int, weeks: int, areas: list[str]) -> list[Session]:
    made = []
    for number in range(clinics * weeks // 6):
        starts, ends = chance.choice(HALVES)
        made.append(
            Session(
                id=f"a{number}",
                on=MONDAY + timedelta(weeks=chance.randrange(weeks), days=chance.randrange(5)),
                starts=starts,
                ends=ends,
                needs={Role.COMPANION: 1},
                people=frozenset({f"person{number}"}),
                area=chance.choice(areas),
                only_traits=frozenset({"woman"}) if chance.random() < 0.25 else frozenset(),
                languages=frozenset({chance.choice(LANGUAGES)}) if chance.random() < 0.1 else frozenset(),
            )
        )
    return made


def _advocate(chance: random.Random, who: int, clinics: int, weeks: int, areas: list[str]) -> Advocate:
    """Free at 42 in 100 half-days, away in 8 in 100 weeks, walled off from 15 in 100 near clinics."""
    leads = who % 2 == 0
    usual = tuple(
        Window(weekday, starts - 30, ends + 30)
        for weekday in range(5)
        for starts, ends in HALVES
        if chance.random() < 0.42
    )
    away = tuple(
        Unusual(begins, begins + timedelta(days=6))
        for begins in (MONDAY + timedelta(weeks=week) for week in range(weeks))
        if chance.random() < 0.08
    )
    walls = {f"p{clinic}" for clinic in range(clinics) if chance.random() < 0.15}
    return Advocate(
        id=f"v{who}",
        may=frozenset({Role.LEAD, Role.HELPER, Role.COMPANION} if leads else {Role.SHADOW, Role.HELPER}),
        usual=usual,
        exceptions=away,
        most_a_week=2 if chance.random() < 0.2 else 1,
        area=chance.choice(areas),
        most_minutes=30,
        languages=frozenset({chance.choice(LANGUAGES)}) if chance.random() < 0.2 else frozenset(),
        traits=frozenset({"woman"}) if chance.random() < 0.5 else frozenset(),
        never_with=frozenset(walls),
        leads_to_see=2 if not leads and who % 4 == 1 else 0,
    )
