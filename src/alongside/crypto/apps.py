"""The crypto app."""

from django.apps import AppConfig


class CryptoConfig(AppConfig):
    """Sealed fields and their keys."""

    name = "alongside.crypto"
    label = "crypto"
