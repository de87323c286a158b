"""The peers app."""

from django.apps import AppConfig


class PeersConfig(AppConfig):
    """The advocate's own journey: stages, with their history."""

    name = "alongside.peers"
    label = "peers"
