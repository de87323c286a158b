"""Time limits: started from a rule and a day, moved, met, missed, dropped, and watched (D2, D3, D9)."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.actions import Note, recorded
from alongside.casework.actions.rows import begun, hold, hold_open, next_number
from alongside.casework.actions.steps import NOT_AVAILABLE
from alongside.casework.models import Case, Deadline, DeadlineChange, DeadlineState, Paper
from alongside.casework.models.deadline import DATES
from alongside.casework.reckoned import dates_of, told_of
from alongside.common import clock
from alongside.common.problems import Problem, RuleBroken, refuse_if
from alongside.people.models import Person
from alongside.people.rules import may_be_given, may_change_person
from alongside.rights import rulebook

STANDS_ALREADY = Problem(
    "stands_already", _("This time limit stands on the case already, from the same day."), "event_on"
)


def start_deadline(
    case: Case,
    *,
    by: User,
    rule_key: str,
    event_on: date,
    paper: Paper | None = None,
    watcher: User | None = None,
    **circumstances: Any,
) -> Deadline:
    """Put a time limit on a case, under the version of its rule that holds for the day that starts it."""
    person = case.person
    rule = rulebook.rule(rule_key, on=event_on)
    reckoned = dates_of(rule, event_on, circumstances)
    facts: dict[str, Any] = {"rule": rule.key, "version": rule.version, "paper": paper and paper.pk}
    with recorded("deadline.start", by=by, person=person, case=case.pk, **facts) as note:
        hold_open(case)
        if case.deadlines.filter(rule_key=rule.key, event_on=event_on, state=DeadlineState.LIVE).exists():
            raise RuleBroken(STANDS_ALREADY)
        deadline = Deadline(
            **begun(person, by=by),
            case=case,
            paper=paper,
            rule_key=rule.key,
            rule_version=rule.version,
            owner=by,
            watcher=_watcher(watcher, person, owner=by),
            **circumstances,
            **reckoned,
        )
        deadline.save(force_insert=True)
        note.about = deadline
    return deadline


def move_deadline(
    deadline: Deadline, *, by: User, event_on: date, why: str = "", **circumstances: Any
) -> Deadline:
    """Work out the dates anew from another day, under the version it started with, and keep what moved.

    Circumstances that are not named stay as they stand.
    """
    with _changed("deadline.move", deadline, by=by):
        told = told_of(deadline) | circumstances
        rule = rulebook.rule(deadline.rule_key, version=deadline.rule_version)
        becomes = dates_of(rule, event_on, told)
        refuse_if(_twice(deadline, event_on))
        if becomes != {name: getattr(deadline, name) for name in DATES}:
            _keep_move(deadline, becomes, by=by, why=why)
        deadline.change(**told, **becomes)
    return deadline


def meet_deadline(deadline: Deadline, *, by: User, met_on: date, what_done: str, proof: str = "") -> Deadline:
    """Write down what was done, on which day, and what proves it."""
    with _changed("deadline.meet", deadline, by=by) as note:
        in_time = met_on <= deadline.last_on
        note.facts["in_time"] = in_time
        _end(deadline, DeadlineState.MET, by=by, met_on=met_on, what_done=what_done, proof=proof or None)
    return deadline


def drop_deadline(deadline: Deadline, *, by: User, why: str) -> Deadline:
    """Say that a time limit no longer counts, and why."""
    with _changed("deadline.drop", deadline, by=by):
        _end(deadline, DeadlineState.DROPPED, by=by, ended_why=why)
    return deadline


def miss_deadline(deadline: Deadline, *, by: User, why: str = "") -> Deadline:
    """Say that a time limit was missed for good. Not before its last day is over."""
    with _changed("deadline.miss", deadline, by=by):
        if not deadline.has_passed:
            raise RuleBroken(Problem("not_over", _("There is still time: its last day is not over.")))
        _end(deadline, DeadlineState.MISSED, by=by, ended_why=why or None)
    return deadline


def tell_why_late(deadline: Deadline, *, by: User, late_reasons: str, late_evidence: str = "") -> Deadline:
    """Keep why it is late, in the person's words, and what shows that: the late route asks for both (D3)."""
    with _changed("deadline.tell_why_late", deadline, by=by):
        deadline.change(late_reasons=late_reasons or None, late_evidence=late_evidence or None)
    return deadline


def watch_deadline(deadline: Deadline, *, by: User, owner: User, watcher: User | None = None) -> Deadline:
    """Say who looks after a time limit, and who looks that they do (D9)."""
    person = deadline.person
    with _changed("deadline.watch", deadline, by=by, owner=owner.pk, watcher=watcher and watcher.pk):
        free = owner == by or may_be_given(owner, person)
        if owner != deadline.owner and not (free and may_change_person(owner, person)):
            raise RuleBroken(Problem(NOT_AVAILABLE.code, NOT_AVAILABLE.sentence, "owner"))
        if watcher == deadline.watcher and watcher != owner:
            deadline.change(owner=owner)
        else:
            deadline.change(owner=owner, watcher=_watcher(watcher, person, owner=owner))
    return deadline


@contextmanager
def _changed(action: str, deadline: Deadline, *, by: User, **facts: Any) -> Iterator[Note]:
    """Record a write to a time limit that still runs, and hold its row until it is done."""
    with recorded(action, by=by, about=deadline, person=deadline.person, **facts) as note:
        hold(deadline)
        if not deadline.is_live:
            raise RuleBroken(
                Problem("limit_ended", _("This time limit has come to its end already. Nothing was changed."))
            )
        yield note


def _end(deadline: Deadline, state: DeadlineState, *, by: User, **told: Any) -> None:
    deadline.change(state=state, ended_on=clock.today(), ended_by=by, **told)


def _twice(deadline: Deadline, event_on: date) -> list[Problem]:
    same = Deadline.objects.live().filter(
        case=deadline.case_id, rule_key=deadline.rule_key, event_on=event_on
    )
    return [STANDS_ALREADY] if same.exclude(pk=deadline.pk).exists() else []


def _keep_move(deadline: Deadline, becomes: dict[str, Any], *, by: User, why: str) -> None:
    dates: dict[str, Any] = {}
    for name, value in becomes.items():
        start = name.removesuffix("_on")
        dates |= {f"{start}_was_on": getattr(deadline, name), f"{start}_became_on": value}
    DeadlineChange(
        **begun(deadline.person, by=by),
        deadline=deadline,
        number=next_number(deadline.changes.all()),
        why=why or None,
        **dates,
    ).save(force_insert=True)


def _watcher(watcher: User | None, person: Person, *, owner: User) -> User | None:
    """Return the second name, if no wall is in the way; watching lets nobody see the person."""
    if watcher is None:
        return None
    if watcher == owner:
        raise RuleBroken(
            Problem("watches_own", _("Choose somebody else as the second person to watch it."), "watcher")
        )
    if (person.is_restricted and not may_change_person(watcher, person)) or not may_be_given(watcher, person):
        raise RuleBroken(Problem(NOT_AVAILABLE.code, NOT_AVAILABLE.sentence, "watcher"))
    return watcher
