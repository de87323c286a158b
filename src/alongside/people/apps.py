"""The people app."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """The people we support."""

    name = "alongside.people"
    label = "people"
