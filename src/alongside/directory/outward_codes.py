"""The first half of postcodes ("M15"): where its middle is, and what can honestly be said of distances.

Half of all places are within 1.1 km of the middle of their outward code, 19 of 20 within 4.2 km, the worst
27 km away: a distance is told in whole miles, "about", and never decides which of two places is the closer.
"""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from math import cos, hypot, radians
from pathlib import Path

FILE = Path(__file__).with_name("outward_codes.tsv")
MILES_A_DEGREE = 69.09
LESS_THAN = 2
"""Miles below which nothing is told apart."""

WHOLE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)[0-9][A-Z]{2}")
OUTWARD = re.compile(r"[A-Z]{1,2}[0-9][A-Z0-9]?")
LAST_OF_TEXT = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]?)\s*[0-9][A-Z]{2}\b")


@dataclass(frozen=True)
class OutwardCode:
    """The middle of one outward code, in degrees, with its town and its county or council."""

    code: str
    latitude: float
    longitude: float
    town: str
    county: str


@cache
def outward_codes() -> dict[str, OutwardCode]:
    """Return every outward code we know the middle of, by its letters."""
    rows = (
        line.split("\t") for line in FILE.read_text(encoding="utf-8").splitlines() if not line.startswith("#")
    )
    return {
        code: OutwardCode(code, float(latitude), float(longitude), town, county)
        for code, latitude, longitude, town, county in rows
    }


def outward_code_of(typed: str) -> str:
    """Return the outward code of a postcode or of its first half; empty for anything else."""
    letters = re.sub(r"[^A-Z0-9]", "", typed.upper())
    if whole := WHOLE.fullmatch(letters):
        return whole[1]
    return letters if OUTWARD.fullmatch(letters) else ""


def outward_code_in(address: str) -> str:
    """Return the outward code of the last postcode in an address; empty where there is none."""
    found = LAST_OF_TEXT.findall(address.upper())
    return found[-1] if found else ""


def area_letters(code: str) -> str:
    """Return the letters an outward code begins with: "M" of "M15"."""
    return re.split(r"[0-9]", code, maxsplit=1)[0]


def miles_between(latitude: float, longitude: float, code: OutwardCode) -> float:
    """Return the miles from a point to the middle of an outward code, as the crow flies."""
    north = (latitude - code.latitude) * MILES_A_DEGREE
    east = (longitude - code.longitude) * MILES_A_DEGREE * cos(radians(code.latitude))
    return hypot(north, east)


FARTHEST = 25
"""Miles beyond which nothing is looked for."""
BANDS = ((0, float(LESS_THAN)), *((miles, miles + 0.5) for miles in range(LESS_THAN, FARTHEST + 1)))
"""Whole miles, and the miles they end below. 0 is all that is less than two, which is not told apart."""


def band_of(miles: float) -> int | None:
    """Return the whole miles that are told; None for what is too far to be looked for."""
    return next((band for band, end in BANDS if miles < end), None)


@lru_cache(maxsize=256)
def codes_by_band(code: OutwardCode) -> dict[int, list[str]]:
    """Return the outward codes around one, by how far their middles are from its middle."""
    found: dict[int, list[str]] = {}
    for other in outward_codes().values():
        band = band_of(miles_between(other.latitude, other.longitude, code))
        if band is not None:
            found.setdefault(band, []).append(other.code)
    return found
