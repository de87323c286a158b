"""Reads somebody's file of services as it was saved: any delimiter, any encoding, a workbook, or JSON."""

import csv
import io
import json
import zipfile
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from typing import Any

from charset_normalizer import from_bytes
from django.utils.translation import gettext as _
from python_calamine import CalamineError, CalamineWorkbook

from alongside.common.text import clean_text
from alongside.directory.terms import terms_of_text

DELIMITERS = (",", ";", "\t", "¬", "|", "^", "~")
MOST_ROWS = 20_000
"""A list is written, and taken back, in one transaction: while it lasts nobody else can save."""
MOST_UNPACKED = 200 * 1024 * 1024
"""A workbook is a zip file: a small one can unpack to fill a disk."""
LOOKED_AT = 40
"""Rows looked at to find the delimiter and the row with the names of the columns."""
NOTHING = frozenset(
    {"", "-", "--", "n/a", "na", "none", "null", "nil", "not known", "unknown", "tbc", "#n/a"}
)
"""What people write where there is nothing to write."""
SCHEMAS = frozenset({"$schema", "openapi", "swagger"})
"""What begins a description of a format."""

Json = dict[str, Any] | list[Any]


class CannotRead(Exception):
    """The file is no table and no list. `sentence` says why, to the person who chose it."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


@dataclass(frozen=True)
class Row:
    """One row of a table: where it stands in the file as people count, and its cells."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True)
class Table:
    """A file read as a table. `notes` say what was left aside, in words."""

    columns: tuple[str, ...]
    rows: tuple[Row, ...]
    encoding: str = ""
    delimiter: str = ""
    notes: tuple[str, ...] = field(default=())

    def samples(self, column: int, *, most: int = 3) -> list[str]:
        """Return the first different things that stand in a column."""
        said = (row.cells[column] for row in self.rows if not is_nothing(row.cells[column]))
        return list(dict.fromkeys(said))[:most]


@dataclass(frozen=True)
class JsonFile:
    """A file read as JSON, not looked into yet."""

    content: Json


def is_nothing(cell: str) -> bool:
    """Tell whether a cell is empty or says that nothing is known."""
    return cell.strip().casefold() in NOTHING


def read_file(content: bytes) -> Table | JsonFile:
    """Return what is in a file, whatever its name says it is. Raises CannotRead."""
    if not content.strip():
        raise CannotRead(_("There is nothing in this file."))
    if content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return _workbook(content)
    text, encoding = decode(content)
    if text.lstrip().startswith(("{", "[")):
        return _json(text)
    if terms := terms_of_text(text):
        return JsonFile(terms)
    if "\x00" in text:
        raise CannotRead(_("This is not a spreadsheet or a list that we can read. Save it as CSV or Excel."))
    return _text_table(text, encoding)


def decode(content: bytes) -> tuple[str, str]:
    """Return the text and the encoding it was saved in."""
    for mark, encoding in ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16")):
        if content.startswith(mark):
            return content.decode(encoding, "replace"), encoding
    try:
        return content.decode("utf-8"), "utf-8"
    except UnicodeDecodeError:
        # what spreadsheets on Windows and on a Mac save; Latin-1 is read as Windows-1252, which holds it
        likely = from_bytes(content[:100_000], cp_isolation=["cp1252", "mac_roman"]).best()
        encoding = likely.encoding if likely else "cp1252"
        return content.decode(encoding, "replace"), encoding


def table_of(raw: Iterable[Sequence[Any]], *, notes: tuple[str, ...] = (), **how: str) -> Table:
    """Return a table of rows as they came: finds the names of the columns, leaves out empty rows."""
    rows = [Row(number, tuple(_cell(cell) for cell in cells)) for number, cells in enumerate(raw, start=1)]
    filled = [row for row in rows if any(cell for cell in row.cells)]
    if not filled:
        raise CannotRead(_("There is nothing in this file."))
    if len(filled) > MOST_ROWS:
        raise CannotRead(
            _("This file has more than %(most)s rows. Cut it into smaller ones.") % {"most": f"{MOST_ROWS:,}"}
        )
    place = header_place(filled)
    columns = _named(filled[place].cells, max(len(row.cells) for row in filled[place:]))
    if place:
        notes += (
            _("The names of the columns stand in row %(row)d. What is above was left aside.")
            % {"row": filled[place].number},
        )
    body = tuple(Row(row.number, _filled_up(row.cells, len(columns))) for row in filled[place + 1 :])
    if not body:
        raise CannotRead(_("This file has the names of columns, but no rows under them."))
    return Table(columns, body, notes=notes, **how)


