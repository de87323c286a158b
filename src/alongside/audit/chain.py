"""The chain: each entry is signed together with the one before it, and its head is posted elsewhere."""

import hashlib
import hmac
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from alongside.audit.models import Entry
from alongside.crypto.keyfile import keys

FIRST = "0" * 64
"""What the first entry is chained to."""


@dataclass(frozen=True)
class Head:
    """Where the chain stood at some time: the last entry's number and signature."""

    seq: int
    mac: str
    at: str

    def line(self) -> str:
        """Return the head as one line of signed JSON, to be kept where the database cannot reach."""
        body = self._body()
        return json.dumps({**json.loads(body), "signature": _signer().sign(body.encode()).hex()})

    def _body(self) -> str:
        return json.dumps({"seq": self.seq, "mac": self.mac, "at": self.at}, sort_keys=True)


class BadHead(Exception):
    """A posted head is not one that this service signed."""


def mac_of(entry: Entry, before: str) -> str:
    """Return the signature of `entry` standing after one signed `before`."""
    body = json.dumps(
        [
            before,
            entry.seq,
            entry.at.astimezone(UTC).isoformat(timespec="microseconds"),
            str(entry.actor or ""),
            entry.roles,
            entry.action,
            entry.outcome,
            entry.about_model,
            entry.about,
            str(entry.person or ""),
            entry.facts,
        ],
        sort_keys=True,
        separators=(",", ":"),
    )
    return hmac.new(keys().audit, body.encode(), hashlib.sha256).hexdigest()


def first_bad(entries: Iterable[Entry], heads: Iterable[Head] = ()) -> int | None:
    """Return the number of the first entry that is wrong or missing, or None when all is well.

    Heads posted elsewhere catch what the chain alone cannot: a shortened log, and one signed anew by
    somebody who has the key.
    """
    posted = {head.seq: head.mac for head in heads}
    before, expected = FIRST, 1
    for entry in entries:
        if entry.seq != expected or not hmac.compare_digest(entry.mac, mac_of(entry, before)):
            return expected
        if posted.pop(entry.seq, entry.mac) != entry.mac:
            return entry.seq
        before, expected = entry.mac, expected + 1
    return expected if posted else None


def head() -> Head | None:
    """Return the head of the chain as it stands, or None when nothing was recorded yet."""
    last = Entry.objects.order_by("-seq").first()
    return Head(last.seq, last.mac, last.at.astimezone(UTC).isoformat()) if last else None


def read_heads(lines: Iterable[str]) -> Iterator[Head]:
    """Return the heads in a file of posted lines. Raises BadHead with the number of a forged line."""
    for number, line in enumerate(lines, start=1):
        if line.strip():
            yield _read_head(line, number)


def _read_head(line: str, number: int) -> Head:
    try:
        found: dict[str, Any] = json.loads(line)
        signature = bytes.fromhex(found.pop("signature"))
        read = Head(**found)
        _signer().public_key().verify(signature, read._body().encode())
    except (ValueError, KeyError, TypeError, InvalidSignature) as error:
        raise BadHead(number) from error
    return read


def _signer() -> Ed25519PrivateKey:
    how = HKDF(hashes.SHA256(), 32, None, b"alongside audit head")
    seed = how.derive(keys().audit)
    return Ed25519PrivateKey.from_private_bytes(seed)
