"""Large rotas: planned in pieces, with a bound that holds."""

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from alongside.clinics.rota.board import lay_out
from alongside.clinics.rota.greedy import greedy
from alongside.clinics.rota.nearby import Nearby, Part, Way
from alongside.clinics.rota.piece import Piece
from alongside.clinics.rota.planning import plan
from alongside.clinics.rota.problem import Problem, Published, Shift
from alongside.clinics.rota.program import Program
from alongside.clinics.rota.score import broken
from alongside.clinics.rota.search import Search
from bench.rota_sizes import made_up
from tests.clinics.rota.problems import (
    COMPANION,
    HELPER,
    LEAD,
    MONDAY,
    SHADOW,
    advocate,
    problem,
    problems,
    session,
    total,
)
from tests.clinics.rota.test_planning import QUIETLY


@QUIETLY
@given(asked=problems(), way=st.sampled_from(range(3)), size=st.integers(1, 6), seed=st.integers(0, 9))
def test_piece_saves_what_it_says_and_breaks_nothing(asked: Problem, way: int, size: int, seed: int) -> None:
    seats = greedy(lay_out(asked))
    part = Nearby(seats, random.Random(seed)).ways[way].pick(size)
    before = total(asked, seats.board.shifts(seats.filled))
    piece = Piece(seats, part)
    present = piece.program.present

    solved = piece.program.solve(20)

    assert solved.values is not None
    piece.take(solved.values)
    after = seats.board.shifts(seats.filled)
    assert broken(asked, after) == []
    assert before - total(asked, after) == round(present - solved.objective)


@settings(QUIETLY, max_examples=25)
@given(asked=problems())
def test_bound_of_a_rota_in_pieces_is_under_the_best_rota(asked: Problem) -> None:
    search = Search(lay_out(asked), None, 0.1, 0, lambda _: None, lambda: False, small=0)

    search.run()

    assert search.bound <= plan(asked, seconds=20).objective <= search.objective
    assert search.objective == total(asked, search.board.shifts(search.seats.filled))


@pytest.mark.parametrize("method", ["choose", "ipm"])
@pytest.mark.parametrize("seconds", [0.0, 20.0])
@settings(QUIETLY, max_examples=15)
@given(asked=problems())
def test_bound_holds_whenever_the_solver_stops(method: str, seconds: float, asked: Problem) -> None:
    seats = greedy(lay_out(asked))
    everything = Part({place.number for place in seats.board.places})
    whole = Piece(seats, everything).program
    beside = total(asked, seats.board.shifts(seats.filled)) - whole.present

    bound = whole.relaxed_bound(seconds, method=method)

    assert bound + beside <= plan(asked, seconds=20).objective + 1e-4


def test_bound_without_prices_is_what_the_columns_cost_at_least() -> None:
    program = Program()
    program.column(2, value=1, lower=1, upper=3)
    program.column(-1, value=0, upper=4)

    assert program.relaxed_bound(20) == 2 - 4


def test_service_too_large_for_one_piece_is_planned_in_many() -> None:
    asked = made_up(clinics=14, weeks=5, advocates=60)

    made = plan(asked, seconds=2)

    assert broken(asked, made.shifts) == []
    assert made.objective == total(asked, made.shifts)
    assert made.missing_bound <= made.bound <= made.objective
    assert made.coverage_proven


def test_made_up_service_is_the_same_every_time() -> None:
    assert made_up(clinics=4, weeks=2, advocates=6) == made_up(clinics=4, weeks=2, advocates=6)


def test_pieces_grow_while_they_are_quick_and_shrink_when_they_are_not() -> None:
    way = Way(lambda _size: Part(set()), size=10.0)

    way.learn(0.1, 5, optimal=True)
    grown, worth = way.size, way.worth
    way.learn(2.0, 0, optimal=True)
    same = way.size
    way.learn(3.0, 0, optimal=False)

    assert (grown, same, way.size) == (11.0, 11.0, 8.8)
    assert worth == 50
    assert way.worth < worth


