"""What stands against a decision about checks, and whose are in date (E4)."""

from datetime import date, timedelta

import pytest
import time_machine

from alongside.accounts.models import Role, User
from alongside.audit.actions import recorded
from alongside.common.problems import Problem
from alongside.peers.models import AppealOutcome, CheckDecision, CheckOutcome, Level, ShiftRole
from alongside.peers.rules.checks import (
    agree_problems,
    appeal_problems,
    check_problems,
    checks_in_the_way,
    hear_problems,
    level_problems,
    may_read_why,
)
from tests.factories.accounts import somebody

TODAY = date(2026, 11, 24)
TAKES_TWO = Problem("takes_two", "Somebody else must agree: it takes two.")
AGREED = Problem("agreed", "This has been agreed already.")
NO_APPEAL = Problem("no_appeal", "This cannot be asked now. Talk to your coordinator.")
HAD_A_PART = Problem("had_a_part", "Somebody who had no part in it must look at this.")
NOTHING_ASKED = Problem("nothing_asked", "There is nothing to look at again.")
REVIEW_DAY = Problem("review_day", "Choose a day to come, within three years.", "review_on")

ABOUT, PROPOSED, AGREES, HEARS, OTHER = (somebody() for _number in range(5))
WHO = {"about": ABOUT, "proposed": PROPOSED, "agrees": AGREES, "hears": HEARS, "other": OTHER}


def check_of(state: str) -> CheckDecision:
    """Return a decision that waits, was agreed, was appealed against, or was heard."""
    check = CheckDecision(user=ABOUT, made_by=PROPOSED)
    if state != "waits":
        check.agreed_by, check.agreed_on = AGREES, TODAY
    if state in {"appealed", "heard"}:
        check.appealed_on = TODAY
    if state == "heard":
        check.heard_by, check.heard_on = HEARS, TODAY
    return check


@pytest.mark.parametrize(
    "role, level, most",
    [
        (ShiftRole.HELPER, Level.STANDARD, "Basic"),
        (ShiftRole.SHADOW, Level.BARRED, "Enhanced"),
        (ShiftRole.LEAD, Level.BARRED, "Enhanced"),
    ],
)
def test_asking_for_too_much_says_what_the_law_allows(role: ShiftRole, level: Level, most: str) -> None:
    sentence = f"The law allows no more than “{most}” for this role."

    assert level_problems(role, level) == [Problem("too_much", sentence, "level")]


@pytest.mark.parametrize(
    "days, found", [(0, [REVIEW_DAY]), (1, []), (3 * 365, []), (3 * 365 + 1, [REVIEW_DAY])]
)
@time_machine.travel(TODAY, tick=False)
def test_check_is_looked_at_again_after_today_and_within_three_years(days: int, found: list[Problem]) -> None:
    review_on = TODAY + timedelta(days=days)

    assert (
        check_problems(ABOUT, role=ShiftRole.LEAD, level=Level.ENHANCED, review_on=review_on, by=PROPOSED)
        == found
    )


@time_machine.travel(TODAY, tick=False)
def test_everything_against_a_proposal_is_said_at_once() -> None:
    found = check_problems(ABOUT, role=ShiftRole.LEAD, level=Level.BARRED, review_on=TODAY, by=ABOUT)

    assert found == [
        Problem("too_much", "The law allows no more than “Enhanced” for this role.", "level"),
        Problem("own_check", "Somebody else must decide this."),
        REVIEW_DAY,
    ]


@pytest.mark.parametrize(
    "state, who, found",
    [
        ("waits", "about", [TAKES_TWO]),
        ("waits", "proposed", [TAKES_TWO]),
        ("waits", "other", []),
        ("agreed", "other", [AGREED]),
        ("agreed", "about", [TAKES_TWO, AGREED]),
    ],
)
def test_second_person_agrees_once(state: str, who: str, found: list[Problem]) -> None:
    assert agree_problems(check_of(state), by=WHO[who]) == found


@pytest.mark.parametrize(
    "state, who, found",
    [
        ("agreed", "about", []),
        ("waits", "about", [NO_APPEAL]),
        ("appealed", "about", [NO_APPEAL]),
        ("heard", "about", [NO_APPEAL]),
        ("agreed", "proposed", [NO_APPEAL]),
        ("agreed", "other", [NO_APPEAL]),
    ],
)
def test_one_asks_once_to_have_ones_own_decision_looked_at_again(
    state: str, who: str, found: list[Problem]
) -> None:
    assert appeal_problems(check_of(state), by=WHO[who]) == found


@pytest.mark.parametrize(
    "state, who, found",
    [
        ("appealed", "other", []),
        ("appealed", "about", [HAD_A_PART]),
        ("appealed", "proposed", [HAD_A_PART]),
        ("appealed", "agrees", [HAD_A_PART]),
        ("agreed", "other", [NOTHING_ASKED]),
        ("heard", "other", [NOTHING_ASKED]),
        ("heard", "about", [HAD_A_PART, NOTHING_ASKED]),
    ],
)
def test_appeal_is_heard_once_by_somebody_with_no_part_in_it(
    state: str, who: str, found: list[Problem]
) -> None:
    assert hear_problems(check_of(state), by=WHO[who]) == found


@pytest.mark.parametrize(
    "state, readers",
    [
        ("waits", {"about", "proposed", "agrees", "hears", "other"}),
        ("agreed", {"about", "proposed", "agrees"}),
        ("appealed", {"about", "proposed", "agrees", "hears", "other"}),
        ("heard", {"about", "proposed", "agrees", "hears"}),
    ],
)
def test_why_is_read_by_whoever_has_or_had_a_part(state: str, readers: set[str]) -> None:
    assert {name for name, user in WHO.items() if may_read_why(user, check_of(state))} == readers


def test_why_is_always_read_by_coordinators() -> None:
    assert may_read_why(somebody(Role.COORDINATOR), check_of("heard"))


@pytest.mark.parametrize(
    "outcome, appeal, agreed_on, review_on, in_date",
    [
        (CheckOutcome.GO, "", TODAY, TODAY, True),
        (CheckOutcome.WITH, "", TODAY, TODAY, True),
        (CheckOutcome.GO, "", TODAY, TODAY - timedelta(days=1), False),
        (CheckOutcome.GO, "", None, TODAY, False),
        (CheckOutcome.NOT_NOW, "", TODAY, TODAY, False),
        (CheckOutcome.NOT_NOW, AppealOutcome.STANDS, TODAY, TODAY, False),
        (CheckOutcome.NOT_NOW, AppealOutcome.CHANGED, TODAY, TODAY, True),
    ],
)
def test_checks_are_in_date_after_a_yes_of_two_up_to_the_day_they_are_looked_at_again(
    *,
    outcome: CheckOutcome,
    appeal: str,
    agreed_on: date | None,
    review_on: date,
    in_date: bool,
    advocate: User,
    other_advocate: User,
    coordinator: User,
) -> None:
    with recorded("check.forge", by=None):
        CheckDecision.objects.create(
            user=advocate,
            role=ShiftRole.LEAD,
            level=Level.ENHANCED,
            outcome=outcome,
            why="Canary",
            made_by=coordinator,
            agreed_on=agreed_on,
            review_on=review_on,
            appeal_outcome=appeal,
        )

    found = checks_in_the_way([advocate.pk, other_advocate.pk], TODAY)

    problem = Problem("no_check", "Checks are not in date.")
    nobody_else = {other_advocate.pk: problem}
    assert found == (nobody_else if in_date else {advocate.pk: problem, **nobody_else})
