"""Who may work, and what of their standing says so (B4)."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from alongside.accounts.models import User
from alongside.common.problems import Problem
from alongside.peers.actions import supervision as actions
from alongside.peers.models import StageName
from alongside.peers.rules import Standing, can_be_decided, may_work, standings, work_problems
from alongside.peers.rules.work import missed_sentence
from tests.factories.peers import make_advocate, make_stage
from tests.factories.supervision import hold_supervision, make_supervision

TODAY = date(2026, 11, 24)
OTHER = Problem("no_check", "Checks are not in date.")
MISSED = Problem("supervision_missed", "Was last at supervision on Tuesday 10 November 2026.")
GOOD = Standing(
    stage=StageName.LEAD,
    since_on=date(2026, 1, 1),
    last_on=date(2026, 11, 10),
    missed_on=None,
    may_wait_until=TODAY,
    is_decided=False,
)


@pytest.fixture(autouse=True)
def _tuesday() -> Iterator[None]:
    """The clock stands at noon on Tuesday 24 November 2026."""
    with time_machine.travel(datetime(2026, 11, 24, 12, tzinfo=UTC), tick=False):
        yield


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def standing_of(user: User, on: date = TODAY) -> Standing:
    return standings([user.pk], on)[user.pk]


@pytest.mark.parametrize(
    "change, found",
    [
        ({}, []),
        ({"may_wait_until": days_ago(1)}, [MISSED]),
        ({"may_wait_until": days_ago(1), "is_decided": True}, []),
        ({"may_wait_until": None}, []),
        ({"others": (OTHER,)}, [OTHER]),
        ({"others": (OTHER,), "may_wait_until": days_ago(1)}, [OTHER, MISSED]),
        ({"stage": StageName.STEPPED_BACK, "others": (OTHER,)}, [Problem("not_available", "Not available.")]),
        ({"stage": StageName.MOVED_ON}, [Problem("not_available", "Not available.")]),
        (
            {"stage": StageName.APPLIED, "others": (OTHER,)},
            [Problem("not_in_training", "Has not started training yet.")],
        ),
        ({"stage": None}, [Problem("not_in_training", "Has not started training yet.")]),
    ],
)
def test_standing_says_all_that_is_in_the_way(change: dict[str, object], found: list[Problem]) -> None:
    assert work_problems(replace(GOOD, **change), TODAY) == found  # type: ignore[arg-type]


def test_day_ahead_is_judged_as_of_today_and_a_day_past_as_of_then() -> None:
    overdue = replace(GOOD, may_wait_until=days_ago(3))

    assert work_problems(GOOD, TODAY + timedelta(days=90)) == []
    assert [bool(work_problems(overdue, days_ago(days))) for days in (2, 3)] == [True, False]


@pytest.mark.parametrize(
    "stage, may_wait_until, missed",
    [
        (StageName.TRAINING, days_ago(1), True),
        (StageName.TRAINING, TODAY, False),
        (StageName.TRAINING, None, False),
        (StageName.APPLIED, days_ago(1), False),
        (StageName.STEPPED_BACK, days_ago(1), False),
        (None, days_ago(1), False),
    ],
)
def test_supervision_is_missed_by_those_who_work_the_day_after_the_last(
    stage: StageName | None, may_wait_until: date | None, missed: bool
) -> None:
    standing = replace(GOOD, stage=stage, may_wait_until=may_wait_until)

    assert standing.has_missed(TODAY) is missed


@pytest.mark.parametrize(
    "codes, can",
    [
        ([], False),
        (["supervision_missed"], True),
        (["no_check"], False),
        (["no_check", "supervision_missed"], False),
    ],
)
def test_coordinator_decides_where_supervision_alone_was_missed(codes: list[str], can: bool) -> None:
    assert can_be_decided([Problem(code, "") for code in codes]) is can


@pytest.mark.parametrize(
    "missed_on, last_on, sentence",
    [
        (date(2026, 11, 3), date(2026, 10, 27), "Has missed supervision since Tuesday 3 November 2026."),
        (None, date(2026, 10, 27), "Was last at supervision on Tuesday 27 October 2026."),
        (None, None, "Has not been to supervision yet."),
    ],
)
def test_coordinator_reads_since_when_it_was_missed(
    missed_on: date | None, last_on: date | None, sentence: str
) -> None:
    assert missed_sentence(replace(GOOD, missed_on=missed_on, last_on=last_on)) == sentence


def test_standing_is_read_off_what_was_written(advocate: User, supervisor: User) -> None:
    make_stage(advocate, StageName.TRAINING, from_on=date(2026, 3, 2))
    make_stage(advocate, StageName.SHADOW, from_on=date(2026, 6, 1))
    hold_supervision(advocate, by=supervisor, on=days_ago(28))
    for days in (21, 7):
        hold_supervision(supervisor, by=supervisor, on=days_ago(days), absent=(advocate,))

    assert standing_of(advocate) == Standing(
        stage=StageName.SHADOW,
        since_on=date(2026, 3, 2),
        last_on=days_ago(28),
        missed_on=days_ago(21),
        may_wait_until=days_ago(14),
        is_decided=False,
    )
    assert [problem.code for problem in may_work(advocate, TODAY)] == ["supervision_missed"]


def test_everything_that_is_missing_is_in_the_standing_of_its_own_worker(
    advocate: User, other_advocate: User
) -> None:
    make_stage(advocate, StageName.TRAINING, checked=False)
    make_stage(other_advocate, StageName.LEAD)

    found = standings([advocate.pk, other_advocate.pk], TODAY)

    assert found[advocate.pk].others == (
        OTHER,
        Problem("not_trained", "Has not finished the training yet."),
    )
    assert found[other_advocate.pk].others == ()


def test_who_has_no_stage_stands_nowhere(advocate: User, supervisor: User) -> None:
    hold_supervision(supervisor, by=supervisor, on=days_ago(7))

    found = standing_of(advocate)

    assert (found.stage, found.since_on, found.last_on) == (None, None, None)
    assert (found.missed_on, found.may_wait_until, found.is_decided) == (None, None, False)


def test_days_count_from_the_later_of_beginning_and_supervision(coordinator: User, supervisor: User) -> None:
    newer, older = (make_advocate(name, by=coordinator) for name in ("Nia Cole", "Abe Cole"))
    make_stage(newer, StageName.SHADOW, by=coordinator, from_on=days_ago(3))
    make_stage(older, StageName.SHADOW, by=coordinator, from_on=days_ago(60))
    hold_supervision(newer, older, by=supervisor, on=days_ago(7))

    found = standings([newer.pk, older.pk], TODAY)

    assert found[newer.pk].may_wait_until == days_ago(3 - 14)
    assert found[older.pk].may_wait_until == days_ago(7 - 14)


def test_supervision_on_the_day_one_began_was_not_missed(advocate: User, supervisor: User) -> None:
    make_stage(advocate, StageName.SHADOW, from_on=days_ago(7))

    hold_supervision(supervisor, by=supervisor, on=days_ago(7))

    assert standing_of(advocate).missed_on is None


def test_break_ends_the_time_with_us_and_the_stage_after_it_holds(advocate: User) -> None:
    make_stage(advocate, StageName.LEAD, from_on=days_ago(90))
    make_stage(advocate, StageName.STEPPED_BACK, from_on=days_ago(60))
    away = standing_of(advocate)
    make_stage(advocate, StageName.SHADOW, from_on=days_ago(30))
    make_stage(advocate, StageName.LEAD, from_on=days_ago(20))
    back = standing_of(advocate)

    assert (away.stage, away.since_on) == (StageName.STEPPED_BACK, None)
    assert (back.stage, back.since_on) == (StageName.LEAD, days_ago(30))


def test_stage_that_begins_later_does_not_hold_yet(advocate: User) -> None:
    make_stage(advocate, StageName.SHADOW, from_on=days_ago(30))
    make_stage(advocate, StageName.LEAD, from_on=days_ago(2))

    assert [standing_of(advocate, days_ago(days)).stage for days in (31, 3, 2)] == [
        None,
        StageName.SHADOW,
        StageName.LEAD,
    ]


def test_supervision_counts_once_it_took_place_and_for_who_was_there(
    advocate: User, supervisor: User
) -> None:
    make_stage(advocate, StageName.LEAD, from_on=days_ago(90))
    hold_supervision(advocate, by=supervisor, on=days_ago(30))
    hold_supervision(supervisor, by=supervisor, on=days_ago(20), absent=(advocate,))
    actions.leave_out_supervision(make_supervision(on=days_ago(10)), by=supervisor)
    actions.talk_alone(supervisor, on=days_ago(25), by=advocate)
    hold_supervision(advocate, by=supervisor, on=days_ago(5))

    then, before = standing_of(advocate, days_ago(6)), standing_of(advocate, days_ago(21))

    assert (then.last_on, then.missed_on) == (days_ago(30), days_ago(20))
    assert (before.last_on, before.missed_on) == (days_ago(30), None)
    assert standing_of(advocate).last_on == days_ago(5)


def test_nobody_misses_a_supervision_that_did_not_take_place(advocate: User, supervisor: User) -> None:
    make_stage(advocate, StageName.LEAD, from_on=days_ago(30))
    make_supervision(on=days_ago(20))
    actions.leave_out_supervision(make_supervision(on=days_ago(10)), by=supervisor)

    assert standing_of(advocate).missed_on is None


@pytest.mark.parametrize("days, is_named", [(399, True), (400, False)])
def test_sentence_looks_back_no_further_than_four_hundred_days(
    days: int, is_named: bool, advocate: User, supervisor: User
) -> None:
    make_stage(advocate, StageName.LEAD, from_on=days_ago(500))

    hold_supervision(supervisor, by=supervisor, on=days_ago(days))

    assert standing_of(advocate).missed_on == (days_ago(days) if is_named else None)


def test_decision_holds_from_its_first_day_to_its_last(
    advocate: User, other_advocate: User, coordinator: User
) -> None:
    make_stage(advocate, StageName.LEAD, by=coordinator, from_on=days_ago(40))
    decision = actions.let_work(advocate, why="Was ill", by=coordinator)

    with time_machine.travel(datetime(2027, 3, 1, 12, tzinfo=UTC), tick=False):
        days = (
            decision.from_on - timedelta(days=1),
            decision.from_on,
            decision.until_on,
            decision.until_on + timedelta(days=1),
        )
        assert [standing_of(advocate, day).is_decided for day in days] == [False, True, True, False]
        assert not standing_of(other_advocate, decision.from_on).is_decided


def test_nobodys_rows_are_read_but_those_of_who_is_asked_about(advocate: User) -> None:
    with CaptureQueriesContext(connection) as read:
        standings([advocate.pk], TODAY)

    names_them = [advocate.pk.hex in query["sql"].replace("-", "") for query in read]

    # when supervision is, and when it took place, is the same for everybody
    assert (names_them.count(True), names_them.count(False)) == (6, 2)
