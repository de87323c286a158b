"""Works out a rota that was asked for: started by the page, and safe to start twice."""

import zoneinfo
from argparse import ArgumentParser
from typing import Any
from uuid import UUID

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from alongside.accounts.queries import service
from alongside.clinics.actions.rotas import work_rota
from alongside.clinics.models import Rota, RotaState


class Command(BaseCommand):
    """work_rota"""

    help = "Work out the rota of this id, or every rota that waits. One that is worked out already is left."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take which one."""
        parser.add_argument("rota", nargs="?", type=UUID, help="the id of the rota")

    def handle(self, *_args: Any, rota: UUID | None, **_options: Any) -> None:
        """Work it out, by the calendar of the place."""
        here = service()
        if here is None:
            raise CommandError("There is no service yet. Set it up first: ./alongside new")
        with timezone.override(zoneinfo.ZoneInfo(here.time_zone)):
            queue = Rota.objects.filter(state=RotaState.QUEUED).order_by("asked_at")
            wanted = [rota] if rota else list(queue.values_list("pk", flat=True))
            done = sum(work_rota(each) for each in wanted)
        self.stdout.write(f"Rotas worked out: {done}")
