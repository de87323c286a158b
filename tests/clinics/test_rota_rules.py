"""What may be asked of the planner, and when a rota can be changed, stopped or begun again."""

from dataclasses import asdict
from datetime import date, timedelta

import pytest

from alongside.clinics.models import Rota, RotaState
from alongside.clinics.rota.problem import Role, Weights
from alongside.clinics.rules.rota import (
    LIMITS,
    again_problems,
    ask_problems,
    coming_mondays,
    draft_problems,
    other_weights,
    stop_problems,
)
from alongside.common.problems import Problem
from tests.clinics.conftest import NOW, TODAY, at

MONDAY = date(2026, 11, 30)


def refused_weight(name: str, weight: int) -> list[Problem]:
    """Return what stands against giving one thing this weight."""
    return ask_problems(from_on=MONDAY, weeks=4, weights={name: weight})


def rota_in(state: RotaState, *, seconds_ago: int = 0) -> Rota:
    """Return a rota that was given five seconds."""
    return Rota(state=state, asked_at=NOW - timedelta(seconds=seconds_ago), seconds=5)


@pytest.mark.parametrize("days", range(7))
def test_rota_begins_on_one_of_the_next_twelve_mondays_and_never_today(days: int) -> None:
    last_monday = MONDAY - timedelta(weeks=1)

    with at(NOW + timedelta(days=days - TODAY.weekday())):
        found = coming_mondays()

    assert found == [last_monday + timedelta(weeks=week) for week in range(1, 13)]


@pytest.mark.parametrize("days", [-7, -1, 1, 7 * 12])
def test_rota_begins_on_no_other_day(days: int) -> None:
    assert ask_problems(from_on=MONDAY + timedelta(days=days), weeks=4, weights={}) == [
        Problem("no_monday", "Choose a Monday that is still to come.", "from_on")
    ]


@pytest.mark.parametrize("weeks", [4, 13])
def test_rota_has_from_4_to_13_weeks(weeks: int) -> None:
    assert ask_problems(from_on=MONDAY, weeks=weeks, weights={}) == []


@pytest.mark.parametrize("weeks", [3, 14])
def test_rota_has_no_fewer_and_no_more_weeks(weeks: int) -> None:
    assert ask_problems(from_on=MONDAY, weeks=weeks, weights={}) == [
        Problem("weeks", "Choose from 4 to 13 weeks.", "weeks")
    ]


@pytest.mark.parametrize(
    "name, least, most",
    [
        ("lead", 1_000, 50_000),
        ("helper", 1_000, 50_000),
        ("shadow", 1_000, 50_000),
        ("asked", 0, 900),
        ("change", 0, 900),
        ("new_lead", 0, 500),
        ("far_over", 0, 500),
        ("stand_in", 0, 500),
        ("variety", 0, 500),
        ("over", 0, 500),
        ("under", 0, 500),
        ("unliked", 0, 500),
        ("travel", 0, 100),
    ],
)
def test_each_thing_counts_within_its_limits(name: str, least: int, most: int) -> None:
    sentence = f"Write a number from {least} to {most}."

    found = [refused_weight(name, weight) for weight in (least - 1, least, most, most + 1)]

    too_far = [Problem("weight", sentence, f"weight_{name}")]
    assert found == [too_far, [], [], too_far]


def test_an_empty_place_always_counts_more_than_any_wish() -> None:
    places = {role.value for role in Role}
    most_of_a_wish = max(most for name, (_least, most) in LIMITS.items() if name not in places)

    assert min(least for name, (least, _most) in LIMITS.items() if name in places) > most_of_a_wish


def test_what_counts_as_usual_is_within_its_limits() -> None:
    usual = {name: weight for name, weight in asdict(Weights()).items() if name in LIMITS}

    assert usual.keys() == LIMITS.keys()
    assert ask_problems(from_on=MONDAY, weeks=4, weights=usual) == []


def test_weights_that_are_as_usual_are_not_kept() -> None:
    assert other_weights({"new_lead": 100, "under": 15, "travel": 0}) == {"new_lead": 100, "travel": 0}


@pytest.mark.parametrize("state", RotaState)
def test_rota_is_stopped_while_it_is_planned_and_changed_while_it_is_a_draft(state: RotaState) -> None:
    rota = rota_in(state)

    planned = [Problem("not_planning", "This rota is planned already.")]
    no_draft = [Problem("no_draft", "This rota is not a draft any more.")]
    assert stop_problems(rota) == ([] if state in {RotaState.QUEUED, RotaState.WORKING} else planned)
    assert draft_problems(rota) == ([] if state == RotaState.DRAFT else no_draft)


def test_rota_is_begun_again_when_nothing_was_heard_of_it_for_two_minutes_more_than_it_has() -> None:
    waiting, lost = (rota_in(RotaState.QUEUED, seconds_ago=seconds) for seconds in (125, 126))

    assert again_problems(waiting) == [Problem("not_lost", "This rota is being planned. Give it a moment.")]
    assert again_problems(lost) == []
