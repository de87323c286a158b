"""What a pathway is made of: time limits, steps and letters. No framework: a rule is only facts."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Starts(StrEnum):
    """The kind of event that starts a clock."""

    DATED = "dated"
    SENT = "sent"
    RECEIVED = "received"
    ASKED = "asked"
    AWARE = "aware"
    ACKNOWLEDGED = "acknowledged"
    HAPPENED = "happened"


class Unit(StrEnum):
    """What a length is counted in. Months are calendar months."""

    DAYS = "days"
    WEEKS = "weeks"
    MONTHS = "months"
    WORKING_DAYS = "working-days"
    ASSESSMENT_PERIODS = "assessment-periods"


@dataclass(frozen=True)
class Length:
    """A number of units."""

    number: int
    unit: Unit

    def __str__(self) -> str:
        words = str(self.unit).replace("-", " ")
        return f"{self.number} {words[:-1] if self.number == 1 else words}"


@dataclass(frozen=True)
class Rule:
    """One time limit in one version. `late` is added on top of it, as a second step."""

    key: str
    title: str
    pathway: str
    starts: Starts
    starts_words: str
    length: Length
    counts_first_day: bool
    rolls_forward: bool
    late: Length | None
    late_words: str
    pauses: bool
    reasons_extend: bool
    acts: str
    whose: str
    means: str
    valid_from: date
    valid_to: date | None
    ended_words: str
    source: str
    source_url: str
    checked_on: date | None
    checked_by: str
    jurisdiction: str

    @property
    def version(self) -> str:
        """The name of this version: the day it began."""
        return self.valid_from.isoformat()


@dataclass(frozen=True)
class Letter:
    """Words to send or to say, with places in {braces} for what the case knows."""

    key: str
    title: str
    kind: str
    to: str
    subject: str
    paragraphs: tuple[str, ...]


@dataclass(frozen=True)
class PathwayStep:
    """One step: what, by whom, and the rule and letter that go with it ("" for none)."""

    title: str
    what: str
    rule: str
    letter: str
    who: str


@dataclass(frozen=True)
class Pathway:
    """What to do about one kind of decision or bad service."""

    key: str
    title: str
    about: str
    who_decides: str
    topics: tuple[str, ...]
    refer_only: bool
    refer_to: tuple[tuple[str, str], ...]
    steps: tuple[PathwayStep, ...]
    evidence: tuple[str, ...]
    watch_out: tuple[str, ...]
    rules: tuple[Rule, ...]
    letters: tuple[Letter, ...]
    paper_clues: tuple[str, ...]
    same_day: bool
    # where it stands among those about the same matter: the first to try is the lowest
    place: int
    jurisdiction: str
