"""The common app."""

from django.apps import AppConfig


class CommonConfig(AppConfig):
    """Forms, dates and pages; nothing about advocacy."""

    name = "alongside.common"
    label = "common"
