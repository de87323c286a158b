"""Clinics, their sessions and who is on them, made by the actions that the pages call."""

from datetime import date, time
from typing import Any

from alongside.accounts.models import User
from alongside.clinics import actions
from alongside.clinics.models import Clinic, Session, Shift, ShiftRole
from alongside.common import clock


def make_clinic(
    name: str = "Canal Street hostel", *, by: User, weekday: int | None = None, **told: Any
) -> Clinic:
    """Return a clinic every week on the weekday of today, ten to twelve, with its sessions made."""
    today = clock.today()
    series = {
        "weekday": today.weekday() if weekday is None else weekday,
        "starts_at": time(10),
        "ends_at": time(12),
        "starts_on": today,
    }
    return actions.open_clinic(by=by, name=name, **{**series, **told})


def session_on(clinic: Clinic, on: date | None = None) -> Session:
    """Return the session of a clinic on a day; today where none is given."""
    return clinic.sessions.select_related("clinic").get(on=on or clock.today())


def make_session(*, by: User, **told: Any) -> Session:
    """Return the session of today of a new clinic."""
    return session_on(make_clinic(by=by, **told))


def make_shift(session: Session, user: User, role: ShiftRole = ShiftRole.LEAD, *, by: User) -> Shift:
    """Put `user` on a session; the rules must allow it."""
    return actions.put_on_session(session, user=user, role=role, by=by)
