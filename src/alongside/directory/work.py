"""Starts the work on an import: at once where it is small, in a program of its own where it is long."""

from alongside.common.worker import start_command
from alongside.directory.actions.imports import run_import
from alongside.directory.models import ImportBatch

SMALL = 2_000
"""Rows that are done while somebody waits for the page: a few seconds."""


def start_work(batch: ImportBatch) -> None:
    """Do the import now, or start `run_imports`, which goes on when the page is closed."""
    if batch.rows_in <= SMALL:
        run_import(batch.pk)
        return
    # rows of a list may name people; if it dies, the next `run_imports` takes the list up again
    start_command("run_imports", quietly=True)
