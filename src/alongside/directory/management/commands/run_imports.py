"""Works on lists of services that wait to be brought in; lets go of old files. Run it every few minutes."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from alongside.directory.actions.imports import drop_old_imports, run_import
from alongside.directory.queries.imports import imports_waiting


class Command(BaseCommand):
    """Do every import of the queue."""

    help = __doc__

    def handle(self, *args: Any, **options: Any) -> None:
        """Do them one after another and say how many there were."""
        done = [batch for batch in imports_waiting() if run_import(batch.pk)]
        self.stdout.write(_("%(n)d done") % {"n": len(done)})
        if dropped := drop_old_imports():
            self.stdout.write(_("%(n)d old files let go") % {"n": dropped})
