"""The desk app."""

from django.apps import AppConfig


class DeskConfig(AppConfig):
    """A face: what needs doing today, for an advocate and for the coordinator."""

    name = "alongside.desk"
    label = "desk"
