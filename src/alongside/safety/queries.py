"""Reads about concerns: what waits, whom one reaches."""

from django.db.models import Case, IntegerField, QuerySet, Value, When

from alongside.accounts.models import User
from alongside.accounts.queries import users_with
from alongside.common import clock
from alongside.crypto.keys import SERVICE, preload
from alongside.safety.models import LATE_AFTER, Concern, ConcernState, Danger
from alongside.safety.rules import REACHES, concerns_visible_to, may_see_concern


def new_concerns_of(user: User) -> QuerySet[Concern]:
    """Return the concerns that wait for `user` to say "I have seen this"."""
    return concerns_visible_to(user).filter(state=ConcernState.NEW)


def new_concerns_for(user: User) -> int:
    """Return how many wait for `user`: for the banner of every page."""
    return new_concerns_of(user).count()


def open_concerns_for(user: User) -> QuerySet[Concern]:
    """Return what `user` has to look at: unseen first, those in danger before the rest, the oldest first."""
    return (
        concerns_visible_to(user)
        .exclude(state=ConcernState.CLOSED)
        .annotate(unseen=_first(state=ConcernState.NEW), urgent=_first(danger=Danger.YES))
        .order_by("unseen", "urgent", "raised_at", "id")
        .select_related("raised_by", "seen_by")
    )


def closed_concerns_for(user: User) -> QuerySet[Concern]:
    """Return what is closed, the latest first."""
    closed = concerns_visible_to(user).filter(state=ConcernState.CLOSED)
    return closed.order_by("-closed_at", "-id").select_related("raised_by", "seen_by")


def reached_by(concern: Concern) -> list[User]:
    """Return who can see the concern as things stand: those to tell. May be nobody."""
    preload([SERVICE])
    return [user for user in users_with(*REACHES) if may_see_concern(user, concern)]


def concerns_to_escalate() -> list[Concern]:
    """Return those that nobody has seen in time, and of which the others were not told."""
    late = Concern.objects.filter(
        state=ConcernState.NEW, escalated_at=None, raised_at__lte=clock.now() - LATE_AFTER
    )
    return list(late.select_related("person").order_by("raised_at"))


def colleagues_of(user: User) -> list[User]:
    """Return everybody else with an open account, by name: a concern may be about one of them."""
    preload([SERVICE])
    others = User.objects.filter(is_active=True).exclude(pk=user.pk)
    return sorted(others, key=lambda other: str(other.name).casefold())


def _first(**condition: str) -> Case:
    return Case(When(**condition, then=Value(0)), default=Value(1), output_field=IntegerField())
