"""The drafts app."""

from django.apps import AppConfig


class DraftsConfig(AppConfig):
    """Nothing typed is ever lost."""

    name = "alongside.drafts"
    label = "drafts"
