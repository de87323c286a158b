"""Every change to a concern: raise, see, decide, add news, close, escalate."""

from collections.abc import Iterable
from datetime import date, datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.accounts.mail import can_be_sent
from alongside.accounts.models import User
from alongside.audit.actions import record, recorded
from alongside.audit.models import Outcome
from alongside.common import clock
from alongside.common.envelopes import send_one
from alongside.common.problems import Problem, RuleBroken, refuse_if
from alongside.people.models import Person
from alongside.safety.models import (
    Concern,
    ConcernDecision,
    ConcernNews,
    ConcernOutcome,
    ConcernState,
    Danger,
    DecisionTold,
    NewsKind,
    Share,
    Told,
)
from alongside.safety.queries import concerns_to_escalate, reached_by

CLOSED = Problem("closed", _("This has been closed. If there is something new, pass it on as a new concern."))
UNDECIDED = Problem("undecided", _("First write down what you decided, and why. Then close it."))


def raise_concern(
    *,
    by: User,
    person: Person | None = None,
    said_at: datetime | None = None,
    worker: User | None = None,
    **told: Any,
) -> Concern:
    """Pass a concern on, and tell those it reaches the same minute (F1, R55).

    `told` are the answers, any of which may be missing but that one of `saw` and `they_said` is there.
    `said_at` is when it was written, where it comes in late.
    """
    refuse_if(_missing_in(told))
    now = clock.now()
    answers = {field: answer or _nothing(field) for field, answer in told.items()}
    concern = Concern(
        person=person, worker=worker, raised_by=by, said_at=min(said_at or now, now), raised_at=now, **answers
    )
    with recorded("concern.raise", by=by, about=concern, person=person):
        concern.save(force_insert=True)
        _tell(concern, reached_by(concern))
    return concern


def acknowledge_concern(concern: Concern, *, by: User) -> Concern:
    """Say "I have seen this". Who said it first stays."""
    with recorded("concern.acknowledge", by=by, about=concern, person=concern.person) as note:
        first = Concern.objects.filter(pk=concern.pk, state=ConcernState.NEW).update(
            state=ConcernState.SEEN, seen_at=clock.now(), seen_by=by
        )
        note.facts["first"] = first
    concern.refresh_from_db()
    return concern


def decide_on_concern(
    concern: Concern,
    *,
    by: User,
    share: Share,
    why: str,
    with_whom: str = "",
    what: str = "",
    agreed: str = "",
    told: DecisionTold | str = "",
    not_told_why: str = "",
) -> ConcernDecision:
    """Keep a decision to tell somebody or not, with its reason (F2)."""
    refuse_if(_missing_in_decision(share, with_whom, told, not_told_why))
    with recorded("concern.decide", by=by, about=concern, person=concern.person, share=share):
        _take_up(concern, by=by)
        return ConcernDecision.objects.create(
            concern=concern,
            share=share,
            why=why,
            with_whom=with_whom or None,
            what=what or None,
            agreed=agreed or None,
            told=told,
            not_told_why=not_told_why or None,
            made_by=by,
            made_at=clock.now(),
        )


def add_concern_news(
    concern: Concern, *, by: User, kind: NewsKind, words: str, on: date | None = None
) -> ConcernNews:
    """Keep what was sent, what came back, or what else happened."""
    with recorded("concern.add_news", by=by, about=concern, person=concern.person, kind=kind):
        _take_up(concern, by=by)
        return ConcernNews.objects.create(
            concern=concern,
            kind=kind,
            words=words,
            on=on or clock.today(),
            written_by=by,
            written_at=clock.now(),
        )


def close_concern(concern: Concern, *, by: User, outcome: ConcernOutcome, words: str = "") -> Concern:
    """End it, saying how it ended. Needs a decision first: why it was shared, or why not."""
    with recorded("concern.close", by=by, about=concern, person=concern.person, as_code=outcome):
        _take_up(concern, by=by)
        if not concern.decisions.exists():
            raise RuleBroken(UNDECIDED)
        return concern.change(
            state=ConcernState.CLOSED,
            outcome=outcome,
            outcome_words=words or None,
            closed_at=clock.now(),
            closed_by=by,
        )


def escalate_concerns() -> int:
    """Tell others, once, of each concern that nobody has seen in time; return how many there were (R55)."""
    late = concerns_to_escalate()
    for concern in late:
        with recorded("concern.escalate", by=None, about=concern, person=concern.person) as note:
            # two of these commands may run at once: the row goes to one of them
            mine = Concern.objects.filter(pk=concern.pk, escalated_at=None).update(escalated_at=clock.now())
            note.facts["first"] = mine
            if mine:
                _tell(concern, reached_by(concern))
    return len(late)


def _take_up(concern: Concern, *, by: User) -> None:
    """Hold the row until the action ends; refuse if it is closed. Who works on it has seen it."""
    concern.refresh_from_db(from_queryset=Concern.objects.select_for_update())
    if concern.state == ConcernState.CLOSED:
        raise RuleBroken(CLOSED)
    if concern.state == ConcernState.NEW:
        concern.change(state=ConcernState.SEEN, seen_at=clock.now(), seen_by=by)


def _tell(concern: Concern, users: Iterable[User]) -> None:
    """Send each of them a message that says nothing, once what it is about is safely kept."""
    for user in users:
        if user.email and can_be_sent():
            transaction.on_commit(partial(_send, concern, user), robust=True)


def _send(concern: Concern, user: User) -> None:
    went = send_one(
        str(user.email),
        subject=gettext("Something is waiting for you"),
        words=gettext(
            "Please sign in and look, as soon as you can. This message says no more, to keep people safe."
        ),
    )
    outcome = Outcome.DONE if went else Outcome.REFUSED
    record("concern.tell", by=None, about=concern, person=concern.person, outcome=outcome, user=user.pk)


def _missing_in(told: dict[str, Any]) -> list[Problem]:
    problems = []
    if not told.get("saw") and not told.get("they_said"):
        problems.append(Problem("nothing_said", _("Write what you saw or heard, or what they said"), "saw"))
    if told.get("told") == Told.NOT_YET and not told.get("not_told_why"):
        sentence = _("Say in a few words why you have not told them yet. “There was no time” is fine.")
        problems.append(Problem("not_told_why", sentence, "not_told_why"))
    return problems


def _missing_in_decision(share: Share, with_whom: str, told: str, not_told_why: str) -> list[Problem]:
    problems = []
    if share == Share.YES and not with_whom:
        problems.append(Problem("with_whom", _("Write who will be told"), "with_whom"))
    if share == Share.YES and told in {DecisionTold.RISK, DecisionTold.SOON} and not not_told_why:
        problems.append(
            Problem("not_told_why", _("Write why the person does not know of it"), "not_told_why")
        )
    return problems


def _nothing(field: str) -> Any:
    """Return what stands for a question that was skipped."""
    return {"danger": Danger.UNSURE, "wishes_asked": "", "told": ""}.get(field)
