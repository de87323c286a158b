"""How long somebody was at work: shifts of sessions that were held and closed (E13)."""

from dataclasses import dataclass
from datetime import date, timedelta

from alongside.accounts.models import User
from alongside.clinics.models import SessionState, Shift

WEEK = timedelta(days=7)


@dataclass(frozen=True)
class Hours:
    """Minutes at work in each week that began between two days."""

    from_on: date
    until_on: date
    weeks: dict[date, int]
    sessions: int

    @property
    def minutes(self) -> int:
        """All of it, in minutes."""
        return sum(self.weeks.values())

    @property
    def minutes_a_week(self) -> int:
        """The usual week, over all weeks between the two days, rounded to a minute."""
        weeks = ((self.until_on - self.from_on).days + 1) / 7
        return round(self.minutes / max(weeks, 1))


def hours_of(user: User, *, from_on: date, until_on: date) -> Hours:
    """Return the hours `user` gave between two days, both included; weeks begin on Monday."""
    shifts = Shift.objects.live().filter(
        user=user, session__state=SessionState.CLOSED, session__on__range=(from_on, until_on)
    )
    weeks: dict[date, int] = {}
    rows = shifts.select_related("session").order_by("session__on")
    for shift in rows:
        session = shift.session
        monday = session.on - timedelta(days=session.on.weekday())
        length = session.finishes - session.begins
        weeks[monday] = weeks.get(monday, 0) + length // timedelta(minutes=1)
    return Hours(from_on, until_on, weeks, sessions=len(rows))
