"""The audit app."""

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """Who did what, in a chain that shows when it was changed."""

    name = "alongside.audit"
    label = "audit"
