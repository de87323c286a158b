"""The cookie of a device on which somebody has signed in before. It lets nobody in; it sorts tries (R04)."""

import secrets

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse

from alongside.crypto.lookup import tag

COOKIE = "__Host-device" if settings.ON_THE_WEB else "device"
YEAR = 365 * 24 * 60 * 60
MOST = 12
"""How many users one device remembers: a laptop that a clinic shares."""

_SALT = "device"


def known_for(request: HttpRequest, name_tag: str) -> str | None:
    """Return the id of this device if this user has signed in on it before."""
    device, marks = _read(request)
    return device if device and _mark(device, name_tag) in marks else None


def remember(request: HttpRequest, response: HttpResponse, name_tag: str) -> None:
    """Let the device say from now on that this user has signed in on it. Signing out does not change that."""
    device, marks = _read(request)
    device = device or secrets.token_hex(16)
    mark = _mark(device, name_tag)
    kept = [mark, *(other for other in marks if other != mark)][:MOST]
    response.set_cookie(
        COOKIE,
        signing.dumps([device, kept], salt=_SALT),
        max_age=YEAR,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _read(request: HttpRequest) -> tuple[str, list[str]]:
    try:
        device, marks = signing.loads(request.COOKIES.get(COOKIE, ""), salt=_SALT, max_age=YEAR)
    except signing.BadSignature:
        return "", []
    return device, marks


def _mark(device: str, name_tag: str) -> str:
    return tag("device", f"{device}|{name_tag}", bits=64)
