"""Make the demonstration: a made-up service in an empty database."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from alongside.accounts.queries import service
from alongside.common import clock
from alongside.demo import story


class Command(BaseCommand):
    """Fills an empty database with a made-up service; never one that is in use."""

    help = "Make a made-up service to try Alongside with."

    def add_arguments(self, parser: CommandParser) -> None:
        """--if-empty: do nothing when there is a service."""
        parser.add_argument("--if-empty", action="store_true", help="do nothing if there is a service")
        parser.add_argument("--people", type=int, default=story.PEOPLE, help="how many people come")
        parser.add_argument("--weeks", type=int, default=story.WEEKS, help="how many weeks of history")

    def handle(self, *args: Any, people: int, weeks: int, if_empty: bool, **options: Any) -> None:
        """Tell the story."""
        if service() is not None:
            if if_empty:
                return
            raise CommandError("There is a service in this database. The demonstration needs an empty one.")
        story.tell(today=clock.today(), people=people, weeks=weeks, say=self.stdout.write)
