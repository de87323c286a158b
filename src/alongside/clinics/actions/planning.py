"""Making the sessions of a series, and fitting them to it when it changes."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.clinics.models import Clinic, ClinicException, ExceptionKind, Session, SessionState
from alongside.clinics.rules import clash_problems, is_wanted_by_somebody
from alongside.clinics.series import Times, days_between, exceptions_of, nation_here
from alongside.common import clock

AHEAD = timedelta(weeks=13)
"""How far ahead there are sessions."""
TOP_UP = timedelta(weeks=12)
"""When less than this is left, more are made: once a week and not with every look."""


@dataclass
class Replanned:
    """What a change of the series did to sessions still to come."""

    made: int = 0
    retimed: int = 0
    taken_away: int = 0
    kept: list[Session] = field(default_factory=list)
    """Left as they were, because somebody is down for them or expected there."""


def make_sessions(clinic: Clinic, *, until: date, by: User | None) -> int:
    """Make the sessions from today until a day that are not there yet; return how many. Can be run again."""
    today = clock.today()
    wanted = days_between(clinic, today, until, nation=nation_here(), exceptions=exceptions_of(clinic, today))
    there = set(clinic.sessions.filter(on__gte=today).values_list("on", flat=True))
    missing = [
        Session(clinic=clinic, on=on, **times._asdict()) for on, times in wanted.items() if on not in there
    ]
    if not missing and clinic.planned_until and clinic.planned_until >= until:
        return 0
    with recorded("clinic.plan", by=by, about=clinic, until=until, made=len(missing)):
        # somebody else may be making them at the same moment
        Session.objects.bulk_create(missing, ignore_conflicts=True)
        clinic.change(planned_until=max(until, clinic.planned_until or until))
    return len(missing)


def make_sessions_ahead(*, by: User | None = None) -> int:
    """Make the sessions of the coming weeks wherever they run out; return how many."""
    today = clock.today()
    short = Clinic.objects.running().exclude(planned_until__gte=today + TOP_UP)
    return sum(make_sessions(clinic, until=today + AHEAD, by=by) for clinic in short)


def replan(clinic: Clinic, *, by: User) -> Replanned:
    """Fit the sessions after today to the series. Nobody who is down for one is moved by it."""
    tomorrow, until = clock.today() + timedelta(days=1), clock.today() + AHEAD
    until = max(until, clinic.planned_until or until)
    exceptions = exceptions_of(clinic, tomorrow)
    wanted = days_between(clinic, tomorrow, until, nation=nation_here(), exceptions=exceptions)
    outcome = Replanned()
    to_come = clinic.sessions.filter(on__gte=tomorrow)
    for session in to_come.filter(state__in=[SessionState.PLANNED, SessionState.CANCELLED]).in_order():
        _fit(session, wanted.get(session.on), outcome, by=by)
    outcome.made += make_sessions(clinic, until=until, by=by)
    return outcome


def _fit(session: Session, times: Times | None, outcome: Replanned, *, by: User) -> None:
    now = Times(session.starts_at, session.ends_at)
    if session.state == SessionState.CANCELLED:
        if times:
            session.change(state=SessionState.PLANNED, **times._asdict())
            outcome.made += 1
    elif times is None and not is_wanted_by_somebody(session):
        take_away(session)
        outcome.taken_away += 1
    elif times is None or (times != now and clash_problems(session, *times)):
        _keep(session, ExceptionKind.MOVED if times else ExceptionKind.RUNS_ANYWAY, by=by)
        outcome.kept.append(session)
    elif times != now:
        session.change(**times._asdict())
        outcome.retimed += 1


def _keep(session: Session, kind: ExceptionKind, *, by: User) -> None:
    ClinicException.objects.create(
        clinic=session.clinic,
        on=session.on,
        kind=kind,
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        why=_("The weekly series changed. People were down for this day."),
        made_by=by,
        made_at=clock.now(),
    )


def take_away(session: Session) -> None:
    """Remove a session nobody is down for; where somebody once was, it stays as one that does not run."""
    asked = session.covers.exists() or session.offers.exists()
    if session.shifts.exists() or session.lead_alone_decisions.exists() or asked:
        session.change(state=SessionState.CANCELLED)
    else:
        session.delete()
