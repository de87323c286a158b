"""Identifiers made by the application, so that no database has to hand them out."""

import secrets
import uuid

import uuid_utils.compat

REFERENCE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ"
"""No 0/O, 1/I/L: a reference is read out over the phone."""


def new_id() -> uuid.UUID:
    """Return a UUIDv7: sorts by the time it was made, which keeps indexes small."""
    return uuid_utils.compat.uuid7()


def new_anonymous_id() -> uuid.UUID:
    """Return a UUIDv4, which does not tell the minute it was made (R51)."""
    return uuid.uuid4()


def new_reference() -> str:
    """Return a short code people can say aloud, such as "7KQ-2MX" (31⁶, about 890 million)."""
    letters = "".join(secrets.choice(REFERENCE_LETTERS) for _ in range(6))
    return f"{letters[:3]}-{letters[3:]}"
