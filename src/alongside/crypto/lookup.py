"""Keyed hashes for the few things that must be found without being opened."""

import hashlib
import hmac

from alongside.crypto.keyfile import keys


def tag(kind: str, text: str, *, bits: int = 256) -> str:  # no mutant: no hash is longer
    """Return a keyed hash of `text` as hex, cut to `bits` (a multiple of 4).

    A short tag is meant to fall together for a few different people, so that equal tags
    are a hint and not an identifier (CipherSweet's rule: 2 to √population coincidences).
    """
    digest = hmac.new(keys().index, f"{kind}|{text}".encode(), hashlib.sha256)
    return digest.hexdigest()[: bits // 4]
