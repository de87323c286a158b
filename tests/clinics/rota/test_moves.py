"""Those whom a new rota would move: who they are, and what may happen once some of them have said yes."""

from collections.abc import Collection
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from alongside.clinics.rota.moves import Move, Settled, moves, settle
from alongside.clinics.rota.planning import plan, replan
from alongside.clinics.rota.problem import Problem, Published, Shift
from alongside.clinics.rota.score import broken
from tests.clinics.rota.problems import LEAD, SHADOW, advocate, problem, problems, session
from tests.clinics.rota.test_planning import QUIETLY

ANN_AT_ONE, BO_AT_TWO = Shift("one", LEAD, "ann"), Shift("two", LEAD, "bo")
ANN_AT_TWO, BO_AT_ONE = Shift("two", LEAD, "ann"), Shift("one", LEAD, "bo")


def two_places(**ann: object) -> Problem:
    """Two places at one hour, which Ann and Bo can both lead."""
    return problem(
        [session("one", needs={LEAD: 1}), session("two", needs={LEAD: 1})],
        [advocate("ann", LEAD, **ann), advocate("bo", LEAD)],
    )


def settled(
    asked: Problem, there: Collection[Shift], draft: Collection[Shift], agreed: Collection[Move]
) -> Settled:
    """Return what may happen when everybody who would be moved was asked."""
    return settle(
        asked,
        there,
        draft,
        asked=moves(asked, there, draft),
        agreed=agreed,
        may_come=set(draft) - set(there),
    )


def test_whoever_leaves_goes_to_their_new_place_of_that_week_or_to_none() -> None:
    asked = two_places()

    assert moves(asked, [ANN_AT_ONE, BO_AT_TWO], [ANN_AT_TWO]) == [
        Move(ANN_AT_ONE, ANN_AT_TWO),
        Move(BO_AT_TWO),
    ]


def test_nobody_who_was_not_asked_or_said_nothing_is_moved() -> None:
    found = settled(two_places(), [ANN_AT_ONE, BO_AT_TWO], [ANN_AT_TWO, BO_AT_ONE], agreed=[])

    assert found == Settled([], [], frozenset())


def test_exchange_waits_until_both_have_said_yes() -> None:
    there, draft = [ANN_AT_ONE, BO_AT_TWO], [ANN_AT_TWO, BO_AT_ONE]
    ann, bo = moves(two_places(), there, draft)

    assert settled(two_places(), there, draft, [ann]).moved == frozenset()
    assert settled(two_places(), there, draft, [ann, bo]) == Settled(
        [BO_AT_ONE, ANN_AT_TWO], there, frozenset({ann, bo})
    )


def test_place_is_not_left_empty_while_the_one_who_is_to_come_has_not_said_yes() -> None:
    asked = two_places()
    empty_after = [ANN_AT_TWO, BO_AT_ONE]
    ann = Move(ANN_AT_ONE)
    bo = Move(BO_AT_TWO, BO_AT_ONE)

    waits = settle(
        asked, [ANN_AT_ONE, BO_AT_TWO], empty_after, asked=[ann, bo], agreed=[ann], may_come=[BO_AT_ONE]
    )

    assert waits.moved == frozenset()


def test_whoever_cannot_be_there_anyway_may_leave_an_empty_place() -> None:
    asked = two_places(usual=())
    ann, bo = Move(ANN_AT_ONE), Move(BO_AT_TWO, BO_AT_ONE)

    found = settle(
        asked, [ANN_AT_ONE, BO_AT_TWO], [BO_AT_ONE], asked=[ann, bo], agreed=[ann], may_come=[BO_AT_ONE]
    )

    assert found == Settled([], [ANN_AT_ONE], frozenset({ann}))


def test_whoever_is_no_advocate_any_more_may_leave_an_empty_place() -> None:
    asked = replace(two_places(), advocates=(advocate("bo", LEAD),))

    assert settled(asked, [ANN_AT_ONE], [BO_AT_ONE], [Move(ANN_AT_ONE)]).come == [BO_AT_ONE]
    assert settled(asked, [ANN_AT_ONE], [], [Move(ANN_AT_ONE)]).leave == [ANN_AT_ONE]


def test_shift_that_has_ended_already_is_left_by_nobody() -> None:
    assert settle(
        two_places(), [], [ANN_AT_TWO], asked=[Move(ANN_AT_ONE)], agreed=[Move(ANN_AT_ONE)], may_come=[]
    ) == Settled([], [], frozenset())


@QUIETLY
@given(asked=problems(), old=problems(), dice=st.randoms(use_true_random=False))
def test_whatever_they_answer_no_rule_breaks_and_each_keeps_a_place_or_said_yes(
    asked: Problem, old: Problem, dice: object
) -> None:
    fewer = replace(
        asked,
        advocates=tuple(
            replace(who, usual=()) if dice.random() < 0.3 else who  # type: ignore[attr-defined]
            for who in asked.advocates
        ),
    )
    there = plan(asked, seconds=20).shifts
    draft = replan(fewer, Published(there), seconds=20).shifts
    all_moves = moves(fewer, there, draft)
    agreed = [move for move in all_moves if dice.random() < 0.5]  # type: ignore[attr-defined]

    found = settled(fewer, there, draft, agreed)

    after = (set(there) - set(found.leave)) | set(found.come)
    led = {shift.session for shift in after if shift.role == LEAD}
    assert {move.leaves for move in all_moves if move not in agreed} <= after
    assert all(move.goes in after for move in found.moved if move.goes)
    assert {shift.session for shift in found.come if shift.role == SHADOW} <= led
    assert set(found.come) <= set(draft)


@QUIETLY
@given(asked=problems())
def test_when_all_say_yes_the_draft_is_the_rota(asked: Problem) -> None:
    fewer = replace(asked, advocates=tuple(replace(who, never_with=frozenset()) for who in asked.advocates))
    there, draft = plan(asked, seconds=20).shifts, plan(fewer, seconds=20).shifts
    all_moves = moves(fewer, there, draft)

    found = settled(fewer, there, draft, all_moves)

    assert (set(there) - set(found.leave)) | set(found.come) == set(draft)
    assert broken(fewer, tuple(draft)) == []
