"""Putting somebody in touch with a service: their yes, the call, and how it went."""

from datetime import date
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.casework.actions.rows import begun, hold
from alongside.casework.models import (
    AgreedHow,
    Answer,
    AskedHow,
    EndedWhy,
    GotIn,
    HowItWent,
    Rung,
    Treated,
    WarmHandOver,
)
from alongside.casework.models.warm import MOST_ASKS, SECOND_ASK, first_ask_on, second_ask_on
from alongside.common import clock
from alongside.common.problems import Problem, RuleBroken, refuse_if
from alongside.directory.models import Service
from alongside.people.models import Person, SafeWay
from alongside.people.rules import contact_problems

NOBODY = Problem("nobody", _("Write which service it is"), "to_whom")
CLOSED = Problem("closed", _("This service has closed for good. Choose another."))
NO_HOW = Problem("no_how", _("Say how they said yes"), "agreed_how")
NO_WORDS = Problem("no_words", _("Write what we may tell them. “Nothing” is an answer, too."), "may_tell")
IS_OVER = Problem("is_over", _("This is over. Begin anew if they want to try again."))
RUNG = Problem("rung", _("Somebody wrote this call down already. Look at it again."))
NOT_AGREED = Problem("not_agreed", _("Ask them first. Nobody rings before they say yes."))
RANG_TOO_EARLY = Problem("rang_too_early", _("The call cannot have been before they said yes"), "rang_on")
NOT_RUNG = Problem("not_rung", _("Write down the call first. Then there is something to ask about."))
ASKED_TOO_EARLY = Problem("too_early", _("They cannot have been asked before the call"), "asked_on")


def begin_warm_hand_over(
    person: Person,
    *,
    by: User,
    agreed: str,
    service: Service | None = None,
    to_whom: str = "",
    what_for: str = "",
    agreed_on: date | None = None,
    agreed_how: str = "",
    may_tell: str = "",
) -> WarmHandOver:
    """Write down which service it is, and whether the person agrees that it hears of them."""
    refuse_if([*_service_problems(service, to_whom), *_consent_problems(agreed, agreed_how, may_tell)])
    with recorded("warm.begin", by=by, person=person, agreed=agreed) as note:
        hand_over = WarmHandOver(
            **begun(person, by=by),
            service=service,
            to_whom=to_whom or (service.name if service else ""),
            what_for=what_for or None,
            **_consent(agreed, agreed_on, agreed_how, may_tell),
        )
        hand_over.save(force_insert=True)
        note.about = hand_over
    return hand_over


def answer_consent(
    hand_over: WarmHandOver,
    *,
    by: User,
    agreed: str,
    agreed_on: date | None = None,
    agreed_how: str = "",
    may_tell: str = "",
) -> WarmHandOver:
    """Write down what they say now, as long as nobody has rung. A no ends it at once."""
    refuse_if(_consent_problems(agreed, agreed_how, may_tell))
    with recorded("warm.answer_consent", by=by, about=hand_over, person=hand_over.person, agreed=agreed):
        _hold_open(hand_over)
        if hand_over.rang_on:
            raise RuleBroken(RUNG)
        consent = _consent(agreed, agreed_on, agreed_how, may_tell)
        if hand_over.is_agreed and consent["ended_on"]:
            consent["ended_why"] = EndedWhy.TOOK_BACK
        hand_over.change(**consent)
    return hand_over


def record_ring(
    hand_over: WarmHandOver,
    *,
    by: User,
    rung: int,
    rang_on: date,
    rung_by: User | None = None,
    said_back: str = "",
    to_expect: str = "",
) -> WarmHandOver:
    """Write down who rang, and what the person was told to expect. From here on the days are counted."""
    with recorded("warm.ring", by=by, about=hand_over, person=hand_over.person, rung=rung):
        _hold_open(hand_over)
        refuse_if(_ring_problems(hand_over, rang_on))
        hand_over.change(
            rung=Rung(rung),
            rung_by=None if rung == Rung.ALONE else rung_by or by,
            rang_on=rang_on,
            said_back=said_back or None,
            to_expect=to_expect or None,
            next_ask_on=first_ask_on(rang_on),
        )
    return hand_over


