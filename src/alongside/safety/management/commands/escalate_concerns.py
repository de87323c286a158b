"""Tells others of each concern that nobody has seen in time. Run it every few minutes."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from alongside.safety.actions import escalate_concerns


class Command(BaseCommand):
    """Tell others of what nobody has seen in time; each once."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and say how many there were."""
        self.stdout.write(_("%(n)d told of now") % {"n": escalate_concerns()})
