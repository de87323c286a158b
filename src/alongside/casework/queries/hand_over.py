"""Requests to statutory advocates: of one person, and those nobody answered."""

from datetime import timedelta

from alongside.accounts.models import User
from alongside.casework.models import HandOverAnswer, StatutoryHandOver
from alongside.casework.rules import visible_to
from alongside.common import clock
from alongside.crypto.keys import with_keys
from alongside.people.models import Person

MAY_TAKE = timedelta(days=3)
"""How long an answer may take before a coordinator chases it."""


def hand_overs_of(person: Person) -> list[StatutoryHandOver]:
    """Return those of a person that are not over, the newest first."""
    return list(StatutoryHandOver.objects.filter(person=person, over_on=None).order_by("-asked_on", "-id"))


def all_hand_overs_of(person: Person) -> list[StatutoryHandOver]:
    """Return all of a person's, those that are over as well, the newest first."""
    return list(StatutoryHandOver.objects.filter(person=person).order_by("-asked_on", "-id"))


def says_cannot_instruct(person: Person) -> bool:
    """Tell whether a hand-over that is not over says so; one that does not open is taken to say so."""
    return any(hand_over.cannot_instruct for hand_over in hand_overs_of(person))


def unanswered_hand_overs(user: User, *, limit: int = 50) -> list[StatutoryHandOver]:
    """Return those without an answer for more than three days, of people whom `user` may see."""
    before = clock.today() - MAY_TAKE
    waiting = StatutoryHandOver.objects.filter(
        answer=HandOverAnswer.WAITING, over_on=None, asked_on__lt=before
    )
    rows = visible_to(user, waiting).select_related("person").order_by("asked_on", "id")
    return with_keys(rows[:limit], "person")
