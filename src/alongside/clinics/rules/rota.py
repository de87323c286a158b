"""What stands against planning, stopping, changing and publishing a rota."""

from collections.abc import Mapping
from datetime import date, timedelta

from django.utils.translation import gettext as _

from alongside.clinics.models import FEWEST_WEEKS, MOST_WEEKS, Rota, RotaState
from alongside.clinics.rota.problem import Weights
from alongside.common import clock
from alongside.common.problems import Problem

AHEAD = timedelta(weeks=12)
"""How far ahead a rota may begin."""
LIMITS = {
    "lead": (1_000, 50_000),
    "companion": (1_000, 50_000),
    "helper": (1_000, 50_000),
    "shadow": (1_000, 50_000),
    "asked": (0, 900),
    "change": (0, 900),
    "new_lead": (0, 500),
    "far_over": (0, 500),
    "stand_in": (0, 500),
    "variety": (0, 500),
    "over": (0, 500),
    "under": (0, 500),
    "unliked": (0, 500),
    "travel": (0, 100),
}
"""Least and most that each may count: an empty place always counts more than any wish."""


def coming_mondays() -> list[date]:
    """Return the Mondays a rota may begin on."""
    today = clock.today()
    first = today + timedelta(days=7 - today.weekday())
    return [first + timedelta(weeks=number) for number in range(AHEAD.days // 7)]


def ask_problems(*, from_on: date, weeks: int, weights: Mapping[str, int]) -> list[Problem]:
    """Say what is wrong with what is asked of the planner."""
    problems = []
    if from_on not in coming_mondays():
        problems.append(Problem("no_monday", _("Choose a Monday that is still to come."), "from_on"))
    if not FEWEST_WEEKS <= weeks <= MOST_WEEKS:
        sentence = _("Choose from %(fewest)d to %(most)d weeks.")
        problems.append(Problem("weeks", sentence % {"fewest": FEWEST_WEEKS, "most": MOST_WEEKS}, "weeks"))
    for name, weight in weights.items():
        least, most = LIMITS[name]
        if not least <= weight <= most:
            sentence = _("Write a number from %(least)d to %(most)d.") % {"least": least, "most": most}
            problems.append(Problem("weight", sentence, f"weight_{name}"))
    return problems


def other_weights(weights: Mapping[str, int]) -> dict[str, int]:
    """Return those weights that are not the usual ones."""
    usual = vars(Weights())
    return {name: weight for name, weight in weights.items() if usual[name] != weight}


def stop_problems(rota: Rota) -> list[Problem]:
    """Only what is being planned can be stopped."""
    if rota.is_in_the_queue:
        return []
    return [Problem("not_planning", _("This rota is planned already."))]


def draft_problems(rota: Rota) -> list[Problem]:
    """Only a draft can be changed, published or put aside."""
    if rota.state == RotaState.DRAFT:
        return []
    return [Problem("no_draft", _("This rota is not a draft any more."))]


def again_problems(rota: Rota) -> list[Problem]:
    """Only what was lost is begun again."""
    if rota.is_lost:
        return []
    return [Problem("not_lost", _("This rota is being planned. Give it a moment."))]
