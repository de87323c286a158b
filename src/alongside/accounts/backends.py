"""Signing in by a name that the database cannot read."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from alongside.accounts.models import User
from alongside.accounts.queries import user_signing_in_as


class SealedNameBackend(BaseBackend):
    """Finds a user by the keyed hash of the name they sign in with."""

    def authenticate(
        self, request: HttpRequest | None, username: str | None = None, password: str | None = None, **_: Any
    ) -> User | None:
        """Return the user, or None; an unknown name takes as long as a wrong password (R04)."""
        if username is None or password is None:
            return None
        user = user_signing_in_as(username)
        if user is None:
            User().set_password(password)
            return None
        return user if user.check_password(password) and user.is_active else None

    def get_user(self, user_id: Any) -> User | None:
        """Return the open account of this id, or None: a closed one is out at the next request (R05)."""
        return User.objects.filter(pk=user_id, is_active=True).first()
