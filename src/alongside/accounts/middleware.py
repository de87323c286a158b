"""Closed by default, locked when idle, and the service's own time."""

import zoneinfo
from collections.abc import Callable
from typing import Any

from django.contrib.auth import SESSION_KEY
from django.contrib.auth.models import AnonymousUser
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils import timezone

from alongside.accounts import answers, proofs, sessions
from alongside.accounts.access import rule_of
from alongside.accounts.models import User
from alongside.accounts.queries import loaded_once, service

Respond = Callable[[HttpRequest], HttpResponse]


class ServiceTimeZone:
    """Read the service once, and show and read times as where it is."""

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in the service's time zone; say so plainly while there is no service or no database."""
        try:
            here = service()
        except DatabaseError:
            return HttpResponse("not ready", status=503, content_type="text/plain")
        if here is None:
            return HttpResponse(render_to_string("accounts/not_set_up.html"), status=503)
        with loaded_once(here), timezone.override(zoneinfo.ZoneInfo(here.time_zone)):
            return self.get_response(request)


class SignedInOnly:
    """Every view is closed to those who have not signed in, unless it says that it is public.

    `request.locked_user` is who has signed in where the session is locked; `request.user` is nobody then, so
    that no page can show anything of theirs.
    """

    def __init__(self, get_response: Respond) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer; the work is done once the view is known."""
        return self.get_response(request)

    def process_view(
        self, request: Any, view: Callable[..., Any], _args: Any, _kwargs: Any
    ) -> HttpResponse | None:
        """Return what is in the way, or None."""
        request.locked_user = None
        if isinstance(request.user, User) and sessions.is_locked(request.session):
            request.locked_user, request.user = request.user, AnonymousUser()
            return None if getattr(view, "opens_while_locked", False) else answers.locked(request)
        if rule_of(view) == "public":
            return None
        if not isinstance(request.user, User):
            return _turn_away(request)
        if not (getattr(view, "opens_before_second_factor", False) or proofs.are_enough(request)):
            return answers.set_up_second_factor(request)
        sessions.see(request.session)
        return None


def _turn_away(request: HttpRequest) -> HttpResponse:
    """Tell a session that has ended from a visitor who has none yet (R05)."""
    if not _shows_ended_session(request):
        return answers.sign_in_first(request)
    request.session.flush()
    return answers.signed_out(request)


def _shows_ended_session(request: HttpRequest) -> bool:
    if SESSION_KEY in request.session:
        return True
    return sessions.was_shown(request) and request.session.session_key is None
