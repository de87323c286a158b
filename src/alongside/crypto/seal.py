"""Sealing and opening single values: AES-256-GCM bound to the place where the value stands.

A sealed value is `version byte | nonce (12) | ciphertext and tag`. The place (model, field, owner, row)
is authenticated with it, so a value moved to another row, column or person does not open (R30).
"""

import json
import os
from datetime import date
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

VERSION = 1
NONCE_BYTES = 12
BUCKET = 32
"""Values are padded to a multiple of this many bytes, so that length does not tell "yes" from "no"."""


class CannotOpen(Exception):
    """The value was changed, moved, or sealed with another key."""


def seal(value: Any, *, key: bytes, place: str) -> bytes:
    """Return `value` (text, number, boolean, date, None, or lists and dicts of them) sealed for `place`."""
    return seal_bytes(_padded(_encoded(value)), key=key, place=place)


def open_sealed(sealed: bytes, *, key: bytes, place: str) -> Any:
    """Return the value that was sealed. Raises CannotOpen; never returns anything else."""
    padded = open_bytes(sealed, key=key, place=place)
    return _decoded(padded[: padded.rindex(b"\x80")])


def seal_bytes(content: bytes, *, key: bytes, place: str) -> bytes:
    """Return raw `content` sealed for `place`."""
    nonce = os.urandom(NONCE_BYTES)
    head = bytes([VERSION])
    return head + nonce + AESGCM(key).encrypt(nonce, content, _bound(place))


def open_bytes(sealed: bytes, *, key: bytes, place: str) -> bytes:
    """Return raw content that was sealed for `place`. Raises CannotOpen."""
    if sealed[:1] != bytes([VERSION]):
        raise CannotOpen(place)
    nonce, body = sealed[1 : 1 + NONCE_BYTES], sealed[1 + NONCE_BYTES :]
    try:
        return AESGCM(key).decrypt(nonce, body, _bound(place))
    except (InvalidTag, ValueError) as error:
        raise CannotOpen(place) from error


def place_of(model: str, field: str, owner: UUID, row: object) -> str:
    """Return the text that binds a value to where it stands."""
    return f"{model}|{field}|{owner}|{row}"


def _bound(place: str) -> bytes:
    return f"{VERSION}|{place}".encode()


def _encoded(value: Any) -> bytes:
    # surrogatepass: text from a broken form must come back as it went in, not raise (R31)
    if isinstance(value, date):
        return b"d" + value.isoformat().encode()
    return b"j" + json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "surrogatepass"
    )


def _decoded(encoded: bytes) -> Any:
    text = encoded[1:].decode("utf-8", "surrogatepass")
    return date.fromisoformat(text) if encoded[:1] == b"d" else json.loads(text)


def _padded(encoded: bytes) -> bytes:
    marked = encoded + b"\x80"
    return marked + b"\x00" * (-len(marked) % BUCKET)
