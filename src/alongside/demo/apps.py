"""The demo app."""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    """A made-up service to try Alongside with."""

    name = "alongside.demo"
    label = "demo"
