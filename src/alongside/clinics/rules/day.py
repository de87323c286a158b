"""What stands against marking a visit, counting, and closing."""

from django.utils.translation import gettext as _

from alongside.clinics.models import Session, SessionState
from alongside.common import clock
from alongside.common.problems import Problem
from alongside.people.models import Person
from alongside.people.rules import walls_round


def live_problems(session: Session) -> list[Problem]:
    """Nothing more is written on a session that is closed or does not run."""
    if session.state == SessionState.CLOSED:
        return [Problem("closed", _("This session is closed. Ask your coordinator to open it again."))]
    if session.state == SessionState.CANCELLED:
        return [Problem("cancelled", _("This session does not run. Choose another one."))]
    return []


def expect_problems(session: Session, person: Person) -> list[Problem]:
    """Somebody can be expected at a session that is not over, where nobody is on from whom a wall parts them.

    Why is not told (R16). Whoever comes by themselves is never sent away.
    """
    problems = live_problems(session)
    if session.shifts.live().filter(user__in=walls_round(person).values("user")).exists():
        problems.append(Problem("not_available", _("Not available. Choose another session.")))
    if not problems and session.on < clock.today():
        problems.append(Problem("day_is_over", _("That day is over. Choose a session still to come.")))
    return problems


def day_problems(session: Session) -> list[Problem]:
    """People come and are counted on the day, or afterwards until it is closed."""
    problems = live_problems(session)
    if not problems and session.on > clock.today():
        problems.append(Problem("not_yet", _("This session is still to come. Do this on the day.")))
    return problems
