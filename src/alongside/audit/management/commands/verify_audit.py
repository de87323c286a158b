"""Check the audit log against itself and against the heads posted elsewhere."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from alongside.audit import chain
from alongside.audit.models import Entry


class Command(BaseCommand):
    """Names the first bad entry, or says that all is well."""

    help = "Check that nobody changed the audit log."

    def add_arguments(self, parser: CommandParser) -> None:
        """--heads FILE: what post_audit_head wrote, kept away from the database."""
        parser.add_argument("--heads", type=Path, help="the file of posted heads")

    def handle(self, *args: Any, heads: Path | None = None, **options: Any) -> None:
        """Print the result; end with a failure when something is wrong."""
        bad = chain.first_bad(Entry.objects.order_by("seq").iterator(), _heads_in(heads) if heads else ())
        if bad is not None:
            raise CommandError(f"The audit log is not as it was: entry {bad} is wrong or missing.")
        last = chain.head()
        self.stdout.write(f"The audit log is whole: {last.seq if last else 0} entries.")
        if not heads:
            self.stdout.write("Not checked against heads kept elsewhere: --heads shows a shortened log.")


def _heads_in(path: Path) -> Iterable[chain.Head]:
    try:
        return list(chain.read_heads(path.read_text().splitlines()))
    except FileNotFoundError as error:
        raise CommandError(f"There is no file {path}.") from error
    except chain.BadHead as error:
        raise CommandError(f"Line {error} of {path} was not written by this service.") from error
