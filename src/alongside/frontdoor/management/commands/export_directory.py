"""Prints the whole directory as Open Referral UK JSON, to be brought into another service."""

from typing import Any

from django.core.management.base import BaseCommand

from alongside.audit.actions import record
from alongside.frontdoor.feed.export import pieces_of_export


class Command(BaseCommand):
    """Print the directory: export_directory > directory.json."""

    help = (
        "Prints the whole directory, private services included, as Open Referral UK JSON. "
        "Hidden addresses and our own notes are left out. import_services reads it."
    )

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Print a piece at a time."""
        record("directory.export", by=None)
        for piece in pieces_of_export():
            self.stdout.write(piece, ending="")
