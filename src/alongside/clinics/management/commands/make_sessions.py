"""Makes the sessions and the supervision of the coming weeks: for a daily schedule."""

import zoneinfo
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from alongside.accounts.queries import service
from alongside.clinics.actions import make_sessions_ahead
from alongside.peers.actions.supervision import make_supervision_ahead


class Command(BaseCommand):
    """make_sessions"""

    help = "Make the sessions of the coming 13 weeks and supervision for two. It can be run again any time."

    def handle(self, *_args: Any, **_options: Any) -> None:
        """Make them, by the calendar of the place."""
        here = service()
        if here is None:
            raise CommandError("There is no service yet. Set it up first: ./alongside new")
        with timezone.override(zoneinfo.ZoneInfo(here.time_zone)):
            made = make_sessions_ahead()
            make_supervision_ahead()
        self.stdout.write(f"Sessions made: {made}")
