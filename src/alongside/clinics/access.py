"""Loading a session for a page: who may not see it gets the page that is not there, and it is recorded."""

from uuid import UUID

from django.http import Http404

from alongside.accounts.access import SignedInRequest
from alongside.audit.actions import record
from alongside.audit.models import Outcome
from alongside.clinics.models import Session
from alongside.clinics.rules import may_expect_at, may_run_session, sessions_visible_to


def visible_session(request: SignedInRequest, session_id: UUID, *, page: str) -> Session:
    """Return a session the user may see, or raise 404 and record the refusal (R11)."""
    session = sessions_visible_to(request.user).filter(pk=session_id).select_related("clinic").first()
    if session is None:
        raise _refused(request, page)
    return session


def own_session(request: SignedInRequest, session_id: UUID, *, page: str) -> Session:
    """Return a session for somebody who is on it, or for the coordinator: a page that writes."""
    session = visible_session(request, session_id, page=page)
    if not may_expect_at(request.user, session):
        raise _refused(request, page)
    return session


def running_session(request: SignedInRequest, session_id: UUID, *, page: str) -> Session:
    """Return a session for those who run it, from its day on."""
    session = visible_session(request, session_id, page=page)
    if not may_run_session(request.user, session):
        raise _refused(request, page)
    return session


def _refused(request: SignedInRequest, page: str) -> Http404:
    record("session.see", by=request.user, outcome=Outcome.REFUSED, page=page)
    return Http404()
