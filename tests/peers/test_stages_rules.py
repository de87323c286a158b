"""Who may be put on a session as what."""

import pytest

from alongside.accounts.models import User
from alongside.accounts.words import words_for
from alongside.common.problems import Problem
from alongside.peers.models import ShiftRole, StageName
from alongside.peers.rules import is_signed_off_lead, may_be_placed_as, placement_problem, stage_label
from tests.factories.peers import make_stage

WORDS = words_for({"lead": "guide", "shadow": "learner"})
NOT_AVAILABLE = Problem("not_available", "Not available.")
NOT_IN_TRAINING = Problem("not_in_training", "Has not started training yet.")
NOT_SIGNED_OFF = Problem("not_signed_off", "Not signed off as a guide yet.")
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
    assert may_be_placed_as(advocate, ShiftRole.LEAD) == NOT_AVAILABLE


def test_signed_off_lead_may_be_placed(advocate: User) -> None:
    make_stage(advocate, StageName.LEAD)

    assert may_be_placed_as(advocate, ShiftRole.LEAD) is None


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
