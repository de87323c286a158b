"""In the made-up service a shift is given up, a swap is asked for, and it is known who is rung."""

from datetime import timedelta

from alongside.accounts.models import User
from alongside.clinics.actions import cannot_come, offer_swap
from alongside.clinics.actions.lone import set_duty
from alongside.clinics.models import Shift, ShiftRole
from alongside.clinics.rules import swap_problems
from alongside.common import clock
from alongside.demo.cast import ON_THE_DAY, Cast, moment

FAR = timedelta(days=15)
"""Later than what the coordinator has to decide about now."""


def leave_something_to_answer(cast: Cast) -> None:
    """Somebody looks for cover, and the lead of the day is asked to swap."""
    first, *others = (cast.workers[name] for name in (ON_THE_DAY[0], "tomasz", "shirley", "kev"))
    with clock.at(moment(cast.today, 7, 30)):
        set_duty([cast.coordinator, cast.workers["nasima"]], by=cast.coordinator)
        theirs = _shifts_to_come(cast, first)[:1]
        for number, other in enumerate(others):
            mine = _shifts_to_come(cast, other)[:1]
            if number == 0 and mine:
                cannot_come(mine[0], by=other)
            elif mine and theirs and not swap_problems(mine[0], theirs[0]):
                offer_swap(mine[0], theirs=theirs[0], by=other)


def _shifts_to_come(cast: Cast, user: User) -> list[Shift]:
    later = Shift.objects.live().filter(user=user, role=ShiftRole.LEAD, session__on__gte=cast.today + FAR)
    return list(later.select_related("session", "user").order_by("session__on"))
