"""From a file to the rows the directory should have: one road for tables, lists and feeds."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.utils.translation import ngettext

from alongside.directory.feeds import is_feed, items_of, read_feed
from alongside.directory.mapping import Mapping, guessed
from alongside.directory.models import Service
from alongside.directory.nodes import Key, Taker, Wanted
from alongside.directory.presets import Preset, preset_for
from alongside.directory.problems import RowProblem
from alongside.directory.reading import Json, JsonFile, Table, flattened, read_file, table_of
from alongside.directory.records import read_rows


@dataclass
class Intake:
    """What a file comes to. Each row of it is in `rows`, or a problem that stops it says why not."""

    rows_in: int
    wanted: dict[Key, Wanted] = field(default_factory=dict)
    rows: dict[Key, list[int]] = field(default_factory=dict)
    """The rows that each service (or what else stands for itself) was made of."""
    additions: set[UUID] = field(default_factory=set)
    """Services that must be here already: the file only says more of them."""
    problems: list[RowProblem] = field(default_factory=list)


@dataclass(frozen=True)
class Opened:
    """A file, opened: a table to be mapped, or a feed, which needs no mapping."""

    table: Table | None
    feed: Json | None
    preset: Preset | None = None

    @property
    def rows_in(self) -> int:
        """How many rows or items it has."""
        return len(self.table.rows if self.table else items_of(self.feed or []))

    def first_mapping(self, source: str) -> Mapping:
        """Return how it is read if nobody says anything: by a preset that fits, or its column names."""
        if self.table is None:
            return Mapping({}, source=source)
        if self.preset is not None:
            return self.preset.mapping_for(self.table)
        return Mapping(guessed(self.table), source=source)


def open_file(content: bytes) -> Opened:
    """Return what a file is. Raises CannotRead."""
    read = read_file(content)
    if isinstance(read, JsonFile):
        if is_feed(read.content):
            return Opened(None, read.content)
        read = _listed(items_of(read.content))
    return Opened(read, None, preset_for(read))


def _listed(items: list[Any]) -> Table:
    """Return a list of JSON objects as a table."""
    strays = sum(1 for item in items if not isinstance(item, dict))
    note = ngettext(
        "%(n)d thing in this list describes nothing. It was left aside.",
        "%(n)d things in this list describe nothing. They were left aside.",
        strays,
    )
    return table_of(flattened(items), notes=(note % {"n": strays},) if strays else ())


def take_in(opened: Opened, mapping: Mapping) -> Intake:
    """Return what a file comes to, read in this way."""
    if opened.table is None:
        return _of_feed(opened.feed or [], mapping)
    reading = read_rows(opened.table, mapping)
    taker = Taker(mapping.source)
    intake = Intake(reading.rows_in, taker.wanted, problems=reading.problems)
    for record in reading.records:
        service = _always(record.service, mapping.always)
        id_ = taker.service(service, row=record.rows[0], own_id=record.key, is_whole=not record.is_addition)
        intake.rows[(Service, id_)] = record.rows
        if record.is_addition:
            intake.additions.add(id_)
    intake.problems += taker.problems
    return _in_order(intake)


def _of_feed(content: Json, mapping: Mapping) -> Intake:
    feed = read_feed(content)
    taker = Taker(mapping.source)
    intake = Intake(feed.items_in, taker.wanted, problems=feed.problems)
    counted: set[int] = set()
    for number, table, item in feed.others:
        _count(intake, (table, taker.other(table, item, row=number)), number, counted)
    for number, service in feed.services:
        id_ = taker.service(_always(service, mapping.always), row=number)
        _count(intake, (Service, id_), number, counted)
    intake.problems += taker.problems
    return _in_order(intake)


def _count(intake: Intake, key: Key, number: int, counted: set[int]) -> None:
    """Put an item of a feed under what it became, once: an organisation with services is one item."""
    if number not in counted:
        counted.add(number)
        intake.rows.setdefault(key, []).append(number)


def _always(service: dict[str, Any], always: Any) -> dict[str, Any]:
    return {**service, "not_in_public_feed": True} if always.get("not_in_public_feed") else service


def _in_order(intake: Intake) -> Intake:
    intake.problems.sort(key=lambda problem: problem.row)
    return intake
