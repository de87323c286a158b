"""Second factors as somebody would hold them: an app that shows codes, and a passkey made of software."""

import base64
import hashlib
import json
import os
import struct
from typing import Any

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2 import cbor
from fido2.cose import ES256

from alongside.accounts.models import User

CHECKED = 0x01 | 0x04
"""Somebody was there, and showed a finger, a face or a PIN."""
NEW_KEY = 0x40


def set_up_app(user: User) -> str:
    """Give the user an app that shows codes, and return the secret in it."""
    secret = generate_totp_secret()
    TOTP.activate(user, secret)
    return secret


def set_up_spare_codes(user: User) -> list[str]:
    """Give the user spare codes."""
    return RecoveryCodes.activate(user).get_unused_codes()


def code_now(secret: str) -> str:
    """Return what the app shows now."""
    return format_hotp_value(hotp_value(secret, next(iter(yield_hotp_counters_from_time()))))


class Passkey:
    """A passkey for one site, kept in memory."""

    def __init__(self, *, flags: int = CHECKED, site: str = "testserver") -> None:
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.id = os.urandom(32)
        self.user = b""
        self.flags = flags
        self.site = site

    def create(self, options: dict[str, Any]) -> str:
        """Answer a page that adds a passkey."""
        asked = options["publicKey"]
        self.user = _bytes(asked["user"]["id"])
        public = cbor.encode(ES256.from_cryptography_key(self.key.public_key()))
        held = bytes(16) + struct.pack(">H", len(self.id)) + self.id + public
        shown = {"fmt": "none", "attStmt": {}, "authData": self._about(self.flags | NEW_KEY) + held}
        client = self._client("webauthn.create", asked["challenge"])
        return self._answer(clientDataJSON=client, attestationObject=cbor.encode(shown))

    def get(self, options: dict[str, Any]) -> str:
        """Answer a page that asks for a passkey."""
        about = self._about(self.flags)
        client = self._client("webauthn.get", options["publicKey"]["challenge"])
        signed = self.key.sign(about + hashlib.sha256(client).digest(), ec.ECDSA(hashes.SHA256()))
        return self._answer(
            clientDataJSON=client, authenticatorData=about, signature=signed, userHandle=self.user
        )

    def _about(self, flags: int) -> bytes:
        return hashlib.sha256(self.site.encode()).digest() + struct.pack(">BI", flags, 0)

    def _client(self, kind: str, challenge: str) -> bytes:
        told = {"type": kind, "challenge": challenge, "origin": f"http://{self.site}", "crossOrigin": False}
        return json.dumps(told).encode()

    def _answer(self, **response: bytes) -> str:
        told = {name: _text(part) for name, part in response.items()}
        key = {"id": _text(self.id), "rawId": _text(self.id), "type": "public-key", "response": told}
        return json.dumps({**key, "clientExtensionResults": {}})


def _text(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).decode().rstrip("=")


def _bytes(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
