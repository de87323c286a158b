"""Make the key file of a new service."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from alongside.crypto import keyfile


class Command(BaseCommand):
    """Writes fresh keys; never over old ones, without which the data cannot be read."""

    help = "Make the key file of a new service."
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """--if-missing: say nothing when the file is there."""
        parser.add_argument("--if-missing", action="store_true", help="do nothing if there is a key file")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file, or refuse."""
        path = settings.ALONGSIDE_KEY_FILE
        if path.exists():
            if options["if_missing"]:
                return
            raise CommandError(f"There is a key file at {path} already. It is not overwritten.")
        keyfile.write_key_file(path, keyfile.new_key_file())
        self.stdout.write(f"Made the key file {path}. Keep a copy of it away from this computer.")
