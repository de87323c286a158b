"""Does what a clock starts, for as long as the service runs. `./alongside run` starts it beside the pages."""

import logging
import time
from argparse import ArgumentParser
from datetime import timedelta
from io import StringIO
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.db import close_old_connections
from django.utils.translation import gettext as _

from alongside.common import clock

CHORES = {
    "check_lone_visits": timedelta(minutes=5),
    "escalate_concerns": timedelta(minutes=5),
    "pass_on_offers": timedelta(minutes=10),
    "run_imports": timedelta(minutes=10),
    "make_sessions": timedelta(hours=1),
    "sweep_papers": timedelta(days=1),
}
"""How often each command is run. Each may be run at any time, and twice at once."""

TICK_SECONDS = 20

log = logging.getLogger(__name__)


class Command(BaseCommand):
    """Run each command when its time has come."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Once is for a timer of your own."""
        parser.add_argument("--once", action="store_true", help=_("do each of them once, and end"))

    def handle(self, *, once: bool, **options: Any) -> None:
        """Do all of them, and again whenever the time of one has come."""
        due = dict.fromkeys(CHORES, clock.now())
        while True:
            for name, at in due.items():
                if clock.now() >= at:
                    self._do(name)
                    due[name] = clock.now() + CHORES[name]
            if once:
                return
            time.sleep(TICK_SECONDS)
            # a server of databases may have gone away meanwhile, and come back
            close_old_connections()

    def _do(self, name: str) -> None:
        """One that fails is tried again at its next time, and keeps no other from its own."""
        try:
            call_command(name, stdout=StringIO())
        except Exception as error:  # whatever it is: the others have to go on
            # the kind alone: a message could carry what somebody wrote
            log.error("%s: %s", name, type(error).__name__)
