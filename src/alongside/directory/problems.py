"""What could not be read in a file of services, by row and column."""

from dataclasses import dataclass


@dataclass(frozen=True)
class RowProblem:
    """What could not be read, in words. A row that is left out has one with `is_stop`."""

    row: int
    column: str
    code: str
    sentence: str
    is_stop: bool = False
