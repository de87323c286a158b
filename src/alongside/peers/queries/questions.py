"""What both sides answered to the six questions, pooled apart; never of fewer than eight (E16)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.functional import Promise

from alongside.accounts.models import User
from alongside.common import clock
from alongside.crypto.keys import with_keys
from alongside.peers.models import QUESTIONS, PeerSix, PersonSix, round_of
from alongside.peers.models.questions import A_ROUND
from alongside.peers.rules.questions import SMALLEST_GROUP

ROUNDS = 4
"""How many rounds that are over a page shows."""


@dataclass(frozen=True)
class Pooled:
    """One question in one round: what each side answered on average, from 1 to 5, or nothing."""

    label: str | Promise
    peers: float | None
    people: float | None


@dataclass(frozen=True)
class Round:
    """Twelve weeks that are over."""

    first_on: date
    last_on: date
    lines: list[Pooled]


def rounds_over() -> list[Round]:
    """Return the last rounds that are over, the newest first. One still going on would tell who answered."""
    now = round_of(clock.today())
    return [_round(now - A_ROUND * number) for number in range(1, ROUNDS + 1)]


def my_six(user: User) -> dict[str, int]:
    """Return what `user` answered in this round."""
    six = PeerSix.objects.filter(user=user, round_on=round_of(clock.today())).first()
    return dict(with_keys([six])[0].answers) if six else {}


def _round(first_on: date) -> Round:
    peers = [six.answers for six in with_keys(PeerSix.objects.filter(round_on=first_on))]
    people = [six.answers for six in with_keys(PersonSix.objects.filter(round_on=first_on))]
    lines = [Pooled(label, _mean(name, peers), _mean(name, people)) for name, label in QUESTIONS.items()]
    return Round(first_on, first_on + A_ROUND - timedelta(days=1), lines)


def _mean(name: str, answers: Iterable[dict[str, int]]) -> float | None:
    told = [one[name] for one in answers if name in one]
    return round(sum(told) / len(told), 1) if len(told) >= SMALLEST_GROUP else None
