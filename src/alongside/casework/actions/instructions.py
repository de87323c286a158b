"""What the person wants said: written, agreed, said, and then asked about (C6)."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.casework.actions.rows import begun, hold, hold_open, said
from alongside.casework.models import AgreedHow, Case, Instruction, WasItRight
from alongside.common import clock
from alongside.common.problems import Problem, RuleBroken, refuse_if


def write_instruction(
    case: Case,
    *,
    by: User,
    to_whom: str,
    words: str,
    agreed_on: date | None = None,
    agreed_how: str = "",
) -> Instruction:
    """Write what the person wants said, and to whom; agreed at once, or later."""
    person = case.person
    with recorded("instruction.write", by=by, person=person, case=case.pk) as note:
        hold_open(case)
        instruction = Instruction(**begun(person, by=by), case=case, to_whom=to_whom, words=words)
        instruction.save(force_insert=True)
        note.about = instruction
        if agreed_on is not None:
            agree_instruction(instruction, by=by, agreed_on=agreed_on, agreed_how=agreed_how)
    return instruction


def change_instruction(instruction: Instruction, *, by: User, to_whom: str, words: str) -> Instruction:
    """Put the words another way, as long as nobody has agreed to them."""
    with recorded("instruction.change", by=by, about=instruction, person=instruction.person):
        _hold_waiting_to_be_agreed(instruction)
        instruction.change(to_whom=to_whom, words=words)
    return instruction


def agree_instruction(instruction: Instruction, *, by: User, agreed_on: date, agreed_how: str) -> Instruction:
    """The person agreed to these words: from now on somebody may say them."""
    if not agreed_how:
        raise RuleBroken(Problem("agreed_how", _("Choose how they agreed"), "agreed_how"))
    with recorded("instruction.agree", by=by, about=instruction, person=instruction.person, how=agreed_how):
        _hold_waiting_to_be_agreed(instruction)
        instruction.change(agreed_on=agreed_on, agreed_how=AgreedHow(agreed_how))
    return instruction


def record_said(instruction: Instruction, *, by: User, done_on: date, said_back: str = "") -> Instruction:
    """The words were said: when, and what was said back."""
    with recorded("instruction.say", by=by, about=instruction, person=instruction.person):
        hold(instruction)
        refuse_if(_saying_problems(instruction, done_on))
        instruction.change(done_on=done_on, said_back=said_back or None)
    return instruction


def record_was_right(
    instruction: Instruction, *, by: User, was_right: str, words: str | None = None
) -> Instruction:
    """The person says whether what was said is what they wanted said."""
    with recorded(
        "instruction.was_right", by=by, about=instruction, person=instruction.person, answer=was_right
    ):
        hold(instruction)
        if instruction.done_on is None:
            raise RuleBroken(Problem("not_said", _("These words have not been said yet.")))
        instruction.change(was_right=WasItRight(was_right), **said(was_right_words=words))
    return instruction


def withdraw_instruction(instruction: Instruction, *, by: User) -> Instruction:
    """The person takes the words back: nobody says them from now on."""
    with recorded("instruction.withdraw", by=by, about=instruction, person=instruction.person):
        hold(instruction)
        if instruction.done_on is not None or instruction.withdrawn_on is not None:
            raise RuleBroken(Problem("too_late", _("These words were said or taken back already.")))
        instruction.change(withdrawn_on=clock.today())
    return instruction


def speaking_problems(
    case: Case | None, *, instruction: Instruction | None, why_none: str, on: date
) -> list[Problem]:
    """Return what stands against having spoken on this day: agreed words, or a reason for none (C6)."""
    if instruction is None:
        sentence = _("Choose the words they agreed to, or say why there were none")
        return [] if why_none else [Problem("no_instruction", sentence, "instruction")]
    if case is None or instruction.case_id != case.pk:
        return [Problem("other_case", _("Choose words from the same case"), "instruction")]
    if not instruction.covers(on):
        sentence = _("These words were not agreed on that day. Choose others, or say why there were none.")
        return [Problem("not_covered", sentence, "instruction")]
    return []


def _hold_waiting_to_be_agreed(instruction: Instruction) -> None:
    hold(instruction)
    if not instruction.is_waiting_to_be_agreed:
        raise RuleBroken(
            Problem("settled", _("These words were agreed or taken back already. Write new ones."))
        )


def _saying_problems(instruction: Instruction, done_on: date) -> list[Problem]:
    if not instruction.is_waiting_to_be_said:
        return [Problem("not_live", _("Nobody may say these words now. Look at them again."))]
    if not instruction.covers(done_on):
        return [Problem("before_agreed", _("The day must be the day they agreed, or later"), "done_on")]
    return []
