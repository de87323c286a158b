"""The clinics app."""

from django.apps import AppConfig


class ClinicsConfig(AppConfig):
    """Places, weekly series, sessions, shifts, visits and the tally."""

    name = "alongside.clinics"
    label = "clinics"