def record_how_it_went(
    hand_over: WarmHandOver,
    *,
    by: User,
    asked_on: date,
    asked_how: str,
    got_in: str,
    treated: str = "",
    words: str = "",
    no_more: bool = False,
) -> HowItWent:
    """Write down what they say of it. After the second time, or when they have had enough, nobody asks."""
    person = hand_over.person
    refuse_if(way_problems(person, asked_how))
    with recorded("warm.tell", by=by, person=person, hand_over=hand_over.pk, got_in=got_in) as note:
        _hold_open(hand_over)
        refuse_if(_asking_problems(hand_over, asked_on))
        went = HowItWent(
            **begun(person, by=by),
            hand_over=hand_over,
            number=_number_of_asking(hand_over, asked_on),
            asked_on=asked_on,
            asked_how=AskedHow(asked_how),
            got_in=GotIn(got_in),
            treated=Treated(treated) if treated else "",
            words=words or None,
        )
        went.save(force_insert=True)
        note.about = went
        _after(hand_over, went, no_more=no_more)
    return went


def end_warm_hand_over(hand_over: WarmHandOver, *, by: User, why: str) -> WarmHandOver:
    """Do no more about it, and ask no more; what the service was told cannot be called back."""
    with recorded("warm.end", by=by, about=hand_over, person=hand_over.person, why=why):
        _hold_open(hand_over)
        _end(hand_over, EndedWhy(why))
    return hand_over


def way_problems(person: Person, asked_how: str) -> list[Problem]:
    """Return what stands against asking this way: only what they called safe is safe (A11)."""
    if asked_how in {AskedHow.MET, AskedHow.TOLD}:
        return []
    unsafe = contact_problems(person, SafeWay(asked_how))
    return [Problem(problem.code, problem.sentence, "asked_how") for problem in unsafe]


def _consent(agreed: str, agreed_on: date | None, agreed_how: str, may_tell: str) -> dict[str, Any]:
    """Return the fields that an answer sets: a no ends it."""
    today, is_no = clock.today(), agreed == Answer.NO
    return {
        "agreed": Answer(agreed),
        "agreed_on": agreed_on or today,
        "agreed_how": AgreedHow(agreed_how) if agreed == Answer.YES else "",
        "may_tell": may_tell or None,
        "ended_on": today if is_no else None,
        "ended_why": EndedWhy.SAID_NO if is_no else "",
    }


def _service_problems(service: Service | None, to_whom: str) -> list[Problem]:
    if service is None:
        return [] if to_whom else [NOBODY]
    return [CLOSED] if service.is_closed else []


def _consent_problems(agreed: str, agreed_how: str, may_tell: str) -> list[Problem]:
    if agreed != Answer.YES:
        return []
    return [*([] if agreed_how else [NO_HOW]), *([] if may_tell else [NO_WORDS])]


def _ring_problems(hand_over: WarmHandOver, rang_on: date) -> list[Problem]:
    if hand_over.rang_on:
        return [RUNG]
    if not hand_over.is_agreed:
        return [NOT_AGREED]
    return [RANG_TOO_EARLY] if rang_on < hand_over.agreed_on else []


def _asking_problems(hand_over: WarmHandOver, asked_on: date) -> list[Problem]:
    if hand_over.rang_on is None:
        return [NOT_RUNG]
    next_on = hand_over.next_ask_on
    if next_on and next_on > clock.today() and hand_over.answers.exists():
        sentence = _("They were asked already. We ask once more, from %(day)s on. Until then, write a note.")
        return [Problem("asked", sentence % {"day": date_format(next_on, "j F")})]
    return [ASKED_TOO_EARLY] if asked_on < hand_over.rang_on else []


def _number_of_asking(hand_over: WarmHandOver, asked_on: date) -> int:
    """Who was not asked within 28 days is asked once: that is the last time, too."""
    is_late = hand_over.rang_on is not None and asked_on >= hand_over.rang_on + SECOND_ASK
    return MOST_ASKS if is_late or hand_over.answers.exists() else 1


def _after(hand_over: WarmHandOver, went: HowItWent, *, no_more: bool) -> None:
    """Stop, or say when they are asked for the last time."""
    if no_more:
        _end(hand_over, EndedWhy.NO_MORE)
    elif went.number == MOST_ASKS or hand_over.rang_on is None:
        _end(hand_over, EndedWhy.ASKED_TWICE)
    else:
        hand_over.change(next_ask_on=second_ask_on(hand_over.rang_on, went.asked_on))


def _hold_open(hand_over: WarmHandOver) -> None:
    hold(hand_over)
    if not hand_over.is_open:
        raise RuleBroken(IS_OVER)


def _end(hand_over: WarmHandOver, why: EndedWhy) -> None:
    hand_over.change(ended_on=clock.today(), ended_why=why, next_ask_on=None)
