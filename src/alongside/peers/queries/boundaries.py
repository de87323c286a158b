"""Reads of the boundaries book: one's own, what waits, and what comes up again and again."""

from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Count, Q

from alongside.accounts.models import User
from alongside.common import clock
from alongside.crypto.keys import SERVICE, preload, with_keys
from alongside.peers.models import BoundaryEntry, BoundaryKind, BoundaryWhen
from alongside.peers.rules.boundaries import boundaries_visible_to

LOOK_BACK = timedelta(weeks=26)
OFTEN = 3
"""So many entries of one kind by one advocate are worth a talk."""


@dataclass(frozen=True)
class KindCount:
    """How often one kind of thing came up."""

    kind: BoundaryKind
    asked: int
    told: int


@dataclass(frozen=True)
class Pattern:
    """One advocate for whom one kind of thing comes up again and again."""

    user: User
    kind: BoundaryKind
    how_many: int


@dataclass(frozen=True)
class BoundariesBook:
    """What whoever supervises sees."""

    waiting: list[BoundaryEntry]
    decided: list[BoundaryEntry]
    kinds: list[KindCount]
    patterns: list[Pattern]


def my_boundaries(user: User) -> list[BoundaryEntry]:
    """Return what `user` asked or told, the newest first."""
    entries = BoundaryEntry.objects.filter(user=user).select_related("decided_by")
    return with_keys(entries.order_by("-told_at", "id"), "decided_by")


def boundaries_book(viewer: User, *, limit: int = 20) -> BoundariesBook:
    """Return what waits for an answer, what was decided, and what comes up again and again."""
    entries = boundaries_visible_to(viewer).select_related("user").order_by("-told_at", "id")
    recent = boundaries_visible_to(viewer).filter(told_at__gte=clock.now() - LOOK_BACK).order_by()
    waiting = with_keys(entries.filter(decision=""))
    decided = with_keys(entries.exclude(decision="")[:limit])
    preload([SERVICE])
    asked = Count("id", filter=Q(when=BoundaryWhen.BEFORE))
    told = Count("id", filter=Q(when=BoundaryWhen.AFTER))
    kinds = recent.values_list("kind").annotate(asked=asked, told=told).order_by("kind")
    often = recent.values_list("user", "kind").annotate(n=Count("id")).filter(n__gte=OFTEN).order_by("-n")
    found = list(often)
    users = User.objects.in_bulk([user for user, _kind, _n in found])
    return BoundariesBook(
        waiting=waiting,
        decided=decided,
        kinds=[KindCount(BoundaryKind(kind), before, after) for kind, before, after in kinds],
        patterns=[Pattern(users[user], BoundaryKind(kind), n) for user, kind, n in found],
    )
