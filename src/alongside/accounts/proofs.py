"""How and when the one at this browser has shown who they are."""

from collections.abc import Mapping
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.login import record_authentication
from django.http import HttpRequest

from alongside.accounts.models import User
from alongside.accounts.rules import needs_second_factor
from alongside.common import clock

FRESH_SECONDS = 10 * 60
"""After this long, showing who one is must be done again for the few things that matter most (R08)."""

DOOR = "demonstration"


def has_second_factor(request: HttpRequest) -> bool:
    """Tell whether a second factor, or the door of a demonstration, was used in this session (R01)."""
    return any(proof["method"] in {"mfa", DOOR} for proof in all_of(request))


def are_enough(request: HttpRequest) -> bool:
    """Tell whether the user of the request has shown all that their role needs (R01)."""
    user = request.user
    return has_second_factor(request) or (isinstance(user, User) and not needs_second_factor(user))


def came_by_the_door(request: HttpRequest, user: User) -> bool:
    """Tell whether the demonstration let this user in without a password."""
    return any(proof["method"] == DOOR for proof in get_authentication_records(request, user))


def is_fresh(request: HttpRequest) -> bool:
    """Tell whether they have shown who they are in the last ten minutes."""
    latest = max((proof["at"] for proof in all_of(request)), default=0.0)
    return clock.now().timestamp() - float(latest) < FRESH_SECONDS


def proved(request: HttpRequest, user: User, method: str, **how: Any) -> None:
    """Write down in the session that they have just shown who they are."""
    record_authentication(request, user, method, **how)


def all_of(request: HttpRequest) -> list[Mapping[str, Any]]:
    """Return every proof given in this session by the user of the request."""
    user = request.user
    if not isinstance(user, User) or not hasattr(request, "session"):
        return []
    return list(get_authentication_records(request, user))