def header_place(rows: Sequence[Row]) -> int:
    """Return which of the rows names the columns: the first that is about as wide as most, and all words."""
    looked_at = rows[:LOOKED_AT]
    usual = Counter(_width(row) for row in looked_at).most_common(1)[0][0]
    widest = max(_width(row) for row in looked_at)
    for place, row in enumerate(looked_at):
        wide_enough = _width(row) >= max(usual, 2) * 0.6 or widest == 1
        if wide_enough and _all_words(row):
            return place
    return 0


def flattened(items: Sequence[Any]) -> list[list[str]]:
    """Return a list of JSON objects as rows, the names of their parts (`region.code`) first.

    A list inside an object becomes its different values with " | " between.
    """
    flat = [_parts(item) for item in items if isinstance(item, dict)]
    names = list(dict.fromkeys(name for item in flat for name in item))
    return [names, *([" | ".join(dict.fromkeys(item.get(name, []))) for name in names] for item in flat)]


def _parts(value: Any, before: str = "") -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    if isinstance(value, dict):
        for name, inner in value.items():
            _gather(found, _parts(inner, f"{before}.{name}" if before else str(name)))
    elif isinstance(value, list):
        for inner in value:
            _gather(found, _parts(inner, before))
    else:
        found[before] = [said] if (said := _cell(value).strip()) else []
    return found


def _gather(found: dict[str, list[str]], more: dict[str, list[str]]) -> None:
    for name, values in more.items():
        found.setdefault(name, []).extend(values)


def _text_table(text: str, encoding: str) -> Table:
    delimiter = find_delimiter(text)
    csv.field_size_limit(1_000_000)
    try:
        raw = list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        raise CannotRead(
            _("A piece of text in this file never ends: a quotation mark may be missing.")
        ) from error
    return table_of(raw, encoding=encoding, delimiter=delimiter)


def find_delimiter(text: str) -> str:
    """Return the character that parts the columns: the one that makes the most rows equally wide."""
    head = text[:50_000]

    def evenness(delimiter: str) -> tuple[float, int]:
        lines = csv.reader(io.StringIO(head, newline=""), delimiter=delimiter)
        widths = [len(cells) for cells, _unused in zip(lines, range(LOOKED_AT), strict=False) if any(cells)]
        width, times = Counter(widths).most_common(1)[0]
        return (times / len(widths), width) if width > 1 else (0, 0)

    try:
        return max(DELIMITERS, key=evenness)
    except (csv.Error, IndexError):
        return ","


def _workbook(content: bytes) -> Table:
    _refuse_bomb(content)
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        sheets = {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False) for name in book.sheet_names
        }
        longest = max(sheets, key=lambda name: len(sheets[name]))
    except (CalamineError, OSError, ValueError) as error:
        raise CannotRead(
            _("We could not open this workbook. It may be locked with a password: save it again without one.")
        ) from error
    others = [name for name, rows in sheets.items() if name != longest and rows]
    notes = tuple(_("The sheet “%(sheet)s” was not read.") % {"sheet": clean_text(name)} for name in others)
    return table_of(sheets[longest], notes=notes)


def _refuse_bomb(content: bytes) -> None:
    if not content.startswith(b"PK"):
        return
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            size = sum(part.file_size for part in packed.infolist())
    except zipfile.BadZipFile as error:
        raise CannotRead(_("This file is damaged: it cannot be opened.")) from error
    if size > MOST_UNPACKED:
        raise CannotRead(_("This workbook is too big. Save only the sheet you need."))


def _json(text: str) -> JsonFile:
    try:
        content = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise CannotRead(
            _("This looks like a data feed (JSON), but it breaks off or has a mistake in it.")
        ) from error
    if _is_schema(content):
        raise CannotRead(_("This file says how feeds are written. There are no services in it."))
    return JsonFile(content)


def _is_schema(content: Json) -> bool:
    return isinstance(content, dict) and (
        bool(SCHEMAS & set(content))
        or isinstance(content.get("properties"), dict)
        or isinstance(content.get("items"), dict)
    )


def _cell(value: Any) -> str:
    """Return a cell as people read it: no 4.0 for 4, no exponent, a time without seconds."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ", "minutes")
    if isinstance(value, time):
        return value.isoformat("minutes")
    return clean_text("" if value is None else str(value)).replace("\xa0", " ").strip()


def _width(row: Row) -> int:
    return sum(1 for cell in row.cells if cell)


def _all_words(row: Row) -> bool:
    said = [cell for cell in row.cells if cell]
    return all(any(letter.isalpha() for letter in cell) and len(cell) < 80 for cell in said)


def _named(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    """Return a name for each column, no two the same: an unnamed one is called after its place."""
    names: list[str] = []
    for place, cell in enumerate(_filled_up(cells, width), start=1):
        name = " ".join(cell.split()) or _("Column %(n)d") % {"n": place}
        while name in names:
            name += f" ({place})"
        names.append(name)
    return tuple(names)


def _filled_up(cells: tuple[str, ...], width: int) -> tuple[str, ...]:
    return (cells + ("",) * width)[:width]
