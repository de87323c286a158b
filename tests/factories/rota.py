"""What the rota is told, made by the actions that the pages call."""

from typing import Any

from alongside.accounts.models import User
from alongside.clinics.actions.rotas import ask_for_rota, work_rota
from alongside.clinics.actions.supply import tell_hours
from alongside.clinics.models import PartOfDay, Rota, Supply
from alongside.clinics.rules.rota import coming_mondays
from alongside.common.weekdays import Weekday

ALL_WEEK = [[day.value, part.value] for day in Weekday for part in PartOfDay]


def make_supply(user: User, *, by: User | None = None, **told: Any) -> Supply:
    """Let `user` be there all week, once a week where nothing else is told."""
    return tell_hours(user, by=by or user, **{"parts": ALL_WEEK, **told})


def make_rota(*, by: User, weeks: int = 4, **asked: Any) -> Rota:
    """Return a draft from the next Monday on, worked out."""
    rota = ask_for_rota(by=by, **{"from_on": coming_mondays()[0], "weeks": weeks, **asked})
    work_rota(rota.pk)
    rota.refresh_from_db()
    return rota
