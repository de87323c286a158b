"""Making, rewrapping and destroying keys."""

import secrets
from uuid import UUID

from django.db import transaction

from alongside.crypto import keyfile, keys
from alongside.crypto.models import DataKey

_BATCH = 200  # no mutant: only the pace


def make_key(owner: UUID) -> None:
    """Give `owner` a key of their own, unless they have one."""
    key = secrets.token_bytes(keyfile.KEY_BYTES)
    wrapped, name = keys.wrap(key)
    _, made = DataKey.objects.get_or_create(owner=owner, defaults={"wrapped": wrapped, "wrapped_with": name})
    if made:
        keys.forget(owner)


def destroy_key(owner: UUID) -> None:
    """Destroy the key of `owner`: what it sealed can never be opened again."""
    DataKey.objects.filter(owner=owner).delete()
    keys.forget(owner)


def rewrap_keys() -> int:
    """Wrap every key with the current wrapping key; return how many were changed.

    Goes in small transactions, and each row says what wraps it: stopped at any point, it can be run
    again (R32).
    """
    changed = 0
    current = keyfile.keys().current
    while True:
        with transaction.atomic():
            rows = list(DataKey.objects.exclude(wrapped_with=current).order_by("owner")[:_BATCH])
            for row in rows:
                row.wrapped, row.wrapped_with = keys.wrap(keys.key_of(row.owner))
                row.save(update_fields=["wrapped", "wrapped_with"])  # no mutant: all else is as it was read
        changed += len(rows)
        if not rows:
            return changed


def keys_wrapped_with(name: str) -> int:
    """Return how many keys are still wrapped with the wrapping key `name`."""
    return DataKey.objects.filter(wrapped_with=name).count()
