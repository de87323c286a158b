"""Loading a concern for a page: who may not see it gets the page that is not there, and it is recorded."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from alongside.accounts.access import SignedInRequest
from alongside.audit.actions import record
from alongside.audit.models import Outcome
from alongside.safety.models import Concern
from alongside.safety.rules import concerns_raised_by, concerns_visible_to


def visible_concern(request: SignedInRequest, concern_id: UUID, *, action: str = "concern.see") -> Concern:
    """Return the concern and record that it was looked at, or raise 404 and record the refusal (R56)."""
    return _found(concerns_visible_to(request.user), request, concern_id, action)


def own_concern(request: SignedInRequest, concern_id: UUID) -> Concern:
    """Return what this user raised, or raise 404 and record the refusal."""
    return _found(concerns_raised_by(request.user), request, concern_id, "concern.see_own")


def _found(concerns: QuerySet[Concern], request: SignedInRequest, concern_id: UUID, action: str) -> Concern:
    related = ("person", "person__joined_to", "raised_by", "seen_by", "closed_by", "worker")
    concern = concerns.filter(pk=concern_id).select_related(*related).first()
    if concern is None:
        hidden = Concern.objects.filter(pk=concern_id).first()
        record(
            action,
            by=request.user,
            about=hidden,
            person=hidden.person if hidden else None,
            outcome=Outcome.REFUSED,
        )
        raise Http404
    record(action, by=request.user, about=concern, person=concern.person)
    return concern
