"""What an import would do: compares the rows of a file with those that are here. Writes nothing."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _

from alongside.directory.intake import Intake
from alongside.directory.models import (
    ListedModel,
    Location,
    Organization,
    Service,
    ServiceAtLocation,
    Taxonomy,
    TaxonomyTerm,
)
from alongside.directory.nodes import Key, Wanted
from alongside.directory.problems import RowProblem
from alongside.directory.shapes import SHAPES, Table, columns_of

CHUNK = 400
STAYS = frozenset({"assured_date", "assurer_email", "country"})
"""Columns that a file which no longer says them does not empty."""


@dataclass
class Change:
    """A row that is here, and the columns of it that would change."""

    row: ListedModel
    values: dict[str, Any]
    unit: UUID | None


@dataclass
class Plan:
    """What an import would make, change and remove, and what becomes of each row of the file."""

    made: list[Wanted] = field(default_factory=list)
    changed: list[Change] = field(default_factory=list)
    removed: list[Change] = field(default_factory=list)
    rows_made: int = 0
    rows_changed: int = 0
    rows_same: int = 0
    rows_left_out: int = 0
    problems: list[RowProblem] = field(default_factory=list)

    def touched(self) -> set[Key]:
        """Return the services, and what else stands for itself, that would change."""
        rows = [(row.unit, row.key) for row in self.made]
        rows += [(change.unit, (type(change.row), change.row.pk)) for change in self.changed + self.removed]
        return {(Service, unit) if unit else key for unit, key in rows}


def compared(intake: Intake, source: str) -> Plan:
    """Return what an import would do. The number of queries does not depend on the file, but for its size."""
    here = _rows_here(intake.wanted)
    plan = Plan(problems=list(intake.problems))
    dropped = _additions_to_nothing(intake, here, plan)
    held = _held(intake, here)
    _mend(intake, here)
    for wanted in intake.wanted.values():
        if wanted.unit in dropped:
            continue
        row = here.get(wanted.key)
        if row is None:
            plan.made.append(wanted)
        elif (wanted.unit or row.changed_at is None) and (
            values := _differences(wanted, row, is_addition=wanted.unit in intake.additions)
        ):
            plan.changed.append(Change(row, values, wanted.unit))
    plan.removed = list(_no_longer_said(intake, here, source))
    _leave_held(intake, plan, held)
    _touch_services(plan, here)
    _count_rows(intake, plan, here, dropped)
    return plan


def changed_meanwhile(plan: Plan) -> bool:
    """Tell whether one of us changed a service by hand after it was compared."""
    units = [id_ for table, id_ in plan.touched() if table is Service]
    return any(
        Service.objects.filter(pk__in=some, changed_at__isnull=False).exists() for some in _chunks(units)
    )


def _rows_here(wanted: Iterable[Key]) -> dict[Key, ListedModel]:
    by_table: dict[Table, list[UUID]] = defaultdict(list)
    for table, id_ in wanted:
        by_table[table].append(id_)
    return {
        (table, row.pk): row
        for table, ids in by_table.items()
        for some in _chunks(ids)
        for row in table._base_manager.filter(pk__in=some)
    }


def _chunks(ids: list[UUID]) -> Iterator[list[UUID]]:
    return (ids[start : start + CHUNK] for start in range(0, len(ids), CHUNK))


def _additions_to_nothing(intake: Intake, here: dict[Key, ListedModel], plan: Plan) -> set[UUID]:
    dropped = {id_ for id_ in intake.additions if (Service, id_) not in here}
    sentence = _("No service with this number is here, so this row was left out.")
    for id_ in dropped:
        for number in intake.rows[(Service, id_)]:
            plan.problems.append(RowProblem(number, "", "nothing_here", sentence, is_stop=True))
    return dropped


def _held(intake: Intake, here: dict[Key, ListedModel]) -> set[UUID]:
    """Return the services that one of us changed since they came in: what we know stands above a file."""
    held = set()
    for key, row in here.items():
        unit = intake.wanted[key].unit
        hidden = (
            isinstance(row, Location)
            and row.hide_address
            and not intake.wanted[key].values.get("hide_address")
        )
        if unit is not None and (row.changed_at is not None or hidden):
            held.add(unit)
    return held


def _mend(intake: Intake, here: dict[Key, ListedModel]) -> None:
    """Give a name to what the file only points to, and take away pointers to what is nowhere."""
    names = {
        wanted.values["organization_id"]: wanted.values["name"]
        for wanted in intake.wanted.values()
        if wanted.table is Service and {"organization_id", "name"} <= set(wanted.values)
    }
    nowhere = _nowhere(intake)
    for wanted in intake.wanted.values():
        is_named = wanted.table not in {Organization, TaxonomyTerm} or "name" in wanted.values
        if wanted.key not in here and not is_named:
            wanted.values["name"] = names.get(wanted.id, str(wanted.id))
        for name in _POINTERS:
            if (to := wanted.values.get(name)) in nowhere and to is not None:
                del wanted.values[name]
                wanted.values["more"][name] = str(to)


def _nowhere(intake: Intake) -> set[UUID]:
    """Return ids that rows of the file point to, and that are neither in it nor here."""
    nowhere: set[UUID] = set()
    for name, table in _POINTERS.items():
        to = {wanted.values[name] for wanted in intake.wanted.values() if name in wanted.values}
        missing = [id_ for id_ in to if (table, id_) not in intake.wanted]
        nowhere |= set(missing) - {pk for _table, pk in _rows_here([(table, id_) for id_ in missing])}
    return nowhere


_POINTERS: dict[str, Table] = {
    "parent_id": TaxonomyTerm,
    "taxonomy_id": Taxonomy,
    "parent_organization_id": Organization,
}


def _differences(wanted: Wanted, row: ListedModel, *, is_addition: bool) -> dict[str, Any]:
    values = dict(wanted.values)
    if not (values.get("more") or wanted.unit):
        # said in short: what more was said in full stays
        values.pop("more", None)
    if is_addition:
        return {
            name: value
            for name, value in values.items()
            if name in columns_of(wanted.table)
            and getattr(row, name) in ("", None)
            and value not in ("", None)
        }
    if wanted.unit:
        values = {
            name: "" if empty == "" else None for name, empty in _emptied(wanted.table) if name not in values
        } | values
    return {name: value for name, value in values.items() if getattr(row, name) != value}


def _emptied(table: Table) -> Iterator[tuple[str, Any]]:
    """Yield the columns that a file empties by saying nothing."""
    for name, column in columns_of(table).items():
        is_text = isinstance(column, models.TextField) and column.blank
        if name not in STAYS and (is_text or column.null):
            yield name, "" if is_text else None


def _no_longer_said(intake: Intake, here: dict[Key, ListedModel], source: str) -> Iterator[Change]:
    """Yield what an earlier import made under these services, and this file does not say any more."""
    units = [id_ for table, id_ in here if table is Service and id_ not in intake.additions]
    places = list(_children(ServiceAtLocation, "service", units, source))
    gone = [place for place in places if (ServiceAtLocation, place.pk) not in intake.wanted]
    leaving = {place.pk for place in gone}
    emptied = list(_emptied_places(gone))
    yield from emptied
    owners: dict[str, dict[UUID, UUID | None]] = {
        "service": {unit: unit for unit in units},
        "service_at_location": {place.pk: place.service_id for place in places},
        "location": {place.location_id: place.service_id for place in places if place.pk not in leaving}
        | {change.row.pk: change.unit for change in emptied},
    }
    for table in SHAPES:
        for back in _backs(table, owners):
            for row in _children(table, back, list(owners[back]), source):
                if (table, row.pk) not in intake.wanted:
                    yield Change(row, {}, owners[back][getattr(row, f"{back}_id")])


def _backs(table: Table, owners: Iterable[str]) -> set[str]:
    """Return the foreign keys by which a row of this table belongs to something."""
    names = {column.name for column in table._meta.concrete_fields} & set(owners)
    # a service in a place is a part of the service, and not of the place
    return names - {"location"} if table is ServiceAtLocation else names


def _children(table: Table, back: str, of: list[UUID], source: str) -> Iterator[Any]:
    for some in _chunks(of):
        yield from table._base_manager.filter(**{f"{back}__in": some}, source=source, batch__isnull=False)


def _emptied_places(gone: list[ServiceAtLocation]) -> Iterator[Change]:
    """Yield the places that no service is in any more."""
    leaving: dict[UUID, UUID] = {place.location_id: place.service_id for place in gone}
    for some in _chunks(list(leaving)):
        others = ServiceAtLocation.objects.filter(location=OuterRef("pk")).exclude(
            pk__in=[place.pk for place in gone]
        )
        for location in Location.objects.filter(~Exists(others), pk__in=some, batch__isnull=False):
            yield Change(location, {}, leaving[location.pk])


def _touch_services(plan: Plan, here: dict[Key, ListedModel]) -> None:
    """Let a service count as changed where only a part of it is: readers of the feed ask what is new."""
    changed = {change.row.pk for change in plan.changed}
    for table, id_ in plan.touched():
        row = here.get((table, id_))
        if table is Service and row is not None and id_ not in changed:
            plan.changed.append(Change(row, {}, id_))


def _leave_held(intake: Intake, plan: Plan, held: set[UUID]) -> None:
    touched = {id_ for table, id_ in plan.touched() if table is Service} & held
    sentence = _("We changed this one ourselves since. It stays as it is; the file says something else.")
    for id_ in touched:
        for number in intake.rows.get((Service, id_), []):
            plan.problems.append(RowProblem(number, "", "held", sentence, is_stop=True))
    plan.made = [row for row in plan.made if row.unit not in held]
    plan.changed = [change for change in plan.changed if change.unit not in held]
    plan.removed = [change for change in plan.removed if change.unit not in held]


def _count_rows(intake: Intake, plan: Plan, here: dict[Key, ListedModel], dropped: set[UUID]) -> None:
    touched = plan.touched()
    stopped = {problem.row for problem in plan.problems if problem.is_stop}
    for key, rows in intake.rows.items():
        counted = len([row for row in rows if row not in stopped])
        if key not in here:
            plan.rows_made += counted
        elif key in touched:
            plan.rows_changed += counted
        else:
            plan.rows_same += counted
    plan.rows_left_out = len(stopped)
    plan.problems.sort(key=lambda problem: problem.row)
