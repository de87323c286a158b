"""What stands against a series, a day that is otherwise, and a cancellation."""

from datetime import date, time

from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.clinics.models import ClinicException, ExceptionKind, Session, SessionState, Shift
from alongside.clinics.rules.placing import out_during, overlapping
from alongside.clinics.series import Times, exceptions_of, nation_here, times_on
from alongside.common import clock
from alongside.common.problems import Problem

CAN_CHANGE = (SessionState.PLANNED, SessionState.CANCELLED)


def series_problems(
    *, starts_at: time, ends_at: time, starts_on: date, ends_on: date | None
) -> list[Problem]:
    """Say what is wrong with a weekly series."""
    problems = time_problems(starts_at, ends_at)
    if ends_on and ends_on < starts_on:
        problems.append(Problem("ends_first", _("The last day must be the first day or later."), "ends_on"))
    return problems


def time_problems(starts_at: time | None, ends_at: time | None) -> list[Problem]:
    """Say what is wrong with a pair of times."""
    if (starts_at is None) != (ends_at is None):
        field = "starts_at" if starts_at is None else "ends_at"
        return [Problem("half_a_time", _("Write both times, or neither."), field)]
    if starts_at and ends_at and ends_at <= starts_at:
        return [Problem("ends_before", _("The end must be later than the start."), "ends_at")]
    return []


def exception_problems(exception: ClinicException, session: Session | None) -> list[Problem]:
    """Say what stands against making a day otherwise; `session` is that of the day, if there is one."""
    starts_at, ends_at = exception.starts_at, exception.ends_at
    problems = [*over_problems(exception.on), *time_problems(starts_at, ends_at), *_fit_problems(exception)]
    if exception.kind == ExceptionKind.MOVED and not starts_at and not ends_at:
        problems.append(Problem("no_times", _("Write the new times."), "starts_at"))
    problems.extend(_begun_problems(session))
    if session and starts_at and ends_at and not problems:
        problems.extend(clash_problems(session, starts_at, ends_at))
    return problems


def removal_problems(exception: ClinicException, session: Session | None) -> list[Problem]:
    """Say what stands against letting a day be as the series says again."""
    problems = [*over_problems(exception.on), *_begun_problems(session)]
    if problems or session is None:
        return problems
    times = times_on(exception.clinic, exception.on, nation=nation_here(), exceptions={})
    if times:
        return clash_problems(session, *times)
    if is_wanted_by_somebody(session):
        sentence = _("People are down for that day. Take them off first, or cancel the session.")
        problems.append(Problem("wanted", sentence))
    return problems


def cancel_problems(session: Session) -> list[Problem]:
    """Only a session that has not begun can be cancelled."""
    if session.state == SessionState.PLANNED:
        return []
    return [Problem("has_begun", _("This session has begun, or does not run already. Close it instead."))]


def reinstate_problems(session: Session) -> list[Problem]:
    """Only a session to come that was cancelled can run after all."""
    problems = over_problems(session.on)
    if session.state != SessionState.CANCELLED:
        problems.append(Problem("runs", _("This session runs already.")))
    if session.clinic.closed_on:
        problems.append(_closed_for_good())
    return problems or clash_problems(session, session.starts_at, session.ends_at)


def over_problems(on: date) -> list[Problem]:
    """Only a day that is not over can be made otherwise."""
    if on >= clock.today():
        return []
    return [Problem("day_is_over", _("That day is over. Choose today or a later day."), "on")]


def clash_problems(session: Session, starts_at: time, ends_at: time) -> list[Problem]:
    """Say who of those on `session` would be at two places if it were at these times."""
    there = {shift.user_id: shift.user for shift in session.shifts.live().select_related("user")}
    moved = Session(pk=session.pk, on=session.on, starts_at=starts_at, ends_at=ends_at)
    out = [_out_and_there(there[user]) for user in sorted(out_during(moved, there))]
    return [_at_two_places(shift) for shift in overlapping(moved, there)] + out


def is_wanted_by_somebody(session: Session) -> bool:
    """Tell whether anybody is down for this session, or expected there."""
    return session.shifts.live().exists() or session.visits.exists()


def _fit_problems(exception: ClinicException) -> list[Problem]:
    """Say why this kind of change is none on that day."""
    others = exceptions_of(exception.clinic, exception.on)
    runs: Times | None = times_on(exception.clinic, exception.on, nation=nation_here(), exceptions=others)
    if exception.clinic.closed_on:
        return [_closed_for_good()]
    if exception.on in others:
        return [Problem("twice", _("That day has a change already. Take that off first."), "on")]
    if exception.kind == ExceptionKind.RUNS_ANYWAY and runs:
        return [Problem("runs", _("It runs on that day already. Choose another day."), "on")]
    if exception.kind != ExceptionKind.RUNS_ANYWAY and not runs:
        return [Problem("does_not_run", _("It does not run on that day. Choose another day."), "on")]
    return []


def _begun_problems(session: Session | None) -> list[Problem]:
    if session is None or session.state in CAN_CHANGE:
        return []
    return [Problem("has_begun", _("The session of that day has begun already."), "on")]


def _closed_for_good() -> Problem:
    return Problem("closed", _("This place is closed for good. Open it again first."))


def _out_and_there(user: User) -> Problem:
    sentence = _("%(name)s goes somewhere with somebody then. Take them off one of the two.")
    return Problem("elsewhere", sentence % {"name": user.name})


def _at_two_places(shift: Shift) -> Problem:
    names = {"name": shift.user.name, "place": shift.session.clinic.name}
    return Problem("elsewhere", _("%(name)s is at %(place)s then. Take them off one of the two.") % names)
