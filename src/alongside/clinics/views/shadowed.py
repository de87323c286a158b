"""What the shadow and the lead of a session write about it, for the shadow's way to lead (E7)."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.rules import may_do_advocacy
from alongside.clinics import queries
from alongside.clinics.access import visible_session
from alongside.clinics.models import Session
from alongside.common import clock
from alongside.drafts.pages import form_page
from alongside.peers.actions import write_shadowed
from alongside.peers.forms import PartForm, ShadowPartForm


@allowed(may_do_advocacy)
def session_shadowed(request: SignedInRequest, session_id: UUID) -> HttpResponse:
    """Write one's own part; where and when are known already."""
    row = visible_session(request, session_id, page="session-shadowed")
    pair = queries.pair_on(queries.line_of(row), request.user)
    if pair is None or row.on > clock.today():
        raise Http404
    is_shadow = request.user == pair.shadow
    known: dict[str, Any] = {"on": row.on, "place": row.clinic.name}
    lead: dict[str, Any] = {} if is_shadow else {"lead": request.user}
    choice: dict[str, Any] = {"users": pair.leads, "initial": {"user": str(pair.leads[0].pk)}}
    return form_page(
        request,
        ShadowPartForm if is_shadow else PartForm,
        template="common/form_page.html",
        save=lambda told: write_shadowed(pair.shadow, by=request.user, **known, **lead, **told),
        then=reverse("session", args=[row.pk]),
        context=_frame(row),
        **(choice if is_shadow else {}),
    )


def _frame(row: Session) -> dict[str, Any]:
    back = reverse("session", args=[row.pk])
    return {
        "title": _("A shift to learn from"),
        "intro": row.clinic.name,
        "back_url": back,
        "back_label": _("Back to the session"),
        "cancel_url": back,
    }
