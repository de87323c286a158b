"""The ring of opened keys: kept for one request, filled many at a time."""

from collections.abc import Iterable
from contextvars import ContextVar
from typing import Any, TypeVar
from uuid import UUID

from cryptography.hazmat.primitives.keywrap import InvalidUnwrap, aes_key_unwrap, aes_key_wrap

from alongside.crypto.keyfile import keys
from alongside.crypto.models import DataKey, SealedModel
from alongside.crypto.seal import CannotOpen

SERVICE = UUID(int=0)
"""Owner of what belongs to the service itself: its workers, its clinics, its own words."""

_AT_ONCE = 500  # no mutant: any number that fits
"""Owners asked for in one query; SQLite allows 32,766 values in one statement."""

_ring: ContextVar[dict[UUID, bytes] | None] = ContextVar("key_ring", default=None)  # no mutant: a name

Row = TypeVar("Row", bound=SealedModel)


def key_of(owner: UUID) -> bytes:
    """Return the opened key of `owner`. Raises CannotOpen if there is none or it does not unwrap."""
    ring = _the_ring()
    if owner not in ring:
        preload([owner])
    try:
        return ring[owner]
    except KeyError as error:
        raise CannotOpen(f"no key for {owner}") from error


def preload(owners: Iterable[UUID]) -> None:
    """Open the keys of many owners with one query for each five hundred. Missing ones are passed over."""
    ring = _the_ring()
    wanted = sorted({owner for owner in owners if owner not in ring})
    for start in range(0, len(wanted), _AT_ONCE):
        for row in DataKey.objects.filter(owner__in=wanted[start : start + _AT_ONCE]):
            key = _unwrapped(row)
            if key is not None:
                ring[row.owner] = key


def with_keys(rows: Iterable[Row], *paths: str) -> list[Row]:
    """Return `rows` as a list, with the keys of each and of what stands at `paths` ("case.person") opened."""
    found = list(rows)
    owners = {row.seal_owner() for row in found}
    for path in paths:
        owners.update(other.seal_owner() for row in found if (other := _follow(row, path)) is not None)
    preload(owners)
    return found


def wrap(key: bytes) -> tuple[bytes, str]:
    """Return `key` wrapped by the current wrapping key, and that key's name."""
    held = keys()
    return aes_key_wrap(held.wrapping[held.current], key), held.current


def forget(owner: UUID) -> None:
    """Take one key off the ring."""
    _the_ring().pop(owner, None)


def forget_all() -> None:
    """Empty the ring: at the end of each request."""
    _ring.set(None)


def _the_ring() -> dict[UUID, bytes]:
    ring = _ring.get()
    if ring is None:
        ring = {}
        _ring.set(ring)
    return ring


def _unwrapped(row: DataKey) -> bytes | None:
    wrapping = keys().wrapping.get(row.wrapped_with)
    if wrapping is None:
        return None
    try:
        return aes_key_unwrap(wrapping, bytes(row.wrapped))
    except (InvalidUnwrap, ValueError):
        return None


def _follow(row: Any, path: str) -> Any:
    for step in path.split("."):
        row = getattr(row, step)
        if row is None:
            return None
    return row
