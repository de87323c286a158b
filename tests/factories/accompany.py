"""Somebody to go with a person, made by the actions that the pages call."""

from datetime import time, timedelta
from typing import Any

from alongside.accounts.models import User
from alongside.clinics.actions.accompany import ask_for_company, let_go_along
from alongside.clinics.models import Accompaniment
from alongside.common import clock
from alongside.people.models import Person


def make_going(person: Person, *, by: User, goes: User | None = None, **told: Any) -> Accompaniment:
    """Return one in a week from now, ten to twelve; `goes` is put on by a coordinator."""
    row = ask_for_company(
        person,
        by=by,
        **{
            "on": clock.today() + timedelta(days=7),
            "starts_at": time(10),
            "ends_at": time(12),
            "where": "The clinic in Mill Lane",
            "what_for": "I want to keep my script",
            **told,
        },
    )
    return let_go_along(row, user=goes, by=by) if goes else row
