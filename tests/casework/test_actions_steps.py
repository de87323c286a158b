"""Steps and the ladder."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.audit.models import Entry
from alongside.casework.actions.cases import close_case
from alongside.casework.actions.steps import (
    add_step,
    cancel_step,
    finish_step,
    hand_over_step,
    move_step,
    plan_step,
    take_up_step,
)
from alongside.casework.models import Case, Rung, Step, StepMove
from alongside.common import clock
from alongside.common.problems import RuleBroken
from alongside.people.actions import declare_conflict
from alongside.people.models import Partnership, PartnershipKind, Person, WallKind
from alongside.people.rules import may_change_person
from tests.factories.casework import codes, make_instruction, make_step
from tests.factories.people import make_wall


def test_step_stands_on_the_highest_rung_unless_told_otherwise(person: Person, advocate: User) -> None:
    add_step(person, by=advocate, what="Call the surgery")

    step = Step.objects.get()
    assert (step.what, step.rung, step.doer, step.case) == ("Call the surgery", Rung.ALONE, None, None)
    assert step.is_for_the_person
    assert not step.has_no_owner


def test_step_the_person_takes_alone_has_nobody_of_us(person: Person, advocate: User) -> None:
    step = add_step(person, by=advocate, what="Call", rung=Rung.ALONE, doer=advocate)

    assert step.doer is None


def test_step_together_without_anybody_has_no_owner(person: Person, advocate: User) -> None:
    step = add_step(person, by=advocate, what="Call", rung=Rung.TOGETHER)

    assert step.has_no_owner


def test_c8_acting_for_them_needs_a_reason(person: Person, advocate: User) -> None:
    with pytest.raises(RuleBroken) as broken:
        add_step(person, by=advocate, what="Call", rung=Rung.YOU_ACT)

    assert codes(broken) == ["why"]
    step = add_step(person, by=advocate, what="Call", rung=Rung.YOU_ACT, rung_why="Jo has no phone")
    assert step.rung_why == "Jo has no phone"


def test_closed_case_takes_no_steps(case: Case, person: Person, advocate: User) -> None:
    close_case(case, by=advocate, reason="stopped", aim_met="not_said")

    with pytest.raises(RuleBroken) as broken:
        make_step(person, by=advocate, case=case)

    assert codes(broken) == ["case_closed"]


def test_plan_step_writes_what_when_and_who(person: Person, advocate: User, coordinator: User) -> None:
    step = make_step(person, by=advocate)
    due_on = clock.today() + timedelta(days=3)

    plan_step(step, by=advocate, what="Write to them", due_on=due_on, doer=coordinator)

    again = Step.objects.get()
    assert (again.what, again.due_on, again.doer) == ("Write to them", due_on, coordinator)


def test_c8_move_down_the_ladder_needs_a_reason(person: Person, advocate: User) -> None:
    step = make_step(person, by=advocate, rung=Rung.ALONE)

    with pytest.raises(RuleBroken) as broken:
        move_step(step, by=advocate, rung=Rung.TOGETHER)

    assert codes(broken) == ["why"]
    assert StepMove.objects.count() == 0


def test_moves_on_the_ladder_are_kept(person: Person, advocate: User) -> None:
    step = make_step(person, by=advocate, rung=Rung.ALONE)

    move_step(step, by=advocate, rung=Rung.YOU_ACT, why="They hang up on Jo", doer=advocate)
    move_step(step, by=advocate, rung=Rung.TOGETHER)

    moves = StepMove.objects.order_by("number")
    assert [(move.from_rung, move.to_rung, move.why) for move in moves] == [
        (1, 4, "They hang up on Jo"),
        (4, 2, None),
    ]
    assert (step.rung, step.rung_why, step.doer) == (Rung.TOGETHER, None, advocate)
    facts = Entry.objects.filter(action="step.move").order_by("seq").values_list("facts", flat=True)
    assert list(facts) == [{"was": "1", "to": "4"}, {"was": "4", "to": "2"}]


def test_step_moved_to_the_top_is_theirs(person: Person, advocate: User) -> None:
    step = make_step(person, by=advocate, rung=Rung.TOGETHER)

    move_step(step, by=advocate, rung=Rung.ALONE)

    assert step.doer is None


def test_step_does_not_move_to_where_it_stands(person: Person, advocate: User) -> None:
    with pytest.raises(RuleBroken) as broken:
        move_step(make_step(person, by=advocate), by=advocate, rung=Rung.TOGETHER, why="So")

    assert codes(broken) == ["same_rung"]


@pytest.mark.parametrize("rung", [Rung.ALONE, Rung.TOGETHER])
def test_step_with_the_person_is_done_without_words(person: Person, advocate: User, rung: Rung) -> None:
    step = make_step(person, by=advocate, rung=rung)

    finish_step(step, by=advocate, done_on=clock.today())

    assert (step.done_on, step.done_by) == (clock.today(), advocate)


@pytest.mark.parametrize("rung", [Rung.YOU_SPEAK, Rung.YOU_ACT])
def test_c6_step_on_which_we_speak_needs_agreed_words(
    case: Case, person: Person, advocate: User, rung: Rung
) -> None:
    words = make_instruction(case, by=advocate, agreed_on=clock.today())
    step = make_step(person, by=advocate, case=case, rung=rung, rung_why="Jo has no phone")

    with pytest.raises(RuleBroken) as broken:
        finish_step(step, by=advocate, done_on=clock.today())
    finish_step(step, by=advocate, done_on=clock.today(), instruction=words)

    assert codes(broken) == ["no_instruction"]
    assert Step.objects.get().instruction == words


def test_c6_step_on_which_we_speak_may_say_why_there_were_no_words(person: Person, advocate: User) -> None:
    step = make_step(person, by=advocate, rung=Rung.YOU_SPEAK)

    finish_step(step, by=advocate, done_on=clock.today(), no_instruction_why="Jo held the phone")

    assert Step.objects.get().no_instruction_why == "Jo held the phone"


def test_done_step_takes_no_change(person: Person, advocate: User) -> None:
    step = make_step(person, by=advocate)
    finish_step(step, by=advocate, done_on=clock.today())

    for act in (
        lambda: finish_step(step, by=advocate, done_on=clock.today()),
        lambda: cancel_step(step, by=advocate),
        lambda: move_step(step, by=advocate, rung=Rung.ALONE),
        lambda: plan_step(step, by=advocate, what="Other"),
        lambda: hand_over_step(step, to=advocate, by=advocate),
    ):
        with pytest.raises(RuleBroken) as broken:
            act()
        assert codes(broken) == ["step_closed"]


def test_cancelled_step_says_why(person: Person, advocate: User) -> None:
    step = make_step(person, by=advocate)

    cancel_step(step, by=advocate, why="They rang back")

    again = Step.objects.get()
    assert (again.cancelled_on, again.cancelled_by, again.cancelled_why) == (
        clock.today(),
        advocate,
        "They rang back",
    )


def test_step_is_taken_up_again(case: Case, person: Person, advocate: User) -> None:
    done = make_step(person, by=advocate, case=case)
    finish_step(done, by=advocate, done_on=clock.today())
    dropped = make_step(person, by=advocate)
    cancel_step(dropped, by=advocate)

    for step in (done, dropped):
        take_up_step(step, by=advocate)

    assert [step.is_open for step in Step.objects.all()] == [True, True]


def test_step_of_a_closed_case_is_not_taken_up(case: Case, person: Person, advocate: User) -> None:
    step = make_step(person, by=advocate, case=case)
    close_case(case, by=advocate, reason="stopped", aim_met="not_said", drop_steps=True)

    with pytest.raises(RuleBroken) as broken:
        take_up_step(step, by=advocate)

    assert codes(broken) == ["case_closed"]


def test_hand_over_lets_the_colleague_see_the_person(
    person: Person, advocate: User, other_advocate: User
) -> None:
    step = make_step(person, by=advocate)

    hand_over_step(step, to=other_advocate, by=advocate)

    assert Step.objects.get().doer == other_advocate
    assert may_change_person(other_advocate, person)
    held = Partnership.objects.get(user=other_advocate)
    assert (held.kind, held.ends_on) == (PartnershipKind.CLINIC, clock.today() + timedelta(days=28))


def test_hand_over_to_somebody_who_works_with_them_gives_nothing_new(
    person: Person, advocate: User, coordinator: User
) -> None:
    hand_over_step(make_step(person, by=advocate), to=coordinator, by=advocate)

    assert list(Partnership.objects.values_list("user", flat=True)) == [advocate.pk]


@pytest.mark.parametrize("kind", list(WallKind))
def test_r16_hand_over_to_somebody_behind_a_wall_is_not_available(
    person: Person, advocate: User, other_advocate: User, kind: WallKind
) -> None:
    make_wall(person, other_advocate, kind)

    with pytest.raises(RuleBroken) as broken:
        hand_over_step(make_step(person, by=advocate), to=other_advocate, by=advocate)

    sentences = [str(problem.sentence) for problem in broken.value.problems]
    assert sentences == ["This advocate is not available. Choose somebody else."]
    assert not Partnership.objects.filter(user=other_advocate).exists()


def test_a7_step_is_not_handed_to_a_coordinator_who_declared_somebody_of_that_name(
    person: Person, advocate: User, coordinator: User
) -> None:
    declare_conflict(by=coordinator, who="Jo Marsh")

    with pytest.raises(RuleBroken) as broken:
        hand_over_step(make_step(person, by=advocate), to=coordinator, by=advocate)

    assert codes(broken) == ["not_available"]


def test_hand_over_of_a_restricted_record_is_not_available(
    person: Person, advocate: User, other_advocate: User
) -> None:
    step = make_step(person, by=advocate)
    with recorded("test", by=None):
        person.change(is_restricted=True)

    with pytest.raises(RuleBroken) as broken:
        hand_over_step(step, to=other_advocate, by=advocate)

    assert codes(broken) == ["not_available"]


def test_what_the_person_does_alone_is_not_handed_over(
    person: Person, advocate: User, other_advocate: User
) -> None:
    with pytest.raises(RuleBroken) as broken:
        hand_over_step(make_step(person, by=advocate, rung=Rung.ALONE), to=other_advocate, by=advocate)

    assert codes(broken) == ["theirs"]


@pytest.mark.parametrize(
    "fields",
    [
        {"rung": 5},
        {"rung": Rung.ALONE},
        {"rung": Rung.YOU_ACT},
        {"done_on": "2026-01-02"},
        {"cancelled_on": "2026-01-02"},
    ],
)
def test_database_keeps_a_step_whole(person: Person, advocate: User, fields: dict[str, Any]) -> None:
    make_step(person, by=advocate)

    with pytest.raises(IntegrityError), transaction.atomic(), recorded("test", by=None):
        Step.objects.update(**fields)


def test_database_keeps_us_from_speaking_without_words(case: Case, person: Person, advocate: User) -> None:
    make_step(person, by=advocate, rung=Rung.YOU_SPEAK)

    with pytest.raises(IntegrityError), transaction.atomic(), recorded("test", by=None):
        Step.objects.update(done_on=clock.today(), done_by=advocate)


def test_database_keeps_a_move_down_from_having_no_reason(person: Person, advocate: User) -> None:
    step = make_step(person, by=advocate)

    with pytest.raises(IntegrityError), transaction.atomic(), recorded("test", by=None):
        StepMove(
            person=person,
            step=step,
            written_by=advocate,
            number=1,
            from_rung=1,
            to_rung=2,
            moved_on=clock.today(),
        ).save()


def test_moves_of_a_step_are_numbered(person: Person, advocate: User) -> None:
    step = make_step(person, by=advocate, rung=Rung.ALONE)
    for rung in (Rung.TOGETHER, Rung.YOU_SPEAK, Rung.YOU_ACT):
        move_step(step, by=advocate, rung=rung, why="Needed")

    assert list(step.moves.order_by("number").values_list("number", flat=True)) == [1, 2, 3]
