"""The voice app."""

from django.apps import AppConfig


class VoiceConfig(AppConfig):
    """What keeps happening to people, in their own words, used only as they allow."""

    name = "alongside.voice"
    label = "voice"
