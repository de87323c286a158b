"""The door of a demonstration: signing in at a press, where everybody is made up and only we can reach it."""

import ipaddress
from urllib.parse import urlsplit

from django.conf import settings
from django.http import HttpRequest

from alongside.accounts.queries import service

FORWARDED = ("Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP")


def door_is_open(request: HttpRequest) -> bool:
    """Tell whether this is a demonstration, asked for on the computer that runs it and by no way round."""
    here = service()
    return (
        bool(here and here.is_demonstration)
        and not settings.ON_THE_WEB
        and _is_loopback(str(request.META.get("REMOTE_ADDR", "")))
        and _is_loopback(urlsplit(f"//{request.get_host()}").hostname or "")
        and not any(header in request.headers for header in FORWARDED)
    )


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
