"""Who may work: one answer, asked wherever somebody is put on a session (B4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Max
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.common import clock
from alongside.common.problems import Problem
from alongside.peers.models import (
    Presence,
    Stage,
    StageName,
    Supervision,
    SupervisionKind,
    SupervisionPresence,
    SupervisionSetting,
    SupervisionState,
    WorkDecision,
)
from alongside.peers.rules.checks import checks_in_the_way
from alongside.peers.rules.stages import GONE, TRAINED_WITH_US
from alongside.peers.rules.training import training_in_the_way

SUPERVISION_MISSED = "supervision_missed"
FOR_THE_COORDINATOR = frozenset({SUPERVISION_MISSED})
"""What a coordinator may decide about, with a reason. Nothing else in the way can be decided away."""

LOOK_BACK = timedelta(days=400)
"""How far back a sentence says since when supervision was missed."""


@dataclass(frozen=True)
class Standing:
    """All that the rule looks at, of one worker, as of one day."""

    stage: StageName | None
    # since when they have been with us without a break
    since_on: date | None
    # the last supervision they were at
    last_on: date | None
    # the first supervision of everybody after it, on which they were not there
    missed_on: date | None
    may_wait_until: date | None
    is_decided: bool
    others: tuple[Problem, ...] = ()

    @property
    def is_working(self) -> bool:
        """Tell whether they are in training or beyond, and have not stepped back."""
        return self.stage in TRAINED_WITH_US

    def has_missed(self, on: date) -> bool:
        """Tell whether their last supervision is too long ago on a day, whatever was decided."""
        return self.is_working and self.may_wait_until is not None and on > self.may_wait_until


def may_work(user: User, on: date) -> list[Problem]:
    """Return everything that keeps `user` from working on a day, in words that anybody may read (B4).

    Checks in date, training done, supervision inside the service's number of days, not stepped back. What
    lies ahead is judged by how things stand today. A conflict with one place is asked about in clinics,
    which knows the places.
    """
    return work_problems(standings([user.pk], on)[user.pk], on)


def work_problems(standing: Standing, on: date) -> list[Problem]:
    """Return what a standing puts in the way. That somebody stepped back is never given as the reason."""
    if standing.stage in GONE:
        return [Problem("not_available", _("Not available."))]
    if not standing.is_working:
        return [Problem("not_in_training", _("Has not started training yet."))]
    problems = list(standing.others)
    if standing.has_missed(_as_of(on)) and not standing.is_decided:
        problems.append(Problem(SUPERVISION_MISSED, missed_sentence(standing)))
    return problems


def can_be_decided(problems: Iterable[Problem]) -> bool:
    """Tell whether a coordinator may decide with a reason: nothing stands in the way but what they may."""
    codes = {problem.code for problem in problems}
    return bool(codes) and codes <= FOR_THE_COORDINATOR


def missed_sentence(standing: Standing) -> str:
    """Return since when somebody has missed supervision, as a coordinator reads it."""
    if standing.missed_on:
        return _("Has missed supervision since %(day)s.") % {"day": _long(standing.missed_on)}
    if standing.last_on:
        return _("Was last at supervision on %(day)s.") % {"day": _long(standing.last_on)}
    return _("Has not been to supervision yet.")


def standings(users: Iterable[UUID], on: date) -> dict[UUID, Standing]:
    """Return how each of these users stands on a day, for as many queries as for one."""
    asked, day = list(users), _as_of(on)
    stages, last = _stages(asked, day), _last_presence(asked, day)
    held = _held_until(day)
    within = timedelta(days=supervision_setting().within_days)
    decided = _decided(asked, day)
    checks, training = checks_in_the_way(asked, on), training_in_the_way(asked, day)
    found = {}
    for user in asked:
        stage, since = stages.get(user, (None, None))
        counts_from = max((one for one in (since, last.get(user)) if one), default=None)
        found[user] = Standing(
            stage=stage,
            since_on=since,
            last_on=last.get(user),
            missed_on=next((one for one in held if counts_from and one > counts_from), None),
            may_wait_until=counts_from + within if counts_from else None,
            is_decided=user in decided,
            others=tuple(one for one in (checks.get(user), training.get(user)) if one),
        )
    return found


def supervision_setting() -> SupervisionSetting:
    """Return when supervision is; Tuesday at ten and 14 days where nobody has said otherwise."""
    return SupervisionSetting.objects.first() or SupervisionSetting()


def _as_of(on: date) -> date:
    """Nobody has been to a supervision that is still to come."""
    return min(on, clock.today())


def _stages(users: list[UUID], day: date) -> dict[UUID, tuple[StageName, date | None]]:
    """Return the stage that holds on a day, and since when they have been working without a break."""
    rows = Stage.objects.filter(peer__user__in=users, from_on__lte=day).newest_first()
    found: dict[UUID, tuple[StageName, date | None]] = {}
    broken: set[UUID] = set()
    for user, name, from_on in rows.values_list("peer__user", "stage", "from_on"):
        stage = StageName(name)
        if stage not in TRAINED_WITH_US:
            broken.add(user)
        elif user not in broken:
            found[user] = (found[user][0] if user in found else stage, from_on)
        found.setdefault(user, (stage, None))
    return found


def _last_presence(users: list[UUID], day: date) -> dict[UUID, date]:
    there = SupervisionPresence.objects.filter(
        user__in=users,
        presence=Presence.HERE,
        supervision__on__lte=day,
    )
    return dict(there.values_list("user").annotate(Max("supervision__on")))


def _held_until(day: date) -> list[date]:
    held = Supervision.objects.filter(
        kind=SupervisionKind.GROUP, state=SupervisionState.HELD, on__lte=day, on__gt=day - LOOK_BACK
    )
    return list(held.order_by("on").values_list("on", flat=True))


def _decided(users: list[UUID], day: date) -> set[UUID]:
    decided = WorkDecision.objects.filter(user__in=users, from_on__lte=day, until_on__gte=day)
    return set(decided.values_list("user", flat=True))


def _long(day: date) -> str:
    return date_format(day, "l j F Y")
