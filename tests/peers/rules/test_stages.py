"""Who may be put on a session as what, and which stage may follow which."""

from datetime import date

import pytest
import time_machine

from alongside.accounts.models import User
from alongside.accounts.words import words_for
from alongside.common.problems import Problem
from alongside.peers.models import ShiftRole, Stage, StageName
from alongside.peers.rules import is_signed_off_lead, placement_problem, stage_label, stage_problems
from tests.factories.peers import make_stage

WORDS = words_for({"lead": "guide", "shadow": "learner"})
NOT_AVAILABLE = Problem("not_available", "Not available.")
NOT_IN_TRAINING = Problem("not_in_training", "Has not started training yet.")
NOT_SIGNED_OFF = Problem("not_signed_off", "Not signed off as a guide yet.")
SAME_STAGE = Problem("same_stage", "This is their stage already. Choose another one.", "to")
NOT_YET = Problem("not_yet", "The day must be today or earlier.", "from_on")
BEFORE_THE_LAST = Problem("before_the_last", "The stage before began later. Choose a later day.", "from_on")
TODAY = date(2026, 11, 24)
NOT_SHADOWING = Problem("not_shadowing", "Still in training, so cannot be a learner yet.")


@pytest.mark.parametrize(
    "stage, as_lead, as_shadow, as_helper",
    [
        (None, NOT_IN_TRAINING, NOT_IN_TRAINING, NOT_IN_TRAINING),
        (StageName.INTERESTED, NOT_IN_TRAINING, NOT_IN_TRAINING, NOT_IN_TRAINING),
        (StageName.APPLIED, NOT_IN_TRAINING, NOT_IN_TRAINING, NOT_IN_TRAINING),
        (StageName.TRAINING, NOT_SIGNED_OFF, NOT_SHADOWING, None),
        (StageName.SHADOW, NOT_SIGNED_OFF, None, None),
        (StageName.LEAD, None, None, None),
        (StageName.SENIOR, None, None, None),
        (StageName.STEPPED_BACK, NOT_AVAILABLE, NOT_AVAILABLE, NOT_AVAILABLE),
        (StageName.MOVED_ON, NOT_AVAILABLE, NOT_AVAILABLE, NOT_AVAILABLE),
    ],
)
def test_placement_problem_follows_from_the_stage(
    stage: StageName | None, as_lead: Problem | None, as_shadow: Problem | None, as_helper: Problem | None
) -> None:
    roles = (ShiftRole.LEAD, ShiftRole.SHADOW, ShiftRole.HELPER)

    found = [placement_problem(stage, role, WORDS) for role in roles]

    assert found == [as_lead, as_shadow, as_helper]


@pytest.mark.parametrize("stage", list(StageName))
def test_only_lead_and_senior_are_signed_off(advocate: User, stage: StageName) -> None:
    make_stage(advocate, stage)

    assert is_signed_off_lead(advocate) == (stage in {StageName.LEAD, StageName.SENIOR})


def test_somebody_who_has_not_begun_is_not_signed_off(advocate: User) -> None:
    assert not is_signed_off_lead(advocate)


def test_sign_off_ends_when_a_lead_steps_back(advocate: User) -> None:
    make_stage(advocate, StageName.LEAD)
    make_stage(advocate, StageName.STEPPED_BACK)

    assert not is_signed_off_lead(advocate)


def test_sign_off_of_another_is_not_ones_own(advocate: User, other_advocate: User) -> None:
    make_stage(other_advocate, StageName.LEAD)
    make_stage(advocate, StageName.SHADOW)

    assert not is_signed_off_lead(advocate)


@time_machine.travel(TODAY, tick=False)
@pytest.mark.parametrize(
    "to, day, found",
    [
        (StageName.LEAD, 23, []),
        (StageName.LEAD, 24, []),
        (StageName.SHADOW, 24, [SAME_STAGE]),
        (StageName.LEAD, 22, [BEFORE_THE_LAST]),
        (StageName.LEAD, 25, [NOT_YET]),
        (StageName.SHADOW, 22, [SAME_STAGE, BEFORE_THE_LAST]),
    ],
)
def test_next_stage_is_another_one_and_begins_from_the_last_up_to_today(
    to: StageName, day: int, found: list[Problem]
) -> None:
    current = Stage(stage=StageName.SHADOW, from_on=date(2026, 11, 23))

    assert stage_problems(current, to=to, from_on=date(2026, 11, day)) == found


@time_machine.travel(TODAY, tick=False)
@pytest.mark.parametrize("from_on, found", [(date(2020, 1, 1), []), (date(2026, 11, 25), [NOT_YET])])
def test_first_stage_is_any_and_began_on_any_day_so_far(from_on: date, found: list[Problem]) -> None:
    assert stage_problems(None, to=StageName.INTERESTED, from_on=from_on) == found


def test_stages_are_named_in_the_services_own_words() -> None:
    names = [stage_label(stage, WORDS) for stage in (*StageName, None)]

    assert names == [
        "Interested",
        "Applied",
        "In training",
        "Learner",
        "Guide",
        "Senior guide",
        "Stepped back for now",
        "Moved on",
        "Not begun",
    ]
