"""Print the signed head of the audit log, to be kept where the database cannot reach."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from alongside.audit import chain


class Command(BaseCommand):
    """One line of JSON: mail it, print it, or add it to a file on another machine."""

    help = "Print the signed head of the audit log; run it each hour and keep the lines elsewhere."

    def add_arguments(self, parser: CommandParser) -> None:
        """--to FILE: add the line to a file."""
        parser.add_argument("--to", type=Path, help="add the line to this file")

    def handle(self, *args: Any, to: Path | None = None, **options: Any) -> None:
        """Print or add the line; there is none before anything was recorded."""
        head = chain.head()
        if head is None:
            self.stderr.write("Nothing has been recorded yet.")
        elif to is None:
            self.stdout.write(head.line())
        else:
            with to.open("a") as file:
                file.write(head.line() + "\n")
