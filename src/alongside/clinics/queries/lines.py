"""Sessions as lists show them: with who is on them and whether they are safe."""

from dataclasses import dataclass
from datetime import date, timedelta

from alongside.accounts.models import User
from alongside.clinics.models import LeadAloneDecision, Session, Shift, ShiftRole
from alongside.clinics.models.session import SessionQuerySet
from alongside.clinics.rules import Placed, Safety, placed, safety_of, sessions_visible_to
from alongside.common import clock
from alongside.crypto.keys import SERVICE, preload, with_keys
from alongside.peers.models import Stage


@dataclass(frozen=True)
class SessionLine:
    """One session of a list."""

    session: Session
    people: list[Placed]
    safety: Safety

    @property
    def leads(self) -> list[Placed]:
        """Those put on it as leads."""
        return self._as(ShiftRole.LEAD)

    @property
    def shadows(self) -> list[Placed]:
        """Whoever is put on it as the shadow."""
        return self._as(ShiftRole.SHADOW)

    @property
    def helpers(self) -> list[Placed]:
        """Those put on it as helpers."""
        return self._as(ShiftRole.HELPER)

    @property
    def needs_decision(self) -> bool:
        """Tell whether a coordinator has something to fill or to decide."""
        return self.session.is_live and self.safety in {Safety.SHORT, Safety.NEEDS_DECISION}

    def _as(self, role: ShiftRole) -> list[Placed]:
        return [one for one in self.people if one.shift.role == role]


def lines_of(sessions: SessionQuerySet) -> list[SessionLine]:
    """Return sessions as lines, for as many queries as for one."""
    rows = list(sessions.prefetch_related("lead_alone_decisions"))
    shifts = list(
        Shift.objects.live().filter(session__in=rows).select_related("user").order_by("put_at", "id")
    )
    preload([SERVICE])
    stages = Stage.objects.now_of({shift.user_id for shift in shifts})
    people = [placed(shift, stages) for shift in shifts]
    return [_line(row, [one for one in people if one.shift.session_id == row.pk]) for row in rows]


def _line(session: Session, people: list[Placed]) -> SessionLine:
    return SessionLine(session, people, safety_of(people, session.lead_alone_decisions.all()))


def line_of(session: Session) -> SessionLine:
    """Return one session as a line."""
    return lines_of(Session.objects.filter(pk=session.pk).in_order())[0]


def decisions_on(session: Session) -> list[LeadAloneDecision]:
    """Return what was decided about a lead alone, with the reasons: for coordinators."""
    return with_keys(session.lead_alone_decisions.select_related("lead", "decided_by").order_by("decided_at"))


def sessions_of(user: User) -> SessionQuerySet:
    """Return the sessions that `user` is put on, and may see."""
    mine = Shift.objects.live().filter(user=user)
    return sessions_visible_to(user).filter(pk__in=mine.values("session"))


def sessions_today(user: User) -> list[SessionLine]:
    """Return the sessions of today that `user` is put on, cancelled ones too: nobody should go in vain."""
    return lines_of(sessions_of(user).filter(on=clock.today()).in_order())


def next_sessions(user: User, *, limit: int) -> list[SessionLine]:
    """Return the next sessions after today that `user` is put on."""
    return lines_of(sessions_of(user).filter(on__gt=clock.today()).live().in_order()[:limit])


def sessions_between(first: date, last: date) -> list[SessionLine]:
    """Return every session from a day to a day: for coordinators and supervisors."""
    return lines_of(Session.objects.filter(on__range=(first, last)).in_order())


def sessions_short(until: date) -> list[SessionLine]:
    """Return the sessions from today to a day that lack a lead or a second advocate, decided or not."""
    to_come = Session.objects.live().filter(on__range=(clock.today(), until))
    return [line for line in lines_of(to_come.in_order()) if line.safety != Safety.SAFE]


def sessions_not_closed(before: date, *, limit: int = 50) -> list[SessionLine]:
    """Return the sessions before a day that were neither closed nor cancelled, the oldest first."""
    return lines_of(Session.objects.live().filter(on__lt=before).in_order()[:limit])


def sessions_to_come(*, days: int = 14) -> list[Session]:
    """Return every session of the coming days, today first: any advocate may know when and where we are."""
    today = clock.today()
    preload([SERVICE])
    return list(Session.objects.live().filter(on__range=(today, today + timedelta(days=days))).in_order())