def test_piece_leaves_all_else_as_it_is() -> None:
    """A lead who stays keeps the shadow from needing another; a speaker who stays is enough."""
    asked = problem(
        [
            session("s", languages=frozenset({"pl"}), clinic="c"),
            session("late", day=1, clinic="c", needs={LEAD: 1, SHADOW: 1, HELPER: 1}),
            session("out", day=2, needs={COMPANION: 1}, languages=frozenset({"pl"})),
        ],
        [
            advocate("ann", LEAD, languages=frozenset({"pl"}), most_a_week=3),
            advocate("bo", SHADOW, most_a_week=3, leads_to_see=1),
            advocate("cy", HELPER, COMPANION, most_a_week=2),
        ],
    )
    seats = greedy(lay_out(asked))
    before = seats.board.shifts(seats.filled)

    for role in (LEAD, SHADOW, HELPER, COMPANION):
        opened = {place.number for place in seats.board.places if place.role == role}
        piece = Piece(seats, Part(opened))
        solved = piece.program.solve(20)
        assert solved.objective == piece.program.present

    assert seats.board.shifts(seats.filled) == before


def test_piece_of_nothing_costs_nothing() -> None:
    seats = greedy(lay_out(problem([session("s")], [])))

    solved = Piece(seats, Part(set())).program.solve(20)

    assert (solved.objective, solved.optimal) == (0, True)


def test_program_that_cannot_be_has_no_values() -> None:
    program = Program()
    column = program.column(1, value=0)
    program.row([(column, 1.0)], least=2)

    assert program.solve(20).values is None


def test_people_are_picked_until_there_are_enough() -> None:
    seats = greedy(lay_out(made_up(clinics=14, weeks=5, advocates=60)))
    everybody = set().union(*seats.filled)

    part = Nearby(seats, random.Random(1)).ways[2].pick(3)

    assert part.people is not None
    assert 3 <= len(part.people) < len(everybody)
    assert all(seats.filled[number] <= part.people for number in part.places)


def test_shadow_who_stays_keeps_the_lead_they_need() -> None:
    asked = problem(
        [session("s", clinic="c")], [advocate("ann", LEAD), advocate("bo", SHADOW, leads_to_see=1)]
    )
    seats = greedy(lay_out(replace(asked, weights=replace(asked.weights, new_lead=20_000))))
    [lead] = [place.number for place in seats.board.places if place.role == LEAD]
    piece = Piece(seats, Part({lead}))

    solved = piece.program.solve(20)

    assert solved.values is not None
    piece.take(solved.values)
    assert seats.board.shifts(seats.filled) == (Shift("s", LEAD, "ann"), Shift("s", SHADOW, "bo"))


def test_search_that_is_stopped_in_the_middle_keeps_the_best_so_far() -> None:
    asked = made_up(clinics=14, weeks=5, advocates=60)
    heard: list[int] = []

    made = plan(
        asked,
        seconds=60,
        on_progress=lambda progress: heard.append(progress.objective),
        should_stop=lambda: len(heard) > 4,
    )

    assert made.stopped
    assert made.objective <= min(heard)
    assert broken(asked, made.shifts) == []


def test_published_rota_of_a_large_service_is_kept() -> None:
    asked = made_up(clinics=14, weeks=5, advocates=60)
    published = Published(plan(asked, seconds=2).shifts, keep_until=MONDAY + timedelta(days=7))
    gone = published.shifts[0].advocate
    fewer = replace(
        asked,
        advocates=tuple(
            replace(who, ready_until=MONDAY) if who.id == gone else who for who in asked.advocates
        ),
    )

    again = replan_of(fewer, published)

    assert broken(fewer, again) == []
    kept = set(published.shifts) & set(again)
    assert len(kept) >= len(published.shifts) - 20


def replan_of(asked: Problem, published: Published) -> tuple[Shift, ...]:
    search = Search(lay_out(asked, published), published, 2.0, 0, lambda _: None, lambda: False)
    search.run()
    return search.board.shifts(search.seats.filled)
