"""Say whether this service is safe to start."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from alongside.startup import unsafe_reasons


class Command(BaseCommand):
    """Names every reason why the service would not start, or says nothing."""

    help = "Say what keeps this service from starting, if anything does."
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """End with a failure and the reasons."""
        if reasons := unsafe_reasons():
            raise CommandError("Alongside does not start:\n- " + "\n- ".join(reasons))
