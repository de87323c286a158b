"""Every change to a clinic: the place, its series, its risk sheet, its door."""

from datetime import date, time, timedelta
from typing import Any

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.clinics.actions.planning import AHEAD, Replanned, make_sessions, replan, take_away
from alongside.clinics.models import Clinic, Session, SessionState, Shift
from alongside.clinics.rules import is_wanted_by_somebody, series_problems
from alongside.common import clock
from alongside.common.problems import refuse_if


def open_clinic(
    *,
    by: User,
    weekday: int,
    starts_at: time,
    ends_at: time,
    starts_on: date,
    ends_on: date | None = None,
    **told: Any,
) -> Clinic:
    """Begin a clinic, and make its sessions of the coming weeks (B1)."""
    refuse_if(series_problems(starts_at=starts_at, ends_at=ends_at, starts_on=starts_on, ends_on=ends_on))
    with recorded("clinic.open", by=by) as note:
        clinic = Clinic(
            weekday=weekday,
            starts_at=starts_at,
            ends_at=ends_at,
            starts_on=starts_on,
            ends_on=ends_on,
            made_by=by,
            made_at=clock.now(),
            **_blank_to_none(told),
        )
        clinic.save(force_insert=True)
        note.about = clinic
        make_sessions(clinic, until=clock.today() + AHEAD, by=by)
    return clinic


def change_place(clinic: Clinic, *, by: User, **told: Any) -> Clinic:
    """Write where it is, who hosts it and how to get in."""
    with recorded("clinic.change_place", by=by, about=clinic, fields=",".join(sorted(told))):
        clinic.change(**_blank_to_none(told))
    return clinic


def change_public_page(
    clinic: Clinic, *, by: User, is_public: bool, public_address: str = "", public_notes: str = ""
) -> Clinic:
    """Decide whether anybody may read where and when it is, and what the page says (A1)."""
    with recorded("clinic.change_public_page", by=by, about=clinic, public=is_public):
        clinic.change(
            is_public=is_public, public_address=public_address or None, public_notes=public_notes or None
        )
    return clinic


def change_series(
    clinic: Clinic,
    *,
    by: User,
    weekday: int,
    starts_at: time,
    ends_at: time,
    starts_on: date,
    ends_on: date | None,
    runs_on_bank_holidays: bool,
) -> Replanned:
    """Change the weekly series and fit the sessions after today to it; return what that did."""
    refuse_if(series_problems(starts_at=starts_at, ends_at=ends_at, starts_on=starts_on, ends_on=ends_on))
    with recorded("clinic.change_series", by=by, about=clinic) as note:
        clinic.change(
            weekday=weekday,
            starts_at=starts_at,
            ends_at=ends_at,
            starts_on=starts_on,
            ends_on=ends_on,
            runs_on_bank_holidays=runs_on_bank_holidays,
        )
        done = replan(clinic, by=by)
        note.facts.update(
            made=done.made, retimed=done.retimed, taken_away=done.taken_away, kept=len(done.kept)
        )
    return done


def write_risk_sheet(clinic: Clinic, *, by: User, risk_sheet: str) -> Clinic:
    """Write the risk sheet anew: it was read today, then."""
    with recorded("clinic.write_risk_sheet", by=by, about=clinic):
        clinic.change(risk_sheet=risk_sheet or None, risk_reviewed_on=clock.today())
    return clinic


def review_risk_sheet(clinic: Clinic, *, by: User) -> Clinic:
    """Note that the risk sheet was read today and still holds."""
    with recorded("clinic.review_risk_sheet", by=by, about=clinic):
        clinic.change(risk_reviewed_on=clock.today())
    return clinic


def change_door_code(clinic: Clinic, *, by: User, door_code: str) -> Clinic:
    """Write the door code."""
    with recorded("clinic.change_door_code", by=by, about=clinic):
        clinic.change(door_code=door_code or None)
    return clinic


def close_clinic(clinic: Clinic, *, by: User) -> list[Session]:
    """Close a clinic for good; return the sessions somebody was down for, who must be told."""
    with recorded("clinic.close", by=by, about=clinic) as note:
        clinic.change(closed_on=clock.today())
        to_come = clinic.sessions.filter(on__gt=clock.today(), state=SessionState.PLANNED).in_order()
        told = [session for session in to_come if is_wanted_by_somebody(session)]
        _free_everybody(clinic, by=by)
        for session in to_come:
            _stop(session)
        note.facts.update(sessions=len(told))
    return told


def reopen_clinic(clinic: Clinic, *, by: User) -> Replanned:
    """Let a clinic that was closed run again, with nobody on its sessions yet."""
    with recorded("clinic.reopen", by=by, about=clinic):
        clinic.change(closed_on=None)
        return replan(clinic, by=by)


def _free_everybody(clinic: Clinic, *, by: User) -> None:
    after = clock.today() + timedelta(days=1)
    shifts = Shift.objects.live().filter(session__clinic=clinic, session__on__gte=after)
    shifts.update(ended_at=clock.now(), ended_by=by)


def _stop(session: Session) -> None:
    if session.visits.exists():
        session.change(state=SessionState.CANCELLED)
    else:
        take_away(session)


def _blank_to_none(told: dict[str, Any]) -> dict[str, Any]:
    """What was not told stays unknown, which is not the same as an empty text."""
    return {field: None if value == "" else value for field, value in told.items()}
