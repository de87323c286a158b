"""Slowing down whoever guesses, without ever shutting out the owner's own device (R04).

After OWASP's device cookies: a device on which somebody signed in before has a bucket of its own for that
name; all others share buckets by where they come from and by the name they try. Keys are keyed hashes, so
that neither names nor addresses can be read in the cache.
"""

import ipaddress
from dataclasses import dataclass

from allauth.core.internal import ratelimit
from django.conf import settings
from django.http import HttpRequest

from alongside.accounts import devices
from alongside.crypto.lookup import tag

RATES = {
    "device": "10/15m/key",
    "source-and-name": "5/15m/key",
    "source": "20/15m/key",
    "name": "30/60m/key",
    "again": "5/15m/key",
    "write": "10/60m/key",
}
"""Wrong tries within so many minutes after which no more are heard; and enquiries from one place, where a
whole hostel may share an address [policy]."""


@dataclass(frozen=True)
class Try:
    """One try, counted. A right one is given back."""

    usages: tuple[ratelimit.RateLimitUsage, ...]

    def give_back(self) -> None:
        """It was right: count it no more."""
        for usage in self.usages:
            usage.rollback()


def try_to_sign_in(request: HttpRequest, name_tag: str) -> Try | None:
    """Count a try to sign in under this name; None when there have been too many."""
    device = devices.known_for(request, name_tag)
    if device:
        return _count(request, ("device", f"{device}|{name_tag}"))
    source = source_of(request)
    return _count(
        request, ("source-and-name", f"{source}|{name_tag}"), ("source", source), ("name", name_tag)
    )


def try_again(request: HttpRequest) -> Try | None:
    """Count a try to show that it is still the one who signed in; None when there have been too many."""
    return _count(request, ("again", str(request.session.session_key)))


def try_to_write(request: HttpRequest) -> Try | None:
    """Count what somebody who has not signed in writes to us; None when too much came from there."""
    return _count(request, ("write", source_of(request)))


def source_of(request: HttpRequest) -> str:
    """Return a keyed hash of where a request comes from."""
    return tag("source", _network(_address(request)), bits=128)


def _count(request: HttpRequest, *buckets: tuple[str, str]) -> Try | None:
    usages = []
    for kind, key in buckets:
        usage = ratelimit.consume(
            request, app="alongside", action=kind, config=RATES, key=tag(f"throttle {kind}", key)
        )
        if usage is None:
            return None
        usages.append(usage)
    return Try(tuple(usages))


def _address(request: HttpRequest) -> str:
    """Return the address: on the web our own proxy is next to us, and wrote whom it heard at the end."""
    forwarded = request.headers.get("X-Forwarded-For", "") if settings.ON_THE_WEB else ""
    return forwarded.rpartition(",")[2].strip() or str(request.META.get("REMOTE_ADDR", ""))


def _network(address: str) -> str:
    """One household has a whole IPv6 network to choose from, so that is what counts."""
    try:
        parsed = ipaddress.ip_address(address)
    except ValueError:
        return ""
    if isinstance(parsed, ipaddress.IPv6Address):
        return str(ipaddress.IPv6Network((parsed, 64), strict=False).network_address)
    return str(parsed)
