"""Asking a statutory advocate, and what they answered."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.casework.actions.rows import begun, hold
from alongside.casework.models import HandOverAnswer, Statutory, StatutoryHandOver
from alongside.common import clock
from alongside.common.problems import Problem, RuleBroken, refuse_if
from alongside.people.models import Person

NO_DAY = Problem("no_day", _("Write the day they answered"), "answered_on")
TOO_EARLY = Problem("too_early", _("They cannot have answered before they were asked"), "answered_on")
IS_OVER = Problem("is_over", _("This hand-over is over. Ask anew if somebody is needed again."))


def ask_statutory_advocate(
    person: Person,
    *,
    by: User,
    kind: str,
    to_whom: str,
    asked_on: date,
    cannot_instruct: bool = False,
    witness: str = "",
) -> StatutoryHandOver:
    """Write down whom we asked for a statutory advocate, and what we do meanwhile."""
    with recorded("hand_over.ask", by=by, person=person, kind=kind) as note:
        hand_over = StatutoryHandOver(
            **begun(person, by=by),
            kind=Statutory(kind),
            to_whom=to_whom,
            asked_on=asked_on,
            cannot_instruct=cannot_instruct,
            witness=witness or None,
        )
        hand_over.save(force_insert=True)
        note.about = hand_over
    return hand_over


def answer_hand_over(
    hand_over: StatutoryHandOver,
    *,
    by: User,
    answer: str,
    answered_on: date | None = None,
    is_over: bool = False,
) -> StatutoryHandOver:
    """Write down what they answered, and whether it is over: from then on it stops no case."""
    refuse_if(_answer_problems(hand_over, answer, answered_on))
    with recorded("hand_over.answer", by=by, about=hand_over, person=hand_over.person, answer=answer):
        hold(hand_over)
        if hand_over.over_on:
            raise RuleBroken(IS_OVER)
        hand_over.change(
            answer=HandOverAnswer(answer),
            answered_on=None if answer == HandOverAnswer.WAITING else answered_on,
            over_on=clock.today() if is_over else None,
        )
    return hand_over


def _answer_problems(hand_over: StatutoryHandOver, answer: str, answered_on: date | None) -> list[Problem]:
    if answer == HandOverAnswer.WAITING:
        return []
    if answered_on is None:
        return [NO_DAY]
    return [TOO_EARLY] if answered_on < hand_over.asked_on else []
