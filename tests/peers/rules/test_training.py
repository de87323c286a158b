"""How much of a training somebody had, and who has finished it (E5)."""

from datetime import date, timedelta

import pytest

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.common.problems import Problem
from alongside.peers.models import Attended, StageName, Trainee
from alongside.peers.rules import Progress, finish_problems, programme_problems, progress_of
from alongside.peers.rules.training import training_in_the_way
from tests.factories.journeys import make_cohort, take_registers
from tests.factories.peers import make_stage

TODAY = date(2026, 11, 24)


@pytest.mark.parametrize(
    "held, had, percent, needs_plan",
    [(0, 0, 100, False), (5, 4, 80, False), (14, 11, 78, True), (3, 2, 66, True), (1, 1, 100, False)],
)
def test_plan_is_needed_below_eighty_in_a_hundred_rounded_down(
    held: int, had: int, percent: int, needs_plan: bool
) -> None:
    progress = Progress(held=held, had=had)

    assert (progress.percent, progress.needs_plan) == (percent, needs_plan)


def test_who_came_and_who_caught_up_had_it() -> None:
    assert progress_of([Attended.CAME, Attended.NOT_THIS_TIME, Attended.CAUGHT_UP]) == Progress(held=3, had=2)


@pytest.mark.parametrize("number", [12, 16])
def test_too_few_or_too_many_sessions_are_counted(number: int) -> None:
    sentence = f"A training has 13 to 15 sessions. This has {number}."

    assert programme_problems(["Listening"] * number) == [Problem("not_a_programme", sentence, "topics")]


@pytest.mark.parametrize("number", [13, 14, 15])
def test_thirteen_to_fifteen_sessions_are_a_programme(number: int) -> None:
    assert programme_problems(["Listening"] * number) == []


def test_training_is_finished_by_another_after_every_register(supervisor: User, advocate: User) -> None:
    cohort = make_cohort(supervisor, advocate)
    trainee = Trainee.objects.get()
    early = finish_problems(trainee, by=advocate)

    take_registers(cohort, by=supervisor, missed=3)

    not_oneself = Problem("own_training", "Somebody else must say this.")
    too_little = Problem("too_little", "They had 10 of 13 sessions. Let them catch up first.")
    assert early == [not_oneself, Problem("not_over", "13 sessions have no register yet.")]
    assert finish_problems(trainee, by=supervisor) == [too_little]


def test_register_of_another_counts_for_nothing(
    supervisor: User, advocate: User, other_advocate: User
) -> None:
    take_registers(make_cohort(supervisor, other_advocate), by=supervisor)
    make_cohort(supervisor, advocate)

    found = finish_problems(Trainee.objects.get(user=advocate), by=supervisor)

    assert [problem.code for problem in found] == ["not_over"]


@pytest.mark.parametrize("days, is_trained", [(-1, True), (0, True), (1, False)])
def test_training_counts_from_the_day_it_was_finished(
    days: int, is_trained: bool, supervisor: User, advocate: User, other_advocate: User
) -> None:
    make_cohort(supervisor, advocate, other_advocate)
    with recorded("training.forge", by=None):
        Trainee.objects.get(user=advocate).change(
            finished_on=TODAY + timedelta(days=days), finished_by=supervisor
        )

    found = training_in_the_way([advocate.pk, other_advocate.pk], TODAY)

    problem = Problem("not_trained", "Has not finished the training yet.")
    nobody_else = {other_advocate.pk: problem}
    assert found == (nobody_else if is_trained else {advocate.pk: problem, **nobody_else})


@pytest.mark.parametrize(
    "stage, is_trained",
    [
        (StageName.APPLIED, False),
        (StageName.TRAINING, False),
        (StageName.SHADOW, True),
        (StageName.LEAD, True),
        (StageName.SENIOR, True),
    ],
)
def test_who_shadowed_or_led_was_trained_from_that_day_on(
    stage: StageName, is_trained: bool, advocate: User
) -> None:
    make_stage(advocate, stage, from_on=TODAY)

    days = (TODAY - timedelta(days=1), TODAY)
    assert [training_in_the_way([advocate.pk], day) == {} for day in days] == [False, is_trained]


def test_who_led_before_and_stepped_back_stays_trained(advocate: User) -> None:
    make_stage(advocate, StageName.LEAD)
    make_stage(advocate, StageName.MOVED_ON)

    assert training_in_the_way([advocate.pk], date(2099, 1, 1)) == {}
