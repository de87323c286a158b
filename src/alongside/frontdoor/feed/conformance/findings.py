"""What a check of a feed finds."""

from dataclasses import dataclass
from enum import StrEnum


class Level(StrEnum):
    """How much a finding matters. Errors fail the feed."""

    ERROR = "error"
    WARNING = "warning"
    MESSAGE = "message"


@dataclass(frozen=True)
class Finding:
    """One thing that is not as it should be, and where."""

    level: Level
    code: str
    where: str
    sentence: str

    def __str__(self) -> str:
        return f"{self.level.upper()} {self.code} {self.where}: {self.sentence}"


@dataclass(frozen=True)
class Problem:
    """What is wrong with an answer, before it is known how much the address matters."""

    code: str
    sentence: str


class FeedRefused(Exception):
    """The feed cannot be checked at all."""
