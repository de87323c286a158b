"""Who looks out for those who go alone, and what stands against what is said of a visit (B6)."""

from datetime import datetime

from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.accounts.rules import may_coordinate, may_do_advocacy
from alongside.clinics.models import LoneVisit
from alongside.clinics.models.lone import LoneVisitQuerySet
from alongside.common.problems import Problem


def is_on_duty(user: User) -> bool:
    """Those on the list of who is rung, and every coordinator."""
    return may_coordinate(user) or (user.duty_number is not None and may_do_advocacy(user))


def lone_visits_visible_to(user: User) -> LoneVisitQuerySet:
    """Return the visits of others that `user` looks out for: all of them on duty, none otherwise."""
    return LoneVisit.objects.all() if is_on_duty(user) else LoneVisit.objects.none()


def visit_problems(arrive_by: datetime, back_by: datetime, now: datetime) -> list[Problem]:
    """One leaves after one arrives, and it is still to come."""
    if back_by <= arrive_by:
        return [
            Problem("back_first", _("The time you leave must be later than the time you arrive."), "leave")
        ]
    if back_by <= now:
        return [Problem("over", _("That time is over. Write when you will leave."), "leave")]
    return []


def over_problems_of(visit: LoneVisit) -> list[Problem]:
    """Nothing more is said of a visit that is over."""
    return [] if visit.is_open else [Problem("visit_over", _("This visit is over already."))]
