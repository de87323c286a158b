"""The safety app."""

from django.apps import AppConfig


class SafetyConfig(AppConfig):
    """Safeguarding concerns: raised from any screen, with the coordinator the same minute."""

    name = "alongside.safety"
    label = "safety"
