"""Signing out, and what anybody may open."""

from django.contrib.auth import logout
from django.db import DatabaseError
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import rotate_token
from django.shortcuts import redirect, render

from alongside.accounts.access import public, while_locked
from alongside.accounts.demonstration import door_is_open
from alongside.accounts.models import User
from alongside.audit.actions import record
from alongside.crypto.keys import SERVICE, key_of
from alongside.crypto.seal import CannotOpen


@while_locked
@public
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session; the browser is told to drop what it kept of our pages (R07)."""
    if request.method != "POST":
        return render(request, "account/logout.html")
    end_session(request)
    rotate_token(request)
    response = redirect("goodbye")
    # cookies stay: one of them knows the device, so that its owner is not slowed down by others
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response


@while_locked
@public
def goodbye(request: HttpRequest) -> HttpResponse:
    """Say that nobody is signed in here now."""
    return render(request, "accounts/goodbye.html", {"door_is_open": door_is_open(request)})


@while_locked
@public
def health(request: HttpRequest) -> HttpResponse:
    """Say whether the database answers and its key opens, and nothing else (R60)."""
    try:
        key_of(SERVICE)
    except (CannotOpen, DatabaseError):
        return HttpResponse("not ready", status=503, content_type="text/plain")
    return HttpResponse("ok", content_type="text/plain")


def end_session(request: HttpRequest) -> None:
    """Sign out whoever is signed in here, locked or not."""
    user = request.user if isinstance(request.user, User) else getattr(request, "locked_user", None)
    if user:
        record("sign_out.do", by=user, about=user)
    logout(request)
