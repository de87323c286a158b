"""Sessions in the database, sealed; idle ones are locked, and a copy of the table opens none (R05, R06)."""

import base64
from datetime import timedelta
from typing import Any, cast

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.http import HttpRequest

from alongside.accounts.models import Session
from alongside.common import clock
from alongside.crypto import keys, seal
from alongside.crypto.lookup import tag

SEEN_EVERY = timedelta(seconds=10)
"""A session that was seen so short a time ago is not written again for each request."""

KEEP_ALIVE_GRACE = timedelta(seconds=75)
"""The page tells us of keys and touches at most once a minute, so its word counts this much longer."""


def _kept_as(cookie: str) -> str:
    return tag("session cookie", cookie, bits=160)


class SessionStore(DatabaseStore):
    """Django's own, but the row is found by a keyed hash of the cookie, and sealed to its place."""

    row: Session | None = None

    @classmethod
    def get_model_class(cls) -> type[Session]:
        """Return our own table."""
        return Session

    def _get_session_from_db(self) -> Session | None:
        self.row = Session.objects.filter(
            session_key=_kept_as(cast(str, self.session_key)), expire_date__gt=clock.now()
        ).first()
        if self.row is None:
            self._session_key = None
        return self.row

    def exists(self, session_key: str) -> bool:
        """Tell whether there is a session of this cookie."""
        return super().exists(_kept_as(session_key))

    def delete(self, session_key: str | None = None) -> None:
        """Delete the session of this cookie; without one, this session."""
        cookie = session_key or self.session_key
        if cookie:
            super().delete(_kept_as(cookie))

    def create_model_instance(self, data: dict[str, Any]) -> Session:
        """Return the row to be saved."""
        row = cast(Session, super().create_model_instance(data))
        row.session_key = _kept_as(row.session_key)
        if self.row is None or self.row.pk != row.pk:
            self.row = row
        return row

    def encode(self, session_dict: dict[str, Any]) -> str:
        """Return the content sealed, as text."""
        token = seal.seal(session_dict, key=keys.key_of(keys.SERVICE), place=self._place())
        return base64.b64encode(token).decode()

    def decode(self, session_data: str | bytes) -> dict[str, Any]:
        """Return the content, or nothing if it does not open."""
        try:
            opened = seal.open_sealed(
                base64.b64decode(session_data), key=keys.key_of(keys.SERVICE), place=self._place()
            )
        except (seal.CannotOpen, ValueError):
            return {}
        return dict(opened)

    def _place(self) -> str:
        return f"session|{_kept_as(cast(str, self.session_key))}"


def is_locked(session: SessionBase) -> bool:
    """Tell whether the one who signed in must show again who they are."""
    row = _row(session)
    return row.locked_at is not None or clock.now() - row.seen_at >= _idle_limit()


def was_locked(session: SessionBase) -> bool:
    """Tell whether the lock has been written down already."""
    return _row(session).locked_at is not None


def see(session: SessionBase, *, keep_alive: bool = False) -> None:
    """Write down that the session was used just now."""
    row = _row(session)
    if keep_alive or clock.now() - row.seen_at >= SEEN_EVERY:
        _write(row, seen_at=clock.now())


def may_be_kept_alive(session: SessionBase) -> bool:
    """Tell whether the page's word that somebody is still here comes in time."""
    row = _row(session)
    return row.locked_at is None and clock.now() - row.seen_at < _idle_limit() + KEEP_ALIVE_GRACE


def lock(session: SessionBase) -> None:
    """Lock it, until the same user shows who they are."""
    _write(_row(session), locked_at=clock.now())


def unlock(session: SessionBase) -> None:
    """Open it again."""
    _write(_row(session), locked_at=None, seen_at=clock.now())


def _row(session: SessionBase) -> Session:
    session.get("_auth_user_id")  # loads it
    return cast(Session, cast(SessionStore, session).row)


def _write(row: Session, **fields: Any) -> None:
    Session.objects.filter(pk=row.pk).update(**fields)
    for name, value in fields.items():
        setattr(row, name, value)


def _idle_limit() -> timedelta:
    return timedelta(minutes=settings.ALONGSIDE_IDLE_MINUTES)


def was_shown(request: HttpRequest) -> bool:
    """Tell whether the browser showed the cookie of a session."""
    return bool(request.COOKIES.get(settings.SESSION_COOKIE_NAME))
