"""What stands against a register, a talk alone, and work though supervision was missed (E8, B4)."""

from datetime import date, timedelta

import pytest
import time_machine

from alongside.accounts.models import User
from alongside.common import clock
from alongside.common.problems import Problem
from alongside.peers.models import StageName, Supervision
from alongside.peers.rules.supervision import (
    alone_problems,
    decision_problems,
    not_held_problems,
    register_problems,
)
from tests.factories.accounts import somebody
from tests.factories.peers import make_stage
from tests.factories.supervision import hold_supervision, make_supervision

TODAY = date(2026, 11, 24)
TOMORROW = TODAY + timedelta(days=1)
OWNER, OTHER = somebody(), somebody()
WHO = {"owner": OWNER, "other": OTHER}
NOBODY = Problem("nobody", "Say who was there. If nobody was, press “It did not take place”.")
ABOUT_ONESELF = Problem("oneself", "Somebody else has to decide about you.")
NO_WHY = Problem("no_why", "Write why they may work for now.", "why")


@pytest.mark.parametrize(
    "on, marks, found",
    [
        (TODAY, ["here", "sent_word"], []),
        (TODAY, ["sent_word", "not_today"], [NOBODY]),
        (TODAY, [], [NOBODY]),
        (TOMORROW, ["here"], [Problem("not_yet", "This supervision is still to come.")]),
    ],
)
@time_machine.travel(TODAY, tick=False)
def test_register_is_closed_from_its_day_on_with_somebody_there(
    on: date, marks: list[str], found: list[Problem]
) -> None:
    assert register_problems(Supervision(on=on), marks) == found


def test_supervision_with_a_register_took_place(advocate: User, supervisor: User) -> None:
    held = hold_supervision(advocate, by=supervisor)
    empty = make_supervision(on=held.on - timedelta(days=7))

    assert not_held_problems(held) == [Problem("register", "Somebody is down as having been there.")]
    assert not_held_problems(empty) == []


@pytest.mark.parametrize(
    "on, who, codes",
    [
        (TODAY, "other", []),
        (TOMORROW, "other", ["not_yet"]),
        (TODAY, "owner", ["oneself"]),
        (TOMORROW, "owner", ["oneself", "not_yet"]),
    ],
)
@time_machine.travel(TODAY, tick=False)
def test_talk_alone_is_with_somebody_else_up_to_today(on: date, who: str, codes: list[str]) -> None:
    problems = {
        "oneself": Problem("oneself", "Nobody supervises themselves. Ask a colleague to write it."),
        "not_yet": Problem("not_yet", "The day must be today or earlier.", "on"),
    }

    assert alone_problems(OWNER, on=on, by=WHO[who]) == [problems[code] for code in codes]


@pytest.mark.parametrize(
    "why, who, found",
    [
        ("Was ill", "other", []),
        (" ", "other", [NO_WHY]),
        ("Was ill", "owner", [ABOUT_ONESELF]),
        ("", "owner", [ABOUT_ONESELF, NO_WHY]),
    ],
)
def test_work_without_supervision_is_decided_by_another_with_a_reason(
    why: str, who: str, found: list[Problem], advocate: User, coordinator: User
) -> None:
    make_stage(advocate, StageName.LEAD, by=coordinator, from_on=clock.today() - timedelta(days=40))

    assert decision_problems(advocate, why=why, by={"owner": advocate, "other": coordinator}[who]) == found


def test_work_is_not_decided_where_no_supervision_was_missed(advocate: User, coordinator: User) -> None:
    nothing = Problem("nothing_to_decide", "There is nothing to decide about them now.")

    assert decision_problems(advocate, why="Was ill", by=coordinator) == [nothing]
