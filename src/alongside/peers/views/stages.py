"""The page of an advocate's stages."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.models import User
from alongside.accounts.queries import terms
from alongside.accounts.rules import may_coordinate
from alongside.drafts.pages import form_page
from alongside.peers.actions import move_stage
from alongside.peers.forms import StageForm
from alongside.peers.models import StageName
from alongside.peers.queries import journey_of, still_to_come
from alongside.peers.rules import stage_label


@allowed(may_coordinate)
def stage(request: SignedInRequest, user_id: UUID) -> HttpResponse:
    """The stages of one advocate, and the next one."""
    user = get_object_or_404(User, pk=user_id)
    words = terms()
    rows = journey_of(user)
    journey = [(row, stage_label(row.stage, words)) for row in rows]
    now = StageName(rows[0].stage) if rows else None
    return form_page(
        request,
        StageForm,
        template="peers/stage.html",
        save=lambda clean: move_stage(user, by=request.user, **clean),
        then=reverse("stage", args=[user.pk]),
        context={"advocate": user, "journey": journey, "to_come": still_to_come(user, now)},
        words=words,
    )
