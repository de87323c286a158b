"""Who looks after whom, and stepping back and in again (E9, E10)."""

from datetime import date

import pytest

from alongside.accounts.models import Role, User
from alongside.common.problems import Problem
from alongside.peers.models import Away, DebriefState, HardContact, StageName
from alongside.peers.rules.wellbeing import (
    debrief_problems,
    hard_contacts_visible_to,
    step_back_problems,
    step_in_problems,
)
from tests.factories.accounts import make_user, somebody
from tests.factories.supervision import make_hard_contact

TODAY = date(2026, 11, 24)
OWNER, OTHER = somebody(), somebody()
WHO = {"owner": OWNER, "other": OTHER}
SETTLED = Problem("settled", "This was talked about already, or is not wanted.")
NOT_HERE = Problem("not_here", "There is nothing to step back from now.")
NOT_AWAY = Problem("not_away", "They are back already.")


@pytest.mark.parametrize("role", Role)
def test_hard_contacts_of_others_are_read_by_those_who_supervise(role: Role, advocate: User) -> None:
    reader = make_user("Kim Holt", role)
    others, _own = make_hard_contact(advocate), make_hard_contact(reader)

    found = list(hard_contacts_visible_to(reader))

    assert found == ([others] if role in {Role.SUPERVISOR, Role.COORDINATOR} else [])


@pytest.mark.parametrize(
    "state, who, codes",
    [
        (DebriefState.TO_OFFER, "other", []),
        (DebriefState.OFFERED, "other", []),
        (DebriefState.HAD, "other", ["settled"]),
        (DebriefState.NOT_WANTED, "other", ["settled"]),
        (DebriefState.OFFERED, "owner", ["oneself"]),
        (DebriefState.HAD, "owner", ["oneself", "settled"]),
    ],
)
def test_hard_contact_is_talked_about_once_with_somebody_else(
    state: DebriefState, who: str, codes: list[str]
) -> None:
    problems = {"oneself": Problem("oneself", "Somebody else has to talk with you."), "settled": SETTLED}

    assert debrief_problems(HardContact(user=OWNER, state=state), by=WHO[who]) == [
        problems[code] for code in codes
    ]


@pytest.mark.parametrize("stage", [None, *StageName])
def test_who_is_in_training_or_further_can_step_back(stage: StageName | None) -> None:
    here = {StageName.TRAINING, StageName.SHADOW, StageName.LEAD, StageName.SENIOR}

    assert step_back_problems(stage) == ([] if stage in here else [NOT_HERE])


@pytest.mark.parametrize(
    "back_on, stage, who, codes",
    [
        (None, StageName.STEPPED_BACK, "other", []),
        (None, StageName.STEPPED_BACK, "owner", ["oneself"]),
        (TODAY, StageName.STEPPED_BACK, "other", ["not_away"]),
        (None, StageName.LEAD, "other", ["not_away"]),
        (None, None, "owner", ["oneself", "not_away"]),
    ],
)
def test_who_is_away_comes_back_after_a_talk_with_somebody(
    back_on: date | None, stage: StageName | None, who: str, codes: list[str]
) -> None:
    problems = {
        "oneself": Problem("oneself", "Somebody else writes this, after a talk with you."),
        "not_away": NOT_AWAY,
    }

    assert step_in_problems(Away(user=OWNER, back_on=back_on), stage, by=WHO[who]) == [
        problems[code] for code in codes
    ]
