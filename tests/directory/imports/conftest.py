"""What tests of lists of services begin with."""

from typing import Any

from alongside.directory.models import (
    ImportBatch,
)
from alongside.directory.shapes import SHAPES

SOURCE = "services"


def rows() -> dict[str, list[dict[str, Any]]]:
    """Return every row of the directory, to compare it before and after."""
    return {table.__name__: list(table._base_manager.order_by("pk").values()) for table in SHAPES}


def counts(batch: ImportBatch) -> tuple[int, int, int, int]:
    """Return what came of the rows: new, changed, the same, left out."""
    return batch.rows_made, batch.rows_changed, batch.rows_same, batch.rows_left_out


def codes(batch: ImportBatch) -> list[tuple[int, str]]:
    """Return the rows and codes of what was said."""
    return [(problem["row"], problem["code"]) for problem in batch.problems]
