"""Writes what an import makes of the directory, remembers what it changed, and takes it back."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, time
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.db import models, transaction

from alongside.common import clock
from alongside.crypto.fields import SealedField
from alongside.directory.models import ImportBatch, ListedModel, Location, Organization, Service, Taxonomy
from alongside.directory.queries.comparing import Plan
from alongside.directory.queries.undoing import Undoing
from alongside.directory.shapes import SHAPES, Table

AT_ONCE = 200


def write_plan(plan: Plan, batch: ImportBatch) -> list[dict[str, Any]]:
    """Write all of a plan; return what is needed to take it back. Call it inside an action."""
    before = [_made(plan), *_changed(plan), *_removed(plan)]
    _make(plan, batch)
    _change(plan, batch)
    _remove([change.row for change in plan.removed])
    return before


def _made(plan: Plan) -> dict[str, Any]:
    units: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for row in plan.made:
        units[str(row.unit or "")][str(row.table._meta.model_name)].append(str(row.id))
    return {"did": "made", "units": units}


def _changed(plan: Plan) -> Iterable[dict[str, Any]]:
    for change in plan.changed:
        names = [*change.values, *(["last_modified"] if isinstance(change.row, Service) else [])]
        fields = {name: plain(getattr(change.row, name)) for name in [*names, "batch_id", "source"]}
        yield {"did": "changed", **_name_of(change.row, change.unit), "fields": fields}


def _removed(plan: Plan) -> Iterable[dict[str, Any]]:
    for change in plan.removed:
        yield {"did": "removed", **_name_of(change.row, change.unit), "fields": fields_of(change.row)}


def _name_of(row: ListedModel, unit: UUID | None) -> dict[str, str]:
    return {"table": str(row._meta.model_name), "id": str(row.pk), "unit": str(unit or "")}


def fields_of(row: ListedModel) -> dict[str, Any]:
    """Return the columns of a row as JSON can hold them; sealed ones are left out."""
    return {
        column.attname: plain(getattr(row, column.attname))
        for column in row._meta.concrete_fields
        if not isinstance(column, SealedField) and column.name != "id"
    }


def plain(value: Any) -> Any:
    """Return a value as JSON can hold it; the column reads it back."""
    return str(value) if isinstance(value, UUID | Decimal | date | time) else value


def _make(plan: Plan, batch: ImportBatch) -> None:
    for table in SHAPES:
        rows = [
            table(id=row.id, batch=batch, source=batch.source, **row.values)
            for row in plan.made
            if row.table is table
        ]
        table._default_manager.bulk_create(rows, batch_size=AT_ONCE)


def _change(plan: Plan, batch: ImportBatch) -> None:
    by_columns: dict[tuple[Table, tuple[str, ...]], list[ListedModel]] = defaultdict(list)
    for change in plan.changed:
        row = change.row
        if isinstance(row, Service):
            change.values.setdefault("last_modified", clock.now())
        for name, value in change.values.items():
            setattr(row, name, value)
        row.batch, row.source = batch, batch.source
        by_columns[(type(row), tuple(sorted(change.values)))].append(row)
    for (table, names), rows in by_columns.items():
        fields = [_column(table, name).name for name in names]
        table._default_manager.bulk_update(rows, {*fields, "batch", "source"}, batch_size=AT_ONCE)


def _column(table: Table, name: str) -> "models.Field[Any, Any]":
    return next(column for column in table._meta.concrete_fields if name in {column.name, column.attname})


def _remove(rows: Iterable[ListedModel]) -> None:
    by_table: dict[Table, list[UUID]] = defaultdict(list)
    for row in rows:
        by_table[type(row)].append(row.pk)
    for table in reversed(SHAPES):
        if by_table[table]:
            table._default_manager.filter(pk__in=by_table[table]).delete()


def take_back(undoing: Undoing) -> set[UUID]:
    """Take back an import; return the services that had to stay after all. Call it inside an action."""
    for table, rows in undoing.removed.items():
        table._default_manager.bulk_create(rows, batch_size=AT_ONCE)
    for row, names in undoing.changed:
        row.save(update_fields=names)
    stay = _delete_services(undoing.made_of(Service))
    for table in reversed(SHAPES):
        ids = [id_ for unit, id_ in undoing.made_of(table) if unit not in stay]
        _unused(table, table._default_manager.filter(pk__in=ids)).delete()
    return stay


def _delete_services(made: list[tuple[UUID | None, UUID]]) -> set[UUID]:
    """Delete services with all their parts; return those that something else has come to point to."""
    ids = [id_ for _unit, id_ in made]
    try:
        with transaction.atomic():
            Service.objects.filter(pk__in=ids).delete()
    except models.ProtectedError:
        return {id_ for id_ in ids if not _could_delete(id_)}
    return set()


def _could_delete(service_id: UUID) -> bool:
    try:
        with transaction.atomic():
            Service.objects.filter(pk=service_id).delete()
    except models.ProtectedError:
        return False
    return True


def _unused(table: Table, rows: "models.QuerySet[Any]") -> "models.QuerySet[Any]":
    if table is Organization:
        return rows.filter(services=None, parts=None)
    if table is Location:
        return rows.filter(service_at_locations=None)
    return rows.filter(taxonomy_terms=None) if table is Taxonomy else rows
