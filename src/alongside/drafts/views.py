"""What the page's script sends as somebody types, and throwing it away."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.models import User
from alongside.accounts.rules import may_be_here
from alongside.drafts.actions import throw_away_draft
from alongside.drafts.keeper import keeper_for


@require_POST
@allowed(may_be_here)
def keep(request: SignedInRequest) -> HttpResponse:
    """Keep what is typed on a page."""
    return keep_typed(request, request.user)


@require_POST
@allowed(may_be_here)
def throw_away(request: SignedInRequest) -> HttpResponse:
    """Throw away what was kept of a page, and show the page empty."""
    keeper = keeper_for(request.POST.get("page", ""), user=request.user, typed=request.POST)
    if keeper is None:
        return HttpResponse(status=422)
    throw_away_draft(keeper.page, by=request.user)
    messages.success(request, _("Thrown away."))
    return redirect(keeper.page)


def keep_typed(request: HttpRequest, user: User) -> HttpResponse:
    """Keep the fields that the script sends for a page, and say when that was."""
    typed = request.POST.copy()
    page = typed.pop("page", [""])[0]
    keeper = keeper_for(str(page), user=user, typed=typed)
    kept = keeper.keep() if keeper else None
    if kept is None:
        return JsonResponse({"saved_at": None}, status=422)
    return JsonResponse({"saved_at": f"{timezone.localtime(kept.saved_at):%H:%M}"})
