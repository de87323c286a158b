"""Reads about decisions on checks (E4)."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from alongside.accounts.models import Role, User
from alongside.accounts.queries import users_with
from alongside.common import clock
from alongside.crypto.keys import with_keys
from alongside.peers.models import CheckDecision
from alongside.peers.queries.stages import stages_of
from alongside.peers.queries.training import by_name
from alongside.peers.rules import TRAINED_WITH_US, may_read_why

SOON = timedelta(days=30)
"""How long before a decision runs out it is shown."""


@dataclass(frozen=True)
class ChecksToDo:
    """What waits: for a second person, for an answer to an appeal, or for a decision at all."""

    to_agree: list[CheckDecision]
    to_hear: list[CheckDecision]
    due: list[tuple[User, date | None]]
    """Advocates whose checks run out soon, with the day; None where they are not in date now."""


def checks_to_do(viewer: User) -> ChecksToDo:
    """Return what waits, without what is about `viewer`, or what they had a part in."""
    rows = CheckDecision.objects.exclude(user=viewer).exclude(made_by=viewer)
    rows = rows.select_related("user", "made_by").order_by("made_at", "id")
    asked = rows.filter(appealed_on__isnull=False, heard_on=None).exclude(agreed_by=viewer)
    return ChecksToDo(
        to_agree=with_keys(rows.filter(agreed_on=None), "user", "made_by"),
        to_hear=with_keys(asked, "user"),
        due=[
            (user, until) for user, until in _until(viewer) if until is None or until < clock.today() + SOON
        ],
    )


def _until(viewer: User) -> list[tuple[User, date | None]]:
    """Return until when the checks of each advocate are in date, by name."""
    advocates = list(users_with(Role.ADVOCATE).exclude(pk=viewer.pk))
    stages = stages_of(advocates)
    until: dict[UUID, date] = {}
    for check in CheckDecision.objects.filter(user__in=advocates, review_on__gte=clock.today()):
        if check.lets_work:
            until[check.user_id] = max(check.review_on, until.get(check.user_id, check.review_on))
    working = [user for user in advocates if stages.get(user.pk) in TRAINED_WITH_US]
    return [(user, until.get(user.pk)) for user in by_name(working)]


@dataclass(frozen=True)
class CheckLine:
    """A decision, and whether the reader may read why."""

    check: CheckDecision
    shows_why: bool


def checks_of(user: User, *, viewer: User) -> list[CheckLine]:
    """Return the decisions about somebody, the newest first."""
    rows = CheckDecision.objects.filter(user=user).order_by("-made_at", "-id")
    people = ("made_by", "agreed_by", "heard_by")
    found = with_keys(rows.select_related("user", *people), *people)
    return [CheckLine(check, may_read_why(viewer, check)) for check in found]
