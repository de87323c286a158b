"""The dates of a time limit, worked out by its rule from the day that starts it and what was told."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from alongside.casework.models import Deadline
from alongside.casework.models.deadline import CIRCUMSTANCES
from alongside.common.problems import Problem, RuleBroken
from alongside.rights import rulebook
from alongside.rights.reckoning import CannotReckon, Circumstances, Reckoned, reckon
from alongside.rights.rule import Rule, Starts, Unit

OF_OUR_FIELD = {"pauses": "paused_from"}
"""Fields of ours for those that the arithmetic names another way."""


FROM_RECEIPT = (Starts.RECEIVED, Starts.AWARE)
# most letters are sent the day they are dated; the advocate confirms it
FROM_DATE = (Starts.DATED, Starts.SENT)


def circumstances_of(told: Mapping[str, Any]) -> Circumstances:
    """Return what was told as the arithmetic takes it."""
    begins, ends = told.get("paused_from"), told.get("paused_until")
    return Circumstances(
        assessment_day=told.get("assessment_day"),
        reasons_asked_on=told.get("reasons_asked_on"),
        reasons_given_on=told.get("reasons_given_on"),
        pauses=((begins, ends),) if begins and ends else (),
    )


def work_out(
    rule: Rule, event_on: date, circumstances: Circumstances, *, called: Mapping[str, str]
) -> Reckoned:
    """Return what the clock finds. Raises RuleBroken, with its field as the form has it `called`."""
    try:
        return reckon(rule, event_on, circumstances)
    except CannotReckon as error:
        field = called.get(error.field, error.field)
        raise RuleBroken(Problem("cannot_reckon", error.sentence, field)) from error


def dates_of(rule: Rule, event_on: date, told: Mapping[str, Any]) -> dict[str, Any]:
    """Return the dates as a time limit keeps them. Raises RuleBroken where they cannot be worked out."""
    found = work_out(rule, event_on, circumstances_of(told), called=OF_OUR_FIELD)
    return {
        "event_on": found.event_on,
        "safe_on": found.safe_on,
        "last_on": found.last_on,
        "late_limit_on": found.late_limit_on,
        "post_by_on": found.post_by_on,
    }


def reckoned_of(deadline: Deadline) -> Reckoned:
    """Return the dates of a time limit with the sentences that explain them, by the version it keeps."""
    return reckon(rule_of(deadline), deadline.event_on, circumstances_of(told_of(deadline)))


def told_of(deadline: Deadline) -> dict[str, Any]:
    """Return what was told of the circumstances, as it stands."""
    return {name: getattr(deadline, name) for name in CIRCUMSTANCES}


def rule_of(deadline: Deadline) -> Rule:
    """Return the rule in the version that a time limit started under."""
    return rulebook.rule(deadline.rule_key, version=deadline.rule_version)


def starting_day(rule: Rule, dated_on: date | None, received_on: date | None) -> date | None:
    """Return the date of a paper from which this rule runs, where it is known."""
    if rule.starts in FROM_RECEIPT:
        return received_on
    return dated_on if rule.starts in FROM_DATE else None


def circumstances_asked_by(rule: Rule) -> frozenset[str]:
    """Return which of our questions can move the dates of this rule."""
    asked: set[str] = set()
    if rule.pauses:
        asked |= {"paused_from", "paused_until"}
    if rule.reasons_extend:
        asked |= {"reasons_asked_on", "reasons_given_on"}
    if rule.length.unit == Unit.ASSESSMENT_PERIODS:
        asked.add("assessment_day")
    return frozenset(asked)
