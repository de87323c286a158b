"""The accounts app."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """Who may come in."""

    name = "alongside.accounts"
    label = "accounts"
