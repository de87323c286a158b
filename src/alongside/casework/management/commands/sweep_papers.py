"""Removes sealed files that no paper names: what a crash left behind. Run it once a day."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from alongside.casework.actions.papers import sweep_papers


class Command(BaseCommand):
    """Remove files without a paper that are older than a day."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and say how many there were."""
        self.stdout.write(_("%(n)d removed") % {"n": sweep_papers()})
