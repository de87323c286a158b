"""The directory app."""

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """Organisations and services to put people in touch with."""

    name = "alongside.directory"
    label = "directory"
