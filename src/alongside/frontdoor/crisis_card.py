"""The national numbers of the crisis card, read once from their file, each with the day it was checked."""

import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).parent / "crisis.toml"
NATIONS = ("ENG", "WLS", "SCT", "NIR")


class CardError(Exception):
    """The file of numbers is wrong; names the key."""


@dataclass(frozen=True)
class NationalNumber:
    """One number that holds all over a nation."""

    key: str
    name: str
    number: str
    what_for: str
    dial: str
    """What a phone is given: digits, or digits with the words of a text."""
    is_text: bool
    when: str
    nations: Sequence[str]
    source_url: str
    checked_on: date | None
    """None while it is general knowledge that nobody compared with its source."""


@lru_cache(maxsize=4)
def national_numbers(nation: str) -> tuple[NationalNumber, ...]:
    """Return the numbers for a nation (ENG, WLS, SCT, NIR), the most pressing first."""
    return tuple(one for one in read_numbers(FILE) if nation in one.nations)


def read_numbers(path: Path) -> tuple[NationalNumber, ...]:
    """Return all numbers of a file; CardError where one lacks something or has a key too many."""
    tables = tomllib.loads(path.read_text())
    return tuple(_number(key, dict(table)) for key, table in tables.items())


def _number(key: str, table: dict[str, Any]) -> NationalNumber:
    filled: dict[str, Any] = {
        "is_text": False,
        "when": "",
        "nations": NATIONS,
        "source_url": "",
        "checked_on": None,
        "dial": str(table.get("number", "")).replace(" ", ""),
        **table,
    }
    if not set(filled["nations"]) <= set(NATIONS):
        raise CardError(f"{key}: there is no such nation")
    try:
        return NationalNumber(key=key, **filled)
    except TypeError as wrong:
        raise CardError(f"{key}: {wrong}") from wrong
