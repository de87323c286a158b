"""What taking an import back would do, and what of it cannot be taken back any more."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from alongside.directory.models import BatchState, ImportBatch, ListedModel, Service
from alongside.directory.shapes import SHAPES, Table

TABLES: dict[str, Table] = {str(table._meta.model_name): table for table in SHAPES}


@dataclass
class Undoing:
    """Rows that go (with their service), that get back what they held, and that come back."""

    made: dict[Table, list[tuple[UUID | None, UUID]]] = field(default_factory=lambda: defaultdict(list))
    changed: list[tuple[ListedModel, list[str]]] = field(default_factory=list)
    removed: dict[Table, list[ListedModel]] = field(default_factory=lambda: defaultdict(list))
    kept: set[UUID] = field(default_factory=set)
    """Services that stay as they are."""

    def made_of(self, table: Table) -> list[tuple[UUID | None, UUID]]:
        """Return the rows of a table that go."""
        return self.made.get(table, [])


def later_imports(batch: ImportBatch) -> list[ImportBatch]:
    """Return later imports that changed what this one wrote: they must be taken back first."""
    after = ImportBatch.objects.filter(state=BatchState.DONE, started_at__gt=batch.started_at)
    return [
        later
        for later in after.order_by("-started_at")
        if any(entry.get("fields", {}).get("batch_id") == str(batch.pk) for entry in later.before)
    ]


def undoing_of(batch: ImportBatch) -> Undoing:
    """Return what taking a batch back would do. Services that somebody changed since stay whole."""
    undoing = Undoing(kept=_changed_since(batch))
    kept = {str(id_) for id_ in undoing.kept}
    for entry in batch.before:
        if entry["did"] == "made":
            _note_made(undoing, entry["units"], kept)
        elif entry["unit"] not in kept:
            _note(undoing, entry)
    _load_changed(
        undoing, [entry for entry in batch.before if entry["did"] == "changed" and entry["unit"] not in kept]
    )
    return undoing


def _changed_since(batch: ImportBatch) -> set[UUID]:
    units = {unit for entry in batch.before for unit in entry.get("units", [entry.get("unit")]) if unit}
    since = Service.objects.filter(changed_at__gt=batch.ended_at or batch.made_at)
    return {id_ for id_ in since.values_list("id", flat=True) if str(id_) in units}


def _note_made(undoing: Undoing, units: dict[str, dict[str, list[str]]], kept: set[str]) -> None:
    for unit, tables in units.items():
        if unit not in kept:
            for name, ids in tables.items():
                of = UUID(unit) if unit else None
                undoing.made[TABLES[name]] += [(of, UUID(id_)) for id_ in ids]


def _note(undoing: Undoing, entry: dict[str, Any]) -> None:
    if entry["did"] == "removed":
        table = TABLES[entry["table"]]
        undoing.removed[table].append(table(id=UUID(entry["id"]), **_python(table, entry["fields"])))


def _load_changed(undoing: Undoing, entries: list[dict[str, Any]]) -> None:
    by_table: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for entry in entries:
        by_table[entry["table"]].append(entry)
    for name, found in by_table.items():
        table = TABLES[name]
        rows = table._default_manager.in_bulk([UUID(entry["id"]) for entry in found])
        for entry in found:
            if row := rows.get(UUID(entry["id"])):
                fields = _python(table, entry["fields"])
                for attname, value in fields.items():
                    setattr(row, attname, value)
                undoing.changed.append((row, list(fields)))


def _python(table: Table, fields: dict[str, Any]) -> dict[str, Any]:
    columns = {
        name: column for column in table._meta.concrete_fields for name in (column.name, column.attname)
    }
    return {name: columns[name].to_python(value) for name, value in fields.items()}
