"""Days that are otherwise: cancelled, at another time, or running although they would not."""

from datetime import date, time

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.clinics.actions.planning import take_away
from alongside.clinics.actions.settling import tell_those_on
from alongside.clinics.models import Clinic, ClinicException, ExceptionKind, Session, SessionState
from alongside.clinics.rules import cancel_problems, exception_problems, reinstate_problems, removal_problems
from alongside.clinics.series import Times, nation_here, times_on
from alongside.common import clock
from alongside.common.problems import refuse_if


def make_exception(
    clinic: Clinic,
    *,
    on: date,
    kind: ExceptionKind,
    by: User,
    starts_at: time | None = None,
    ends_at: time | None = None,
    why: str = "",
) -> ClinicException:
    """Make one day otherwise than the series, and its session with it."""
    row = _otherwise(clinic, on, kind, why=why, by=by)
    if kind != ExceptionKind.CANCELLED:
        row.starts_at, row.ends_at = starts_at, ends_at
    with recorded("exception.make", by=by, about=row, kind=kind, on=on):
        session = clinic.sessions.filter(on=on).first()
        refuse_if(exception_problems(row, session))
        row.save(force_insert=True)
        times = times_on(clinic, on, nation=nation_here(), exceptions={on: row})
        _fit_to(clinic, on, session, times)
        if session:
            tell_those_on(session, but=by)
    return row


def remove_exception(exception: ClinicException, *, by: User) -> None:
    """Let a day be as the series says again."""
    clinic, on = exception.clinic, exception.on
    with recorded("exception.remove", by=by, kind=exception.kind, on=on, clinic=clinic.pk):
        session = clinic.sessions.filter(on=on).first()
        refuse_if(removal_problems(exception, session))
        exception.delete()
        times = times_on(clinic, on, nation=nation_here(), exceptions={})
        if session and times is None:
            take_away(session)
        else:
            _fit_to(clinic, on, session, times)


def cancel_session(session: Session, *, by: User, why: str = "") -> Session:
    """Let one session not run. Who is down for it stays down, should it run after all."""
    with recorded("session.cancel", by=by, about=session):
        refuse_if(cancel_problems(session))
        ClinicException.objects.filter(clinic=session.clinic, on=session.on).delete()
        _otherwise(session.clinic, session.on, ExceptionKind.CANCELLED, why=why, by=by).save()
        session.change(state=SessionState.CANCELLED)
        tell_those_on(session, but=by)
    return session


def reinstate_session(session: Session, *, by: User) -> Session:
    """Let a session that was cancelled run after all, at the times it had."""
    clinic, on = session.clinic, session.on
    had = Times(session.starts_at, session.ends_at)
    with recorded("session.reinstate", by=by, about=session):
        refuse_if(reinstate_problems(session))
        ClinicException.objects.filter(clinic=clinic, on=on).delete()
        usual = times_on(clinic, on, nation=nation_here(), exceptions={})
        if usual != had:
            row = _otherwise(clinic, on, ExceptionKind.MOVED if usual else ExceptionKind.RUNS_ANYWAY, by=by)
            row.starts_at, row.ends_at = had
            row.save(force_insert=True)
        session.change(state=SessionState.PLANNED)
        tell_those_on(session, but=by)
    return session


def _otherwise(clinic: Clinic, on: date, kind: ExceptionKind, *, by: User, why: str = "") -> ClinicException:
    return ClinicException(clinic=clinic, on=on, kind=kind, why=why or None, made_by=by, made_at=clock.now())


def _fit_to(clinic: Clinic, on: date, session: Session | None, times: Times | None) -> None:
    if session is None:
        if times:
            Session.objects.create(clinic=clinic, on=on, **times._asdict())
    elif times is None:
        session.change(state=SessionState.CANCELLED)
    else:
        session.change(state=SessionState.PLANNED, **times._asdict())
