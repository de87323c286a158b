"""Reads about hard contacts, wellbeing plans and who is away."""

from collections.abc import Iterable
from datetime import timedelta
from uuid import UUID

from django.db.models import Count

from alongside.accounts.models import Role, User
from alongside.accounts.queries import users_with
from alongside.common import clock
from alongside.crypto.keys import SERVICE, preload, with_keys
from alongside.peers.models import (
    Away,
    DebriefState,
    HardContact,
    PlanShare,
    Stage,
    StageName,
    WellbeingPlan,
)

LOAD_WEEKS = 4
"""How many weeks back the load meter counts."""


def hard_contact_counts(users: Iterable[User]) -> dict[UUID, int]:
    """Return how many contacts were hard for each of these in the weeks of the load meter."""
    since = clock.today() - timedelta(weeks=LOAD_WEEKS)
    told = HardContact.objects.filter(user__in=list(users), happened_on__gt=since)
    return dict(told.order_by().values_list("user").annotate(Count("id")))


def hard_contacts_of(user: User, *, limit: int = 10) -> list[HardContact]:
    """Return what was hard for one of us, the newest first."""
    told = HardContact.objects.filter(user=user).select_related("had_with", "offered_by")
    return with_keys(told.order_by("-happened_on", "-told_at")[:limit])


def debriefs_waiting(viewer: User) -> list[HardContact]:
    """Return the hard contacts nobody has talked about yet, those to be offered first; not one's own."""
    told = HardContact.objects.open().exclude(user=viewer).select_related("user", "offered_by")
    rows = with_keys(told.order_by("told_at"), "user")
    return sorted(rows, key=lambda one: one.state != DebriefState.TO_OFFER)


def plan_of(user: User) -> WellbeingPlan | None:
    """Return one's own plan."""
    plan = WellbeingPlan.objects.filter(user=user).first()
    return with_keys([plan])[0] if plan else None


def readers_of(plan: WellbeingPlan) -> list[User]:
    """Return whom the writer lets read a plan, by name."""
    rows = plan.shares.select_related("reader")
    return sorted(
        with_keys([row.reader for row in rows if row.reader.is_active]), key=lambda user: str(user.name)
    )


def plans_shared_with(user: User) -> list[WellbeingPlan]:
    """Return the plans that others let `user` read."""
    shared = PlanShare.objects.filter(reader=user, plan__user__is_active=True).values("plan")
    return with_keys(WellbeingPlan.objects.filter(pk__in=shared).select_related("user"), "user")


def away_now(user: User) -> Away | None:
    """Return since when one of us is away, if they are."""
    return next((row for row in everybody_away() if row.user_id == user.pk), None)


def everybody_away() -> list[Away]:
    """Return who is away, those who would like to come back first."""
    rows = list(Away.objects.filter(back_on=None, user__is_active=True).select_related("user"))
    preload([SERVICE])
    stages = Stage.objects.now_of(row.user_id for row in rows)
    away = [row for row in rows if stages.get(row.user_id) == StageName.STEPPED_BACK]
    return sorted(away, key=lambda row: (row.wants_back_at is None, row.from_on))


def colleagues_of(user: User) -> list[User]:
    """Return everybody else who does advocacy, supervises or coordinates, by name."""
    found = with_keys(users_with(Role.ADVOCATE, Role.SUPERVISOR, Role.COORDINATOR).exclude(pk=user.pk))
    return sorted(found, key=lambda one: str(one.name).casefold())
