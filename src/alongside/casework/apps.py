"""The casework app."""

from django.apps import AppConfig


class CaseworkConfig(AppConfig):
    """Cases, what the person wants said, options, steps, contact notes and papers."""

    name = "alongside.casework"
    label = "casework"
