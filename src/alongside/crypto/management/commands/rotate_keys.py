"""Change the key that wraps all others."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from alongside.crypto import actions, keyfile


class Command(BaseCommand):
    """Adds a wrapping key, wraps every key with it, and retires old ones when nothing needs them."""

    help = "Change the key that wraps all others. Can be stopped at any point and run again."

    def add_arguments(self, parser: CommandParser) -> None:
        """--finish goes on with a change that was stopped; --retire takes an old key away."""
        parser.add_argument("--finish", action="store_true", help="go on with a change that was stopped")
        parser.add_argument("--retire", metavar="NAME", help="take an old wrapping key out of the key file")

    def handle(self, *args: Any, **options: Any) -> None:
        """Rotate, finish or retire."""
        if options["retire"]:
            self._retire(options["retire"])
            return
        if not options["finish"]:
            name = keyfile.add_wrapping_key(settings.ALONGSIDE_KEY_FILE)
            self.stdout.write(f"Added {name} to the key file. Make a new copy of that file now.")
        self.stdout.write(f"Keys wrapped anew: {actions.rewrap_keys()}")

    def _retire(self, name: str) -> None:
        if left := actions.keys_wrapped_with(name):
            raise CommandError(f"{left} keys still need {name}. Run: ./alongside manage rotate_keys --finish")
        try:
            keyfile.remove_wrapping_key(settings.ALONGSIDE_KEY_FILE, name)
        except keyfile.KeyFileProblem as problem:
            raise CommandError(str(problem)) from problem
        self.stdout.write(f"{name} is gone from the key file.")
