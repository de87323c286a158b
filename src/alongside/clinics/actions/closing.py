"""The end of a session."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.clinics.models import Session, SessionClose, SessionState
from alongside.clinics.rules import day_problems
from alongside.common import clock
from alongside.common.problems import Problem, refuse_if


def close_session(
    session: Session,
    *,
    by: User,
    people_came: int,
    promises: Sequence[Any] = (),
    note: str = "",
    loose_ends: Sequence[Problem] = (),
) -> SessionClose:
    """Close a session when nothing hangs. What hangs, the caller knows, who sees notes and cases."""
    with recorded("session.close", by=by, about=session, people_came=people_came):
        held = Session.objects.select_for_update().get(pk=session.pk)
        refuse_if([*day_problems(held), *loose_ends])
        end = SessionClose.objects.filter(session=session).first() or SessionClose(session=session)
        end.people_came, end.promises, end.note = people_came, list(promises), note or None
        end.closed_by, end.closed_at = by, clock.now()
        end.save()
        session.change(state=SessionState.CLOSED)
    return end


def reopen_session(session: Session, *, by: User) -> Session:
    """Open a closed session again, to put something right; what was written at its end stays."""
    with recorded("session.reopen", by=by, about=session):
        if session.state != SessionState.CLOSED:
            refuse_if([Problem("not_closed", _("This session is not closed."))])
        session.change(state=SessionState.OPEN)
        session.close.change(reopened_at=clock.now(), reopened_by=by)
    return session
