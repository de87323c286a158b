"""Tells those on duty of everybody who is out alone and late. Run it every five minutes."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from alongside.clinics.actions.lone import check_lone_visits


class Command(BaseCommand):
    """Tell the next one on the list of each visit that is late."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Do it and say how many were told."""
        self.stdout.write(_("%(n)d told now") % {"n": check_lone_visits()})
