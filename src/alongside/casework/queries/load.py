"""How much an advocate carries: open cases, and what people said of whose talk it was (E9, C11)."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db.models import Count, QuerySet

from alongside.accounts.models import User
from alongside.casework.models import Balance, BalanceScore, Case, CaseState
from alongside.casework.rules import cases_visible_to
from alongside.common import clock
from alongside.crypto.keys import with_keys
from alongside.people.models import Partnership, PartnershipKind
from alongside.people.rules import people_walled_from

LOOK_BACK = timedelta(weeks=12)
LOW = 2
"""So many low scores are raised in supervision."""


def open_case_counts(users: Iterable[User], *, viewer: User) -> dict[UUID, int]:
    """Return how many open cases each of these carries.

    A number only; nobody behind a wall and nobody whose record is restricted is in it (R15, R18).
    """
    held = _held_by(users).filter(person__is_restricted=False)
    held = held.exclude(person__in=people_walled_from(viewer).values("pk"))
    pairs = held.values_list("user", "person").distinct()
    by_person: dict[UUID, set[UUID]] = {}
    for user, person in pairs:
        by_person.setdefault(person, set()).add(user)
    counted = (
        Case.objects.filter(state=CaseState.OPEN, person__in=list(by_person))
        .order_by()
        .values_list("person")
        .annotate(Count("id"))
    )
    found: dict[UUID, int] = {}
    for person, cases in counted:
        for user in by_person[person]:
            found[user] = found.get(user, 0) + cases
    return found


def open_cases_with(user: User, *, viewer: User) -> list[Case]:
    """Return the open cases of those `user` works with, as far as `viewer` may see them (R12)."""
    people = _held_by([user]).values("person")
    cases = cases_visible_to(viewer).filter(state=CaseState.OPEN, person__in=people)
    return with_keys(cases.select_related("person").order_by("opened_on", "id"), "person")


def low_scores(users: Iterable[User], *, viewer: User) -> dict[UUID, int]:
    """Return how often people pressed “not really” in twelve weeks, by advocate; nobody behind a wall."""
    scores = BalanceScore.objects.filter(
        advocate__in=list(users), score=Balance.NOT_MINE, on__gt=clock.today() - LOOK_BACK
    ).exclude(person__in=people_walled_from(viewer).values("pk"))
    return dict(scores.order_by().values_list("advocate").annotate(Count("id")))


def _held_by(users: Iterable[User]) -> QuerySet[Partnership]:
    kinds = [PartnershipKind.ADVOCATE, PartnershipKind.COVER, PartnershipKind.NAMED]
    return Partnership.objects.holding(clock.today()).filter(user__in=list(users), kind__in=kinds)
