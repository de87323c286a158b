"""What stands against a decision about checks, and whether checks are in date (E4)."""

from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.accounts.rules import may_coordinate
from alongside.common import clock
from alongside.common.problems import Problem
from alongside.peers.models import MOST_ALLOWED, CheckDecision, Level, ShiftRole

REVIEW = timedelta(days=3 * 365)
"""The longest until a decision is looked at again [policy]."""
_RANK = {level: rank for rank, level in enumerate(Level)}


def level_problems(role: ShiftRole, level: Level) -> list[Problem]:
    """Never ask for more than the role allows: it is against the law."""
    most = MOST_ALLOWED[role]
    if _RANK[level] <= _RANK[most]:
        return []
    sentence = _("The law allows no more than “%(most)s” for this role.") % {"most": most.label}
    return [Problem("too_much", sentence, "level")]


def check_problems(user: User, *, role: ShiftRole, level: Level, review_on: date, by: User) -> list[Problem]:
    """Say what stands against proposing a decision."""
    problems = level_problems(role, level)
    if user == by:
        problems.append(Problem("own_check", _("Somebody else must decide this.")))
    if not clock.today() < review_on <= clock.today() + REVIEW:
        sentence = _("Choose a day to come, within three years.")
        problems.append(Problem("review_day", sentence, "review_on"))
    return problems


def agree_problems(check: CheckDecision, *, by: User) -> list[Problem]:
    """It takes two people, and neither is the one it is about."""
    problems = []
    if by.pk in {check.made_by_id, check.user_id}:
        problems.append(Problem("takes_two", _("Somebody else must agree: it takes two.")))
    if not check.is_waiting:
        problems.append(Problem("agreed", _("This has been agreed already.")))
    return problems


def appeal_problems(check: CheckDecision, *, by: User) -> list[Problem]:
    """One asks for one's own decision to be looked at again, once."""
    if by.pk == check.user_id and not check.is_waiting and check.appealed_on is None:
        return []
    return [Problem("no_appeal", _("This cannot be asked now. Talk to your coordinator."))]


def hear_problems(check: CheckDecision, *, by: User) -> list[Problem]:
    """An appeal is heard by somebody who had no part in it."""
    problems = []
    if by.pk in {check.made_by_id, check.agreed_by_id, check.user_id}:
        problems.append(Problem("had_a_part", _("Somebody who had no part in it must look at this.")))
    if check.appealed_on is None or check.heard_on is not None:
        problems.append(Problem("nothing_asked", _("There is nothing to look at again.")))
    return problems


def may_read_why(user: User, check: CheckDecision) -> bool:
    """Coordinators, whoever it is about, and whoever had a part in it, or has one now."""
    part = {check.user_id, check.made_by_id, check.agreed_by_id, check.heard_by_id}
    has_part_now = check.is_waiting or (check.appealed_on is not None and check.heard_on is None)
    return may_coordinate(user) or user.pk in part or has_part_now


def checks_in_the_way(users: Collection[UUID], on: date) -> dict[UUID, Problem]:
    """Return whose checks are not in date on a day, in one query; what was found is never told (E4)."""
    decided = CheckDecision.objects.filter(user__in=users, review_on__gte=on)
    good = {check.user_id for check in decided if check.lets_work}
    problem = Problem("no_check", _("Checks are not in date."))
    return {user: problem for user in users if user not in good}
