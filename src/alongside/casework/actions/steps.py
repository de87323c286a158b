"""Steps: promised, planned, moved on the ladder, done, handed over (C8)."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.casework.actions.instructions import speaking_problems
from alongside.casework.actions.rows import begun, hold, hold_open, next_number
from alongside.casework.models import Case, Instruction, Rung, Step, StepMove
from alongside.common import clock
from alongside.common.problems import Problem, RuleBroken, refuse_if
from alongside.people.actions import meet_at_clinic
from alongside.people.models import Person
from alongside.people.rules import may_be_given, may_change_person

NOT_AVAILABLE = Problem("not_available", _("This advocate is not available. Choose somebody else."), "doer")
"""All that is ever said: why would tell of a wall (R16)."""


def add_step(
    person: Person,
    *,
    by: User,
    what: str,
    rung: int = Rung.ALONE,
    rung_why: str = "",
    doer: User | None = None,
    due_on: date | None = None,
    case: Case | None = None,
) -> Step:
    """Write what is to be done, on the rung the person picks; the highest unless they pick another."""
    refuse_if(_rung_problems(rung, rung_why))
    with recorded("step.add", by=by, person=person, rung=int(rung), case=case and case.pk) as note:
        if case is not None:
            hold_open(case)
        step = Step(
            **begun(person, by=by),
            case=case,
            what=what,
            rung=Rung(rung),
            rung_why=rung_why or None,
            doer=_doer(rung, doer, person, by=by),
            due_on=due_on,
        )
        step.save(force_insert=True)
        note.about = step
    return step


def plan_step(
    step: Step, *, by: User, what: str, due_on: date | None = None, doer: User | None = None
) -> Step:
    """Write anew what is to be done, by when, and which of us has it."""
    person = step.person
    with recorded("step.plan", by=by, about=step, person=person):
        _hold_open_step(step)
        step.change(what=what, due_on=due_on, doer=_doer(step.rung, doer, person, by=by))
    return step


def move_step(step: Step, *, by: User, rung: int, why: str = "", doer: User | None = None) -> Step:
    """Move a step on the ladder. Down, towards us, needs a reason (C8)."""
    person = step.person
    with recorded("step.move", by=by, about=step, person=person, to=int(rung)) as note:
        _hold_open_step(step)
        refuse_if(_moving_problems(step.rung, rung, why))
        note.facts["was"] = step.rung
        StepMove(
            **begun(person, by=by),
            step=step,
            number=next_number(step.moves.all()),
            from_rung=step.rung,
            to_rung=Rung(rung),
            why=why or None,
            moved_on=clock.today(),
        ).save(force_insert=True)
        step.change(rung=Rung(rung), rung_why=why or None, doer=_doer(rung, doer or step.doer, person, by=by))
    return step


def finish_step(
    step: Step,
    *,
    by: User,
    done_on: date,
    instruction: Instruction | None = None,
    no_instruction_why: str = "",
) -> Step:
    """Mark a step done. Where one of us spoke, on which agreed words, or why on none (C6)."""
    with recorded("step.finish", by=by, about=step, person=step.person, rung=step.rung):
        _hold_open_step(step)
        if step.rung >= Rung.YOU_SPEAK:
            refuse_if(
                speaking_problems(step.case, instruction=instruction, why_none=no_instruction_why, on=done_on)
            )
        step.change(
            done_on=done_on,
            done_by=by,
            instruction=instruction,
            no_instruction_why=no_instruction_why or None,
        )
    return step


def cancel_step(step: Step, *, by: User, why: str = "") -> Step:
    """Take a step off the list: it is not needed, or they do not want it."""
    with recorded("step.cancel", by=by, about=step, person=step.person):
        _hold_open_step(step)
        step.change(cancelled_on=clock.today(), cancelled_by=by, cancelled_why=why or None)
    return step


def take_up_step(step: Step, *, by: User) -> Step:
    """Put a step back on the list: it was marked done, or taken off, by mistake."""
    with recorded("step.take_up", by=by, about=step, person=step.person):
        if step.case is not None:
            hold_open(step.case)
        hold(step)
        step.change(
            done_on=None,
            done_by=None,
            instruction=None,
            no_instruction_why=None,
            cancelled_on=None,
            cancelled_by=None,
            cancelled_why=None,
        )
    return step


def hand_over_step(step: Step, *, to: User, by: User) -> Step:
    """Give a step to a named colleague, who can see the person from then on."""
    person = step.person
    with recorded("step.hand_over", by=by, about=step, person=person, to=to.pk):
        _hold_open_step(step)
        if step.is_for_the_person:
            raise RuleBroken(
                Problem("theirs", _("They do this one themselves. Move it down the ladder first."))
            )
        step.change(doer=_doer(step.rung, to, person, by=by))
    return step


def _doer(rung: int, doer: User | None, person: Person, *, by: User) -> User | None:
    """Return which of us has a step on this rung, made able to see the person; nobody on the top rung."""
    if doer is None or rung == Rung.ALONE:
        return None
    if doer != by and not may_be_given(doer, person):
        raise RuleBroken(NOT_AVAILABLE)
    if may_change_person(doer, person):
        return doer
    if person.is_restricted:
        raise RuleBroken(NOT_AVAILABLE)
    meet_at_clinic(person, user=doer, by=by)
    return doer


def _hold_open_step(step: Step) -> None:
    hold(step)
    if not step.is_open:
        raise RuleBroken(Problem("step_closed", _("This step is done or was taken off the list already.")))


def _rung_problems(rung: int, why: str) -> list[Problem]:
    if rung == Rung.YOU_ACT and not why:
        return [Problem("why", _("Write why you act for them, as you agreed it"), "rung_why")]
    return []


def _moving_problems(was: int, rung: int, why: str) -> list[Problem]:
    if rung == was:
        return [Problem("same_rung", _("It stands there already. Choose another rung."), "rung")]
    if rung > was and not why:
        return [Problem("why", _("Write why it moves down the ladder"), "why")]
    return []
