"""Opening a case, putting its aim another way, closing it, and opening it again (C5, C15)."""

from collections.abc import Collection

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.casework.actions.rows import begun, hold, hold_open, next_number, said
from alongside.casework.models import (
    AimMet,
    Case,
    CaseOutcome,
    CasePeriod,
    CaseState,
    CloseReason,
    DeadlineState,
    EarlierAim,
    Option,
    OutcomeCode,
    SaidBy,
    Topic,
)
from alongside.casework.queries.hand_over import says_cannot_instruct
from alongside.casework.reckoned import rule_of
from alongside.casework.words import is_first_person
from alongside.common import clock
from alongside.common.problems import Problem, RuleBroken, refuse_if
from alongside.crypto.fields import Unreadable
from alongside.people.models import Person

CANNOT_INSTRUCT = Problem(
    "cannot_instruct",
    _(
        "A statutory advocate was asked because they cannot tell us what they want. No case is opened here "
        "until that hand-over is over."
    ),
)
UNREADABLE = Problem("unreadable", _("What stands there could not be opened. Tell your coordinator."))


def open_case(
    person: Person,
    *,
    by: User,
    about: str,
    aim: str,
    exact: bool = False,
    about_words: str = "",
    other_side: str = "",
) -> Case:
    """Open a case with an aim in the person's own words; `exact`: theirs, though not in the first person."""
    refuse_if(_aim_problems(aim, exact=exact))
    refuse_if([CANNOT_INSTRUCT] if says_cannot_instruct(person) else [])
    with recorded("case.open", by=by, person=person, topic=about) as note:
        case = Case(
            **begun(person, by=by),
            about=Topic(about),
            about_words=about_words or None,
            other_side=other_side or None,
            aim=aim,
            opened_on=clock.today(),
        )
        case.save(force_insert=True)
        note.about = case
        _begin_period(case, by=by)
        Option(**begun(person, by=by), case=case, number=1, is_do_nothing=True).save(force_insert=True)
    return case


def change_case(
    case: Case, *, by: User, about: str, about_words: str | None = None, other_side: str | None = None
) -> Case:
    """Write what the case is about, and who is on the other side, anew. None leaves what stands there."""
    with recorded("case.change", by=by, about=case, person=case.person, topic=about):
        hold_open(case)
        case.change(about=Topic(about), **said(about_words=about_words, other_side=other_side))
    return case


def change_aim(case: Case, *, by: User, aim: str, exact: bool = False) -> Case:
    """Put the aim as the person puts it now, and keep how they put it before."""
    refuse_if(_aim_problems(aim, exact=exact))
    person = case.person
    with recorded("case.change_aim", by=by, about=case, person=person):
        hold_open(case)
        if isinstance(case.aim, Unreadable):
            raise RuleBroken(UNREADABLE)
        if aim != case.aim:
            earlier = EarlierAim(**begun(person, by=by), case=case, words=case.aim, until_on=clock.today())
            earlier.save(force_insert=True)
            case.change(aim=aim)
    return case


def close_case(
    case: Case,
    *,
    by: User,
    reason: str,
    aim_met: str,
    said_by: str = "",
    outcomes: Collection[str] = (),
    outcome_words: str = "",
    what_next: str = "",
    knows_door_is_open: bool = False,
    drop_steps: bool = False,
) -> Case:
    """Close a case with its reason and what came of it; its open steps are done first, or taken off here."""
    person = case.person
    with recorded("case.close", by=by, about=case, person=person, reason=reason, aim_met=aim_met):
        hold_open(case)
        steps = list(case.steps.filter(done_on=None, cancelled_on=None))
        refuse_if(_live_limits(case))
        refuse_if(_closing_problems(aim_met, said_by, outcomes, may_leave_steps=drop_steps or not steps))
        for step in steps:
            step.change(cancelled_on=clock.today(), cancelled_by=by)
        period = case.periods.get(closed_on=None)
        period.change(
            closed_on=clock.today(),
            closed_by=by,
            reason=CloseReason(reason),
            aim_met=AimMet(aim_met),
            said_by=said_by,
            outcome_words=outcome_words or None,
            what_next=what_next or None,
            knows_door_is_open=knows_door_is_open,
        )
        for code in outcomes:
            CaseOutcome(
                **begun(person, by=by), period=period, code=OutcomeCode(code), said_by=SaidBy(said_by)
            ).save(force_insert=True)
        case.change(state=CaseState.CLOSED)
    return case


def reopen_case(case: Case, *, by: User, why: str = "") -> Case:
    """Open a closed case again. What was written at its closing stays."""
    person = case.person
    with recorded("case.reopen", by=by, about=case, person=person):
        hold(case)
        if case.is_open:
            raise RuleBroken(Problem("case_open", _("This case is open already.")))
        case.change(state=CaseState.OPEN)
        _begin_period(case, by=by, why_again=why or None)
    return case


def _begin_period(case: Case, *, by: User, why_again: str | None = None) -> None:
    CasePeriod(
        **begun(case.person, by=by),
        case=case,
        number=next_number(case.periods.all()),
        opened_on=clock.today(),
        why_again=why_again,
    ).save(force_insert=True)


def _live_limits(case: Case) -> list[Problem]:
    """A case does not close over a time limit that still runs, near or far (C15)."""
    nearest = case.deadlines.filter(state=DeadlineState.LIVE).order_by("last_on").first()
    if nearest is None:
        return []
    sentence = _(
        "A time limit still runs: “%(title)s”, until %(day)s. Mark it done, or say why it no longer counts."
    )
    title, day = rule_of(nearest).title, date_format(nearest.last_on, "j F Y")
    return [Problem("live_limit", sentence % {"title": title, "day": day})]


def _aim_problems(aim: str, *, exact: bool) -> list[Problem]:
    if not aim.strip():
        return [Problem("no_aim", _("Write what they want, in their own words"), "aim")]
    if exact or is_first_person(aim):
        return []
    sentence = _(
        "Write it as they would say it, with “I” or “we”. If these are their exact words, tick the box."
    )
    return [Problem("not_first_person", sentence, "exact")]


def _closing_problems(
    aim_met: str, said_by: str, outcomes: Collection[str], *, may_leave_steps: bool
) -> list[Problem]:
    problems = []
    if not said_by and (outcomes or aim_met == AimMet.YES):
        problems.append(Problem("nobodys_word", _("Choose who says so"), "said_by"))
    elif aim_met == AimMet.YES and said_by == SaidBy.ADVOCATE:
        sentence = _("Only they, or a letter, can say they got it. Ask them, or choose “Not said” above.")
        problems.append(Problem("not_ours_to_say", sentence, "said_by"))
    if not may_leave_steps:
        sentence = _("Some steps are still open. Mark them done, or tick that they can come off the list.")
        problems.append(Problem("open_steps", sentence, "drop_steps"))
    return problems
