"""The rights app."""

from django.apps import AppConfig


class RightsConfig(AppConfig):
    """Pathways and time limits: dated facts, and the small arithmetic that reads them."""

    name = "alongside.rights"
    label = "rights"
