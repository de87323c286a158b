"""What every page of the front door is: open to all, locked session or not; and loading an enquiry."""

from typing import ParamSpec
from uuid import UUID

from django.http import Http404

from alongside.accounts.access import SignedInRequest, View, public, secret, while_locked
from alongside.audit.actions import record
from alongside.audit.models import Outcome
from alongside.crypto.keys import with_keys
from alongside.frontdoor.models import Enquiry
from alongside.frontdoor.rules.sight import may_see_enquiry

P = ParamSpec("P")


def for_all(view: View[P]) -> View[P]:
    """Anybody may open this, also where a session is locked; nothing sent here is kept as a draft."""
    return secret(while_locked(public(view)))


def visible_enquiry(request: SignedInRequest, enquiry_id: UUID) -> Enquiry:
    """Return an enquiry and record the look, or raise 404 and record the refusal (R11)."""
    rows = with_keys(Enquiry.objects.select_related("written_by", "closed_by").filter(pk=enquiry_id))
    if not rows or not may_see_enquiry(request.user, rows[0]):
        record("enquiry.see", by=request.user, outcome=Outcome.REFUSED)
        raise Http404
    if request.method == "GET":
        record("enquiry.see", by=request.user, about=rows[0])
    return rows[0]
