"""Contact notes: written, and corrected beside what stood there before (C10)."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.casework.actions.instructions import speaking_problems
from alongside.casework.actions.rows import begun, hold, next_number
from alongside.casework.models import OUTSIDE, Case, Contact, ContactKind, Instruction
from alongside.common.problems import Problem, RuleBroken, refuse_if
from alongside.peers.actions.wellbeing import tell_hard_contact
from alongside.people.actions import seen_on
from alongside.people.models import Person

WRITTEN_WITHIN = timedelta(hours=48)
"""A note written later than this is marked late [policy]."""


HEARD = (ContactKind.MET, ContactKind.CALL, ContactKind.MESSAGE, ContactKind.LETTER, ContactKind.EMAIL)
"""Kinds of contact in which we heard from the person."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """What a note tells of one contact."""

    kind: str
    happened_on: date
    happened_at: time | None = None
    minutes: int | None = None
    fact: str = ""
    view: str = ""
    words: str = ""
    instruction: Instruction | None = None
    no_instruction_why: str = ""


def write_note(
    person: Person, *, by: User, told: Told, case: Case | None = None, was_hard: bool = False
) -> Contact:
    """Write a note of a contact with a person, about one of their cases or about none.

    Where it was hard for the one who writes, a colleague offers to talk; they are not told about whom (E9).
    """
    refuse_if(_problems(told, case))
    with recorded("note.write", by=by, person=person, kind=told.kind, case=case and case.pk) as entry:
        note = _note(person, told, by=by, case=case)
        note.is_late = _is_late(note)
        note.save(force_insert=True)
        entry.about = note
        if told.kind in HEARD:
            seen_on(person, on=told.happened_on, by=by)
        if was_hard:
            tell_hard_contact(by=by, happened_on=told.happened_on)
    return note


def correct_note(note: Contact, *, by: User, told: Told) -> Contact:
    """Write what should have stood there. What did stand there stays, beside it."""
    person, case = note.person, note.case
    refuse_if(_problems(told, case))
    with recorded("note.correct", by=by, person=person, corrects=note.pk) as entry:
        hold(note)
        if not note.is_current:
            raise RuleBroken(
                Problem("corrected", _("Somebody corrected this note already. Look at it again."))
            )
        first = note.corrects or note
        note.change(is_current=False)
        correction = _note(person, told, by=by, case=case)
        correction.corrects = first
        correction.correction = next_number(first.corrections.all(), "correction")
        correction.is_late = first.is_late
        correction.save(force_insert=True)
        entry.about = correction
    return correction


def _note(person: Person, told: Told, *, by: User, case: Case | None) -> Contact:
    begins = begun(person, by=by)
    if begins["session"] and begins["session"].on != told.happened_on:
        begins["session"] = None  # written up at a clinic, of another day
    return Contact(
        **begins,
        case=case,
        kind=ContactKind(told.kind),
        happened_on=told.happened_on,
        happened_at=None if person.is_anonymous_contact else told.happened_at,
        minutes=told.minutes,
        fact=told.fact or None,
        view=told.view or None,
        words=told.words or None,
        instruction=told.instruction if told.kind in OUTSIDE else None,
        no_instruction_why=(told.no_instruction_why or None) if told.kind in OUTSIDE else None,
    )


def _is_late(note: Contact) -> bool:
    """Without a time of day, the day it happened counts to its end."""
    until = time.max if note.happened_at is None else note.happened_at
    happened = timezone.make_aware(datetime.combine(note.happened_on, until))
    return note.written_at > happened + WRITTEN_WITHIN


def _problems(told: Told, case: Case | None) -> list[Problem]:
    problems = []
    if not (told.fact or told.view or told.words):
        problems.append(Problem("empty", _("Write what happened, what they said, or what you think"), "fact"))
    if told.kind in OUTSIDE:
        problems += speaking_problems(
            case, instruction=told.instruction, why_none=told.no_instruction_why, on=told.happened_on
        )
    return problems
