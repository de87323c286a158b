"""Cases and what hangs on them, made by the actions that the pages call."""

from datetime import date
from typing import Any

import pytest

from alongside.accounts.models import User
from alongside.casework.actions.asks import make_ask as ask_them
from alongside.casework.actions.cases import open_case
from alongside.casework.actions.consent import record_uc_consent
from alongside.casework.actions.deadlines import start_deadline
from alongside.casework.actions.hand_over import ask_statutory_advocate
from alongside.casework.actions.instructions import write_instruction
from alongside.casework.actions.notes import Told, write_note
from alongside.casework.actions.steps import add_step
from alongside.casework.actions.warm import begin_warm_hand_over, record_how_it_went, record_ring
from alongside.casework.models import (
    AgreedHow,
    Answer,
    Ask,
    AskedHow,
    AskKind,
    Case,
    Contact,
    ContactKind,
    Deadline,
    GivenHow,
    GotIn,
    HowItWent,
    Instruction,
    Rung,
    Statutory,
    StatutoryHandOver,
    Step,
    Topic,
    UcConsent,
    WarmHandOver,
)
from alongside.common import clock
from alongside.common.problems import RuleBroken
from alongside.people.models import Person


def make_case(person: Person, *, by: User, aim: str = "I want to keep my flat", **told: Any) -> Case:
    """Return an open case."""
    return open_case(person, by=by, about=told.pop("about", Topic.HOUSING_EVICTION), aim=aim, **told)


def make_instruction(case: Case, *, by: User, agreed_on: date | None = None, **told: Any) -> Instruction:
    """Return words for somebody; agreed where a day is given."""
    words = {"to_whom": "The housing office", "words": "I paid the rent in May", **told}
    how = AgreedHow.READ_BACK if agreed_on else ""
    return write_instruction(case, by=by, agreed_on=agreed_on, agreed_how=how, **words)


def make_step(person: Person, *, by: User, what: str = "Call the housing office", **told: Any) -> Step:
    """Return an open step, on the rung "together" with `by` unless told otherwise."""
    told = {"rung": Rung.TOGETHER, "doer": by, **told}
    return add_step(person, by=by, what=what, **told)


def make_ask(case: Case, *, by: User, **told: Any) -> Ask:
    """Return an ask for a choice of detox, made today, unless told otherwise."""
    ask = {"kind": AskKind.DETOX, "of_whom": "The key worker", "words": "A bed", "asked_on": clock.today()}
    return ask_them(case, by=by, **{**ask, **told})


def make_note(person: Person, *, by: User, case: Case | None = None, **told: Any) -> Contact:
    """Return a note that we met today, unless told otherwise."""
    told = {"kind": ContactKind.MET, "happened_on": clock.today(), "fact": "Jo brought the letter", **told}
    return write_note(person, by=by, case=case, told=Told(**told))


def make_hand_over(person: Person, *, by: User, **told: Any) -> StatutoryHandOver:
    """Return a request for an IMCA that was made today, unless told otherwise."""
    asked = {"kind": Statutory.IMCA, "to_whom": "Riverside advocates", "asked_on": clock.today(), **told}
    return ask_statutory_advocate(person, by=by, **asked)


def make_uc_consent(person: Person, *, by: User, **told: Any) -> UcConsent:
    """Return a consent that names `by` and was given today in the journal, unless told otherwise."""
    given = {
        "named": by,
        "what": "How my payment was worked out",
        "why": "My rent was not paid",
        "given_on": clock.today(),
        "how": GivenHow.JOURNAL,
        "assessment_day": 5,
        **told,
    }
    return record_uc_consent(person, by=by, **given)


def make_warm(
    person: Person, *, by: User, rang_on: date | None = None, rung: Rung = Rung.TOGETHER, **told: Any
) -> WarmHandOver:
    """Return a hand-over that they agreed to, today or on the day of the call, if there was one."""
    yes = {
        "to_whom": "Cedar food bank",
        "agreed": Answer.YES,
        "agreed_how": AgreedHow.READ_BACK,
        "may_tell": "My first name",
        "agreed_on": rang_on,
        **told,
    }
    hand_over = begin_warm_hand_over(person, by=by, **yes)
    return record_ring(hand_over, by=by, rung=rung, rang_on=rang_on) if rang_on else hand_over


def make_how_it_went(hand_over: WarmHandOver, *, by: User, **told: Any) -> HowItWent:
    """Return an answer that they got in, asked today when we met, unless told otherwise."""
    told = {"asked_on": clock.today(), "asked_how": AskedHow.MET, "got_in": GotIn.YES, **told}
    return record_how_it_went(hand_over, by=by, **told)


def codes(broken: pytest.ExceptionInfo[RuleBroken]) -> list[str]:
    """Return the codes of the problems for which an action was refused."""
    return [problem.code for problem in broken.value.problems]


def make_deadline(
    case: Case, *, by: User, rule_key: str = "mandatory-reconsideration", **told: Any
) -> Deadline:
    """Return a live time limit that started today, unless told otherwise."""
    told = {"event_on": clock.today(), **told}
    return start_deadline(case, by=by, rule_key=rule_key, **told)
