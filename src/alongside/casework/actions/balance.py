"""Whose talk it was, as the person felt it (C11)."""

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.casework.actions.rows import begun
from alongside.casework.models import Balance, BalanceScore
from alongside.common import clock
from alongside.people.models import Person


def score_balance(person: Person, *, score: Balance, by: User) -> BalanceScore:
    """Keep what the person pressed about the talk with `by` today; pressing again replaces it."""
    with recorded("balance.score", by=by, person=person):
        today = clock.today()
        held = BalanceScore.objects.filter(person=person, advocate=by, on=today).first()
        held = held or BalanceScore(**begun(person, by=by), advocate=by, on=today)
        held.score = score
        held.save()
    return held
