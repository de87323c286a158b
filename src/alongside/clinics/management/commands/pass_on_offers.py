"""Asks the next ones wherever nobody has answered in time. Run it every few minutes."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from alongside.clinics.actions import pass_on_offers


class Command(BaseCommand):
    """Offer places to the next ones."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and say how many were asked."""
        self.stdout.write(_("%(n)d asked now") % {"n": pass_on_offers()})
