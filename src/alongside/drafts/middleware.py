"""Keeping what was typed when the answer is "show us first who you are" (R06, R08)."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from alongside.accounts import answers, proofs, sessions
from alongside.accounts.models import User
from alongside.drafts.keeper import keeper_of
from alongside.drafts.views import keep_typed


class KeepWhatWasTyped:
    """Stands before the guard of sign-in, and after the check that a form came from a page of ours (R44)."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; the work is done once the view is known."""
        return self.get_response(request)

    def process_view(
        self, request: Any, view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """Keep what a locked or stale session sends; the script's own drafts are answered here."""
        if not isinstance(request.user, User):
            return None
        request.keeper = keeper_of(request)
        if request.method != "POST" or not _may_keep(view) or not proofs.are_enough(request):
            return None
        if not sessions.is_locked(request.session):
            stale = getattr(view, "needs_fresh", False) and not proofs.is_fresh(request)
            if stale:
                _keep(request)
            return None
        if request.resolver_match.url_name == "drafts":
            return keep_typed(request, request.user)
        _keep(request)
        return None


def _may_keep(view: Callable[..., Any]) -> bool:
    return not (getattr(view, "keeps_nothing", False) or getattr(view, "opens_while_locked", False))


def _keep(request: Any) -> None:
    """Keep a form that is sent to its own page: other buttons are simply to be pressed again."""
    if answers.page_of(request) != request.path or not request.keeper.keep():
        messages.info(request, _("Nothing was done yet. Press the button again afterwards."))
    elif request.FILES:
        messages.info(
            request, _("What you typed is kept. A file cannot be kept: choose it again afterwards.")
        )
    else:
        messages.info(request, _("What you typed is kept."))
