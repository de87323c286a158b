"""Which column of somebody's table says what: guessed by the names of the columns, or taken from a preset."""

import re
import tomllib
from collections.abc import Mapping as MappingType
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz

from alongside.directory.cells import POSTCODE
from alongside.directory.emails import SOUND
from alongside.directory.hours import DAYS
from alongside.directory.reading import Table

ALIKE = 88
"""How alike two names must be (0 to 100) to mean the same: "post cod" and "postcode"."""


@dataclass(frozen=True)
class Target:
    """Something a column can say about a service."""

    key: str
    label: str | Promise
    may_repeat: bool = False
    """Several columns may say it: lines of an address, two telephones."""

    @property
    def words(self) -> tuple[str, ...]:
        """What lists of services call it; the first is the surest."""
        return tuple(_WORDS[self.key])


_WORDS: dict[str, list[str]] = tomllib.loads((Path(__file__).parent / "columns.toml").read_text("utf-8"))

TARGETS = (
    Target("source_id", _("Their own number for it")),
    Target("name", _("Name of the service")),
    Target("organization", _("Who runs it")),
    Target("description", _("What they do"), may_repeat=True),
    Target("needs", _("What it helps with"), may_repeat=True),
    Target("address", _("Address"), may_repeat=True),
    Target("city", _("Town")),
    Target("county", _("County or council")),
    Target("postcode", _("Postcode")),
    Target("latitude", _("Latitude")),
    Target("longitude", _("Longitude")),
    Target("lat_lng", _("Latitude and longitude in one")),
    Target("phone", _("Telephone"), may_repeat=True),
    Target("email", _("E-mail")),
    Target("url", _("Website")),
    Target("contact", _("How to contact them (telephone, e-mail or website)")),
    Target("hours", _("Opening hours, all in one")),
    Target("hours_mo", _("Hours on Monday")),
    Target("hours_tu", _("Hours on Tuesday")),
    Target("hours_we", _("Hours on Wednesday")),
    Target("hours_th", _("Hours on Thursday")),
    Target("hours_fr", _("Hours on Friday")),
    Target("hours_sa", _("Hours on Saturday")),
    Target("hours_su", _("Hours on Sunday")),
    Target("application_process", _("How to get in (referral, voucher, walk in)")),
    Target("eligibility_description", _("Who it is for")),
    Target("women", _("Women may come (yes or no)")),
    Target("men", _("Men may come (yes or no)")),
    Target("minimum_age", _("Youngest age")),
    Target("maximum_age", _("Oldest age")),
    Target("fees", _("What it costs")),
    Target("languages", _("Languages")),
    Target("accessibility", _("Steps, lifts and the like")),
    Target("service_area", _("Area it serves")),
    Target("status", _("Whether it is open at all")),
    Target("begins_on", _("Begins on")),
    Target("ends_on", _("Ends on")),
    Target("assured_date", _("Last checked on")),
)
TARGET_OF = {target.key: target for target in TARGETS}
HOURS_OF_DAY = {f"hours_{day.lower()}": day for day in DAYS}

_SHAPES = (("postcode", POSTCODE), ("email", SOUND), ("url", re.compile(r"(?:https?://|www\.)\S+")))


@dataclass(frozen=True)
class Mapping:
    """How a table is read. `always` says what is true of every row (`needs`: their codes, `organization`)."""

    columns: MappingType[str, str]
    always: MappingType[str, Any] = field(default_factory=dict)
    source: str = ""
    as_of: date | None = None
    """When the file was true, if it says so nowhere: it becomes the day each service was last checked."""

    def columns_saying(self, key: str) -> list[str]:
        """Return the columns that say one thing, in their order."""
        return [column for column, said in self.columns.items() if said == key]


def guessed(table: Table) -> dict[str, str]:
    """Return what each column seems to say, "" where it is not known: nothing is brought in from those."""
    chosen: dict[str, str] = {}
    taken: set[str] = set()
    for likeness, place, key in sorted(_likenesses(table.columns), key=lambda found: (-found[0], found[1])):
        column = table.columns[place]
        if likeness < ALIKE or column in chosen or (key in taken and not TARGET_OF[key].may_repeat):
            continue
        chosen[column] = key
        taken.add(key)
    for place, column in enumerate(table.columns):
        shape = _shape_of(table.samples(place))
        if column not in chosen and shape and shape not in taken:
            chosen[column] = shape
            taken.add(shape)
    return {column: chosen.get(column, "") for column in table.columns}


def plain_name(column: str) -> str:
    """Return the name of a column as words: "Opening_Hours.Monday" as "opening hours monday"."""
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", column)
    return " ".join(re.findall(r"[a-z0-9]+", parted.casefold()))


def _likenesses(columns: Sequence[str]) -> list[tuple[float, int, str]]:
    return [
        (_likeness(plain_name(column), target), place, target.key)
        for place, column in enumerate(columns)
        for target in TARGETS
    ]


def _likeness(name: str, target: Target) -> float:
    """Return 101 for the first of the target's names, 100 for another, less for one that is nearly it."""
    if not name:
        return 0
    if target.words and name == target.words[0]:
        return 101
    if name in target.words:
        return 100
    # short names are alike by chance
    return max((fuzz.token_sort_ratio(name, word) for word in target.words if len(word) > 4), default=0)


def _shape_of(samples: list[str]) -> str:
    for key, shape in _SHAPES:
        if samples and all(shape.fullmatch(said.strip()) for said in samples):
            return key
    return ""
