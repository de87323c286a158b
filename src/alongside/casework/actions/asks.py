"""Asks: made, answered, and taken further (D6, D7)."""

from datetime import date

from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.casework.actions.rows import begun, hold, hold_open, next_number
from alongside.casework.models import Ask, AskAnswer, AskKind, AskMove, Case, ReasonGiven
from alongside.common.problems import Problem, refuse_if

TOO_EARLY = _("This must be the day they were asked, or later")


def make_ask(
    case: Case, *, by: User, kind: str, of_whom: str, words: str, asked_on: date, due_on: date | None = None
) -> Ask:
    """Write down what was asked. A prescription that was stopped or changed is due the same day."""
    if due_on is None and kind == AskKind.PRESCRIPTION:
        due_on = asked_on
    refuse_if(_late_enough(due_on, asked_on, "due_on"))
    with recorded("ask.make", by=by, person=case.person, kind=kind) as note:
        hold_open(case)
        ask = Ask(
            **begun(case.person, by=by),
            case=case,
            kind=AskKind(kind),
            of_whom=of_whom,
            words=words,
            asked_on=asked_on,
            due_on=due_on,
        )
        ask.save(force_insert=True)
        note.about = ask
    return ask


def answer_ask(
    ask: Ask,
    *,
    by: User,
    answered_on: date,
    answer: str,
    reason: str = "",
    answer_words: str = "",
    review_on: date | None = None,
) -> Ask:
    """Write down what came back; a later answer takes the place of an earlier one."""
    refuse_if(
        _late_enough(answered_on, ask.asked_on, "answered_on")
        + _late_enough(review_on, ask.asked_on, "review_on")
    )
    with recorded("ask.answer", by=by, about=ask, person=ask.person, answer=answer, was=ask.answer):
        hold_open(ask.case)
        hold(ask)
        ask.change(
            answered_on=answered_on,
            answer=AskAnswer(answer),
            reason=ReasonGiven(reason) if reason else "",
            answer_words=answer_words or None,
            review_on=review_on,
        )
    return ask


def move_up(
    ask: Ask,
    *,
    by: User,
    to_whom: str,
    go_on: date,
    why: str = "",
    rung: str = "",
    due_on: date | None = None,
) -> AskMove:
    """Take an ask to whoever is next; `due_on` is by when these should answer, None leaves what stood."""
    person = ask.person
    refuse_if(_late_enough(go_on, ask.asked_on, "go_on") + _late_enough(due_on, go_on, "due_on"))
    with recorded("ask.move_up", by=by, person=person, ask=ask.pk) as note:
        hold_open(ask.case)
        hold(ask)
        refuse_if(_moving_problems(ask))
        move = AskMove(
            **begun(person, by=by),
            ask=ask,
            number=next_number(ask.moves.all()),
            rung=rung or None,
            to_whom=to_whom,
            go_on=go_on,
            why=why or None,
            was_due_on=ask.due_on,
        )
        move.save(force_insert=True)
        note.about = move
        if due_on is not None:
            ask.change(due_on=due_on)
    return move


def _late_enough(day: date | None, first: date, field: str) -> list[Problem]:
    return [Problem("too_early", TOO_EARLY, field)] if day is not None and day < first else []


def _moving_problems(ask: Ask) -> list[Problem]:
    if ask.answer == AskAnswer.YES:
        return [Problem("said_yes", _("They said yes to this. There is nothing to take further."))]
    return []
