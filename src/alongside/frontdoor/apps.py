"""The frontdoor app."""

from django.apps import AppConfig


class FrontdoorConfig(AppConfig):
    """What anybody may open, and what comes in by it."""

    name = "alongside.frontdoor"
    label = "frontdoor"
