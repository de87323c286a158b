"""What was asked: for the pages of a case, for today, and for the coordinator."""

from django.db.models import Q, QuerySet

from alongside.accounts.models import User
from alongside.casework.models import Ask, Case, CaseState
from alongside.casework.rules import visible_to
from alongside.common import clock
from alongside.crypto.keys import with_keys
from alongside.rights.rule import Pathway
from alongside.rights.rulebook import pathways_about


def asks_of(case: Case) -> list[Ask]:
    """Return what was asked in a case: what waits first, the longest silence first, then the answered."""
    asks = Ask.objects.filter(case=case).prefetch_related("moves").order_by("asked_on", "id")
    return sorted(asks, key=lambda ask: not ask.is_waiting)


def next_rungs(case: Case) -> tuple[Pathway, ...]:
    """Return the pathways whose steps say where to go next in a case about this."""
    return pathways_about(case.about)


def asks_due_for(user: User) -> list[Ask]:
    """Return the asks of `user` that should have an answer by today, or that are looked at again by today."""
    today = clock.today()
    chase = Q(answered_on=None, due_on__lte=today) | Q(answered_on__isnull=False, review_on__lte=today)
    return _with_people(visible_to(user, _live().filter(chase, written_by=user)))


def late_asks_visible_to(user: User, *, limit: int = 50) -> list[Ask]:
    """Return the asks that are past their day with no answer, of people `user` may see; longest first."""
    late = _live().filter(answered_on=None, due_on__lt=clock.today())
    return _with_people(visible_to(user, late), limit=limit)


def _live() -> QuerySet[Ask]:
    return Ask.objects.filter(case__state=CaseState.OPEN)


def _with_people(asks: QuerySet[Ask], *, limit: int | None = None) -> list[Ask]:
    ordered = asks.select_related("person", "written_by").prefetch_related("moves").order_by("due_on", "id")
    return with_keys(ordered[:limit], "person", "written_by")
