"""Training: the programme, the register, catching up, finishing (E5)."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.audit.models import Entry
from alongside.common import clock
from alongside.common.problems import RuleBroken
from alongside.peers.actions import (
    begin_cohort,
    finish_catch_up,
    finish_training,
    join_cohort,
    move_lesson,
    plan_catch_up,
    take_register,
    write_evidence,
)
from alongside.peers.models import Attendance, Cohort, Trainee
from alongside.peers.queries import catch_ups_of, cohorts, lessons_of, programme_of, trainees_of
from alongside.peers.rules import progress_of
from alongside.peers.rules.training import training_in_the_way
from tests.factories.journeys import TOPICS, days_ago, make_cohort, take_registers


def refused(broken: pytest.ExceptionInfo[RuleBroken]) -> list[str]:
    return [problem.code for problem in broken.value.problems]


def trainee_of(cohort: Cohort) -> Trainee:
    return Trainee.objects.get(cohort=cohort)


def test_cohort_has_a_lesson_a_week(supervisor: User) -> None:
    cohort = begin_cohort(name="Spring", topics=TOPICS, begins_on=days_ago(7), by=supervisor)

    lessons = [line.lesson for line in lessons_of(cohort)]
    assert [lesson.topic for lesson in lessons] == TOPICS
    assert [lesson.on for lesson in lessons[:3]] == [days_ago(7), clock.today(), days_ago(-7)]
    assert (cohort.name, cohort.trainer) == ("Spring", supervisor)


@pytest.mark.parametrize("number", [0, 12, 16])
def test_programme_has_13_to_15_sessions(number: int, supervisor: User) -> None:
    with pytest.raises(RuleBroken) as broken:
        begin_cohort(name="Spring", topics=["Listening"] * number, begins_on=days_ago(1), by=supervisor)

    assert [(problem.code, problem.field) for problem in broken.value.problems] == [
        ("not_a_programme", "topics")
    ]


def test_joining_twice_changes_nothing(supervisor: User, advocate: User) -> None:
    cohort = make_cohort(supervisor, advocate)

    join_cohort(cohort, user=advocate, by=supervisor)

    assert Trainee.objects.count() == 1


def test_register_keeps_who_was_there_and_can_be_taken_again(supervisor: User, advocate: User) -> None:
    cohort = make_cohort(supervisor, advocate)
    lesson = lessons_of(cohort)[0].lesson

    take_register(lesson, came=[], by=supervisor)
    first = [line.had for line in lessons_of(cohort)][:2]
    take_register(lesson, came=[str(trainee_of(cohort).pk)], by=supervisor)

    line = lessons_of(cohort)[0]
    assert (first, line.had, line.is_held) == ([0, 0], 1, True)
    assert Attendance.objects.count() == 1
    assert Entry.objects.filter(action="lesson.take_register").count() == 2


def test_register_of_a_lesson_to_come_is_refused_until_it_is_moved(supervisor: User, advocate: User) -> None:
    cohort = make_cohort(supervisor, advocate, weeks_ago=1)
    lesson = lessons_of(cohort)[5].lesson

    with pytest.raises(RuleBroken) as broken:
        take_register(lesson, came=[], by=supervisor)
    move_lesson(lesson, on=clock.today(), by=supervisor)
    take_register(lesson, came=[], by=supervisor)

    assert refused(broken) == ["not_yet"]
    assert Attendance.objects.count() == 1


@pytest.mark.parametrize(
    "missed, percent, needs_plan", [(0, 100, False), (2, 84, False), (3, 76, True), (13, 0, True)]
)
def test_below_80_in_100_somebody_gets_a_plan_and_stays(
    missed: int, percent: int, needs_plan: bool, supervisor: User, advocate: User
) -> None:
    cohort = make_cohort(supervisor, advocate)

    take_registers(cohort, by=supervisor, missed=missed)

    line = trainees_of(cohort)[0]
    assert (line.progress.percent, line.needs_plan) == (percent, needs_plan)
    assert line.trainee.user == advocate


def test_before_the_first_lesson_nobody_needs_a_plan() -> None:
    assert progress_of([]).percent == 100


def test_plan_to_catch_up_runs_until_it_is_done(supervisor: User, advocate: User) -> None:
    cohort = make_cohort(supervisor, advocate)
    take_registers(cohort, by=supervisor, missed=5)

    plan = plan_catch_up(
        trainee_of(cohort), plan="An hour with Lea", due_on=clock.today() + timedelta(days=7), by=supervisor
    )
    planned = trainees_of(cohort)[0]
    finish_catch_up(plan, by=supervisor)

    assert (planned.has_plan, planned.needs_plan) == (True, False)
    assert [(one.plan, one.done_on) for one in catch_ups_of(trainee_of(cohort))] == [
        ("An hour with Lea", clock.today())
    ]


def test_catching_up_counts_and_outlasts_the_register(supervisor: User, advocate: User) -> None:
    cohort = make_cohort(supervisor, advocate)
    lessons = take_registers(cohort, by=supervisor, missed=3)

    write_evidence(
        trainee_of(cohort), lesson=lessons[0], evidence="Told it back", caught_up=True, by=supervisor
    )
    take_register(lessons[0], came=[], by=supervisor)

    line = programme_of(trainee_of(cohort))[0].line
    assert line is not None
    assert (line.answer, line.evidence) == ("caught_up", "Told it back")
    assert trainees_of(cohort)[0].progress.had == 11


def test_evidence_alone_does_not_change_the_register(supervisor: User, advocate: User) -> None:
    cohort = make_cohort(supervisor, advocate)
    lessons = take_registers(cohort, by=supervisor, missed=1)

    for lesson in lessons[:2]:
        write_evidence(trainee_of(cohort), lesson=lesson, evidence="Played it", by=supervisor)

    lines = [one.line for one in programme_of(trainee_of(cohort))[:2]]
    assert [(line.answer, line.evidence) for line in lines if line] == [
        ("not_now", "Played it"),
        ("came", "Played it"),
    ]


def test_evidence_of_a_lesson_with_no_register_begins_the_line(supervisor: User, advocate: User) -> None:
    cohort = make_cohort(supervisor, advocate)
    lesson = lessons_of(cohort)[0].lesson

    line = write_evidence(
        trainee_of(cohort), lesson=lesson, evidence="At home", caught_up=True, by=supervisor
    )

    assert line.answer == "caught_up"


def test_training_is_finished_by_somebody_else(supervisor: User, advocate: User) -> None:
    cohort = make_cohort(supervisor, advocate)
    take_registers(cohort, by=supervisor, missed=2)

    with pytest.raises(RuleBroken) as broken:
        finish_training(trainee_of(cohort), by=advocate)
    finish_training(trainee_of(cohort), by=supervisor)

    trainee = trainee_of(cohort)
    assert refused(broken) == ["own_training"]
    assert (trainee.finished_on, trainee.finished_by) == (clock.today(), supervisor)


def test_training_is_not_finished_while_much_is_missing(supervisor: User, advocate: User) -> None:
    cohort = make_cohort(supervisor, advocate)
    for line in lessons_of(cohort)[:10]:
        take_register(line.lesson, came=[], by=supervisor)

    with pytest.raises(RuleBroken) as broken:
        finish_training(trainee_of(cohort), by=supervisor)

    assert [str(problem.sentence) for problem in broken.value.problems] == [
        "3 sessions have no register yet.",
        "They had 0 of 10 sessions. Let them catch up first.",
    ]


def test_nobody_finishes_themselves_even_inside_an_action(supervisor: User, advocate: User) -> None:
    trainee = trainee_of(make_cohort(supervisor, advocate))

    with pytest.raises(IntegrityError), transaction.atomic(), recorded("training.forge", by=advocate):
        trainee.change(finished_on=clock.today(), finished_by=advocate)


def test_untrained_advocate_may_not_work_until_they_have_finished(supervisor: User, advocate: User) -> None:
    cohort = make_cohort(supervisor, advocate)
    take_registers(cohort, by=supervisor)
    before = set(training_in_the_way([advocate.pk], clock.today()))

    finish_training(trainee_of(cohort), by=supervisor)

    assert (before, training_in_the_way([advocate.pk], clock.today())) == ({advocate.pk}, {})


def test_cohorts_are_listed_with_their_days_and_size(supervisor: User, advocate: User) -> None:
    make_cohort(supervisor, advocate)
    make_cohort(supervisor, weeks_ago=1)

    found = [(row.size, row.first_on) for row in cohorts()]  # type: ignore[attr-defined]

    assert found == [(0, days_ago(7)), (1, days_ago(91))]
