"""A service and its workers, made by the actions that the pages call."""

import time
from itertools import count

from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.test import Client

from alongside.accounts.actions import open_account, set_up_service
from alongside.accounts.models import Role, Service, User

PASSWORD = "a long and made up one"
_numbers = count(1)


def make_service(*, is_demonstration: bool = False) -> Service:
    """Return the service, set up."""
    return set_up_service(
        name="Riverside Peer Advocacy", words={}, time_zone="Europe/London", is_demonstration=is_demonstration
    )


def make_user(name: str, *roles: Role, **details: object) -> User:
    """Return a user with `roles` who can sign in with PASSWORD."""
    return open_account(
        name=name,
        sign_in_name=f"{name.split(maxsplit=1)[0].lower()}{next(_numbers)}",
        roles=list(roles),
        by=None,
        password=PASSWORD,
        **details,
    )


def somebody(*roles: Role) -> User:
    """Return a user with `roles` who is kept nowhere, for rules that read nothing of them."""
    user = User()
    user.__dict__["roles"] = frozenset(roles)
    return user


def sign_in(user: User, *, with_second_factor: bool = True, seconds_ago: float = 0) -> Client:
    """Return a client in which `user` has signed in, with both factors unless told otherwise."""
    client = Client()
    client.force_login(user)
    session = client.session
    at = time.time() - seconds_ago
    used = [{"method": "password", "at": at}]
    if with_second_factor:
        used.append({"method": "mfa", "at": at, "type": "totp", "id": 0})
    session[AUTHENTICATION_METHODS_SESSION_KEY] = used
    session[f"{AUTHENTICATION_METHODS_SESSION_KEY}_user"] = str(user.pk)
    session.save()
    return client
