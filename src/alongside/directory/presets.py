"""How well-known files are read: presets that come with the program, found by the columns they need."""

import tomllib
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from alongside.directory.mapping import Mapping
from alongside.directory.models import ImportPreset
from alongside.directory.reading import Table

FOLDER = Path(__file__).parent / "presets"


@dataclass(frozen=True)
class Preset:
    """How one kind of file is read. `credit` is the line its licence asks for."""

    key: str
    title: str
    columns: dict[str, str]
    always: dict[str, Any] = field(default_factory=dict)
    source: str = ""
    credit: str = ""
    as_of: date | None = None

    def fits(self, table: Table) -> bool:
        """Tell whether a table has all the columns."""
        return set(self.columns) <= set(table.columns)

    def as_kept(self) -> ImportPreset:
        """Return the preset as one that somebody kept; it is not saved."""
        as_of = self.as_of.isoformat() if self.as_of else ""
        reading = {"always": self.always, "source": self.source or self.key, "as_of": as_of}
        return ImportPreset(name=self.title, columns=self.columns, reading=reading)

    def mapping_for(self, table: Table) -> Mapping:
        """Return how a table is read: columns that are not named are left out."""
        columns = {column: self.columns.get(column, "") for column in table.columns}
        return Mapping(columns, self.always, self.source or self.key, self.as_of)


@lru_cache(maxsize=1)
def shipped_presets() -> tuple[Preset, ...]:
    """Return the presets that come with the program, those that need most columns first."""
    read = [
        Preset(key=path.stem, **tomllib.loads(path.read_text("utf-8")))
        for path in sorted(FOLDER.glob("*.toml"))
    ]
    return tuple(sorted(read, key=lambda preset: -len(preset.columns)))


def preset_for(table: Table) -> Preset | None:
    """Return the preset whose columns a table has."""
    return next((preset for preset in shipped_presets() if preset.fits(table)), None)
