"""Who may see a session, work on it, and read how to get in."""

from datetime import timedelta

from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.accounts.rules import may_coordinate, may_do_advocacy, may_supervise
from alongside.clinics.models import Session, Shift
from alongside.clinics.models.session import SessionQuerySet
from alongside.common import clock
from alongside.common.problems import Problem


def sessions_visible_to(user: User) -> SessionQuerySet:
    """Return the sessions `user` may open: their own; every one for coordinators and supervisors."""
    if may_supervise(user):
        return Session.objects.all()
    if not may_do_advocacy(user):
        return Session.objects.none()
    return Session.objects.filter(Exists(Shift.objects.live().filter(session=OuterRef("pk"), user=user)))


def may_see_session(user: User, session: Session) -> bool:
    """Tell whether `user` may open this session."""
    return sessions_visible_to(user).filter(pk=session.pk).exists()


def is_on_shift(user: User, session: Session) -> bool:
    """Tell whether `user` is put on this session, and still an advocate."""
    return may_do_advocacy(user) and Shift.objects.live().filter(session=session, user=user).exists()


def may_expect_at(user: User, session: Session) -> bool:
    """Those on shift and the coordinator may say who is expected."""
    return may_coordinate(user) or is_on_shift(user, session)


def may_run_session(user: User, session: Session) -> bool:
    """The coordinator; and those on shift, from the day on until it is closed."""
    return may_coordinate(user) or (session.on <= clock.today() and is_on_shift(user, session))


def shift_needed(user: User, session: Session) -> list[Problem]:
    """Only those who run a session say who is there."""
    if may_run_session(user, session):
        return []
    return [Problem("not_on_shift", _("Only those on shift can say this, on the day."), "is_here")]


def may_read_way_in(user: User, session: Session) -> bool:
    """Door code and risk sheet: the coordinator; and those on shift, on the day and the day before (B1)."""
    day_before = session.on - timedelta(days=1)
    return may_coordinate(user) or (day_before <= clock.today() <= session.on and is_on_shift(user, session))
