"""Small made-up problems: by hand, and drawn at random."""

import itertools
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from hypothesis import strategies as st

from alongside.clinics.rota.offers import fair_shares, offers
from alongside.clinics.rota.problem import (
    Advocate,
    Problem,
    Published,
    Role,
    Session,
    Shift,
    Unusual,
    Weights,
    Window,
)
from alongside.clinics.rota.score import broken, score

MONDAY = date(2027, 1, 4)
ALL_WEEK = tuple(Window(weekday, 0, 1440) for weekday in range(7))
LEAD, SHADOW, HELPER, COMPANION = Role.LEAD, Role.SHADOW, Role.HELPER, Role.COMPANION


def session(name: str, *, day: int = 0, **told: Any) -> Session:
    """Return a session of lead and shadow on a morning, `day` days after the first Monday."""
    usual: dict[str, Any] = {"starts": 570, "ends": 750, "needs": {LEAD: 1, SHADOW: 1}}
    return Session(id=name, on=MONDAY + timedelta(days=day), **{**usual, **told})


def advocate(name: str, *may: Role, **told: Any) -> Advocate:
    """Return somebody who can on any day."""
    return Advocate(id=name, may=frozenset(may), **{"usual": ALL_WEEK, **told})


def problem(sessions: list[Session], advocates: list[Advocate], **told: Any) -> Problem:
    """Return a problem."""
    return Problem(tuple(sessions), tuple(advocates), **told)


def shares_of(asked: Problem) -> dict[str, int]:
    """Return everybody's fair share."""
    shares = fair_shares(asked, offers(asked))
    return {advocate.id: share for advocate, share in zip(asked.advocates, shares, strict=True)}


def total(asked: Problem, shifts: tuple[Shift, ...], published: Published | None = None) -> int:
    """Return what a rota counts, as the scorer sees it."""
    return sum(score(asked, shifts, shares_of(asked), published).values())


def every_rota(asked: Problem) -> Iterator[tuple[Shift, ...]]:
    """Yield every rota that breaks no rule. Only for very small problems."""
    choices = [
        [
            tuple(Shift(session.id, role, who.id) for who in those)
            for size in range(count + 1)
            for those in itertools.combinations(asked.advocates, size)
        ]
        for session in asked.sessions
        for role, count in session.needs.items()
    ]
    for picked in itertools.product(*choices):
        shifts = tuple(sorted(shift for those in picked for shift in those))
        if not broken(asked, shifts):
            yield shifts


TAGS = st.frozensets(st.sampled_from(["pl", "ro"]), max_size=1)
AREAS = st.sampled_from([None, "M1", "M2"])


@st.composite
def sessions(draw: st.DrawFn, number: int) -> Session:
    """Draw one session in one of two weeks."""
    needs = draw(
        st.sampled_from(
            [
                {LEAD: 1, SHADOW: 1},
                {LEAD: 1, SHADOW: 1, HELPER: 2},
                {COMPANION: 1},
                {LEAD: 2, SHADOW: 1},
                {HELPER: 1, SHADOW: 0},
            ]
        )
    )
    starts = draw(st.sampled_from([540, 600, 760]))
    return Session(
        id=f"s{number}",
        on=MONDAY + timedelta(days=draw(st.sampled_from([0, 1, 7]))),
        starts=starts,
        ends=starts + 150,
        needs=needs,
        clinic=draw(st.sampled_from([None, "c0", "c1"])),
        place=draw(st.sampled_from([None, "p0", "p1"])),
        people=draw(st.frozensets(st.sampled_from(["person"]))),
        area=draw(AREAS),
        languages=draw(TAGS),
        traits=draw(st.frozensets(st.sampled_from(["woman"]))),
        only_languages=draw(st.sampled_from([frozenset(), frozenset(), frozenset({"pl"})])),
        only_traits=draw(st.sampled_from([frozenset(), frozenset(), frozenset({"woman"})])),
    )


@st.composite
def unusual(draw: st.DrawFn) -> Unusual:
    """Draw a day or some, free or not, whole or in part."""
    begins = MONDAY + timedelta(days=draw(st.integers(-1, 8)))
    hours = draw(st.sampled_from([(0, 1440), (0, 720), (580, 760)]))
    return Unusual(
        begins, begins + timedelta(days=draw(st.integers(0, 2))), draw(st.booleans()), hours[0], hours[1]
    )


@st.composite
def advocates(draw: st.DrawFn, number: int) -> Advocate:
    """Draw somebody, with much that can be in the way."""
    windows = [*ALL_WEEK, Window(0, 560, 900), Window(1, 540, 700)]
    return Advocate(
        id=f"a{number}",
        may=draw(st.frozensets(st.sampled_from(list(Role)), min_size=1)),
        usual=tuple(draw(st.lists(st.sampled_from(windows), max_size=9))) or ALL_WEEK,
        exceptions=tuple(draw(st.lists(unusual(), max_size=2))),
        most_a_week=draw(st.sampled_from([0, 1, 1, 2, 3])),
        area=draw(AREAS),
        most_minutes=draw(st.sampled_from([None, None, 10, 30])),
        ready_from=draw(st.sampled_from([None, None, MONDAY + timedelta(days=1)])),
        ready_until=draw(st.sampled_from([None, None, MONDAY + timedelta(days=3)])),
        languages=draw(TAGS),
        traits=draw(st.frozensets(st.sampled_from(["woman"]))),
        never_with=draw(st.frozensets(st.sampled_from(["p0", "c1", "person", "a0", "a1"]), max_size=2)),
        prefers=draw(st.frozensets(st.sampled_from(["p1", "c0"]), max_size=1)),
        leads_to_see=draw(st.integers(0, 2)),
        leads_seen=draw(st.frozensets(st.sampled_from(["a0", "a2"]), max_size=1)),
    )


@st.composite
def problems(draw: st.DrawFn, most_sessions: int = 5, most_advocates: int = 5) -> Problem:
    """Draw a small problem."""
    minutes = draw(
        st.sampled_from([{}, {("M1", "M2"): 25}, {("M2", "M1"): 15, ("M1", "M1"): 5, ("M2", "M2"): 20}])
    )
    return Problem(
        tuple(draw(sessions(number)) for number in range(draw(st.integers(1, most_sessions)))),
        tuple(draw(advocates(number)) for number in range(draw(st.integers(0, most_advocates)))),
        minutes,
        unknown_minutes=draw(st.sampled_from([0, 20, 45])),
        weights=draw(st.sampled_from([Weights(), replace(Weights(), shadow=997, asked=13, travel=3)])),
    )
