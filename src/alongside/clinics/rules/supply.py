"""What stands against what somebody tells the rota, and who may tell it."""

from datetime import date, time, timedelta

from django.utils.translation import gettext as _

from alongside.accounts.models import Role, User
from alongside.accounts.rules import may_coordinate
from alongside.clinics.models import OtherDays
from alongside.clinics.rules.planning import time_problems
from alongside.common import clock
from alongside.common.problems import Problem

LONGEST = timedelta(days=366)


def has_a_rota(user: User) -> bool:
    """Advocates are put on the rota."""
    return user.has_role(Role.ADVOCATE)


def may_tell_hours(user: User) -> bool:
    """Advocates for themselves; the coordinator for any of them."""
    return has_a_rota(user) or may_coordinate(user)


def may_tell_for(user: User, of: User) -> bool:
    """Their own hours, or those of an advocate who told the coordinator."""
    return has_a_rota(of) and (user == of or may_coordinate(user))


def tell_problems(user: User, of: User) -> list[Problem]:
    """Say whether somebody may not tell this for an advocate."""
    if may_tell_for(user, of):
        return []
    return [Problem("not_theirs", _("Only they, or the coordinator for them, can say this."))]


def other_days_problems(
    *, begins_on: date, ends_on: date, starts_at: time | None, ends_at: time | None
) -> list[Problem]:
    """Say what is wrong with days on which somebody can or cannot."""
    problems = time_problems(starts_at, ends_at)
    if ends_on < begins_on:
        problems.append(Problem("ends_first", _("The last day must be the first day or later."), "ends_on"))
    if ends_on < clock.today():
        problems.append(Problem("day_is_over", _("That day is over. Choose today or later."), "ends_on"))
    if ends_on - begins_on > LONGEST:
        problems.append(Problem("too_long", _("That is more than a year. Choose fewer days."), "ends_on"))
    return problems


def take_back_problems(row: OtherDays) -> list[Problem]:
    """What was taken back already stays so."""
    if row.ended_at is None:
        return []
    return [Problem("taken_back", _("This was taken back already."))]
