"""Takes nested JSON of HSDS apart into the rows that the directory should have."""

import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid5

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.timezone import is_naive
from django.utils.translation import gettext as _

from alongside.common.text import clean_text
from alongside.directory import cells
from alongside.directory.emails import looks_personal
from alongside.directory.models import (
    Accessibility,
    Address,
    Attribute,
    Location,
    Organization,
    Phone,
    Service,
    ServiceAtLocation,
    Taxonomy,
    TaxonomyTerm,
)
from alongside.directory.needs import NEED_OF_ID, TAXONOMY_ID
from alongside.directory.problems import RowProblem
from alongside.directory.shapes import SHAPES, Table, columns_of

_NAMESPACE = UUID("7d7d1c3a-7f0b-5f0f-8a51-3b8d5f0a1c52")
_UUID = re.compile(r"[0-9a-f]{8}-?(?:[0-9a-f]{4}-?){3}[0-9a-f]{12}", re.IGNORECASE)

Key = tuple[Table, UUID]


SHARED: frozenset[Table] = frozenset({Organization, Taxonomy, TaxonomyTerm})
"""Tables whose rows several services point to."""
OURS = frozenset({TAXONOMY_ID, *NEED_OF_ID})
"""Our own list of needs, which no file changes."""
_POINTERS: dict[tuple[Table, str], Table] = {
    (TaxonomyTerm, "parent_id"): TaxonomyTerm,
    (TaxonomyTerm, "taxonomy_id"): Taxonomy,
    (Organization, "parent_organization_id"): Organization,
}
_NEEDED = {Attribute: "taxonomy_term_id", Phone: "number", ServiceAtLocation: "location_id"}


@dataclass
class Wanted:
    """A row as it should be: columns by name, foreign keys by their column (`service_id`)."""

    table: Table
    id: UUID
    values: dict[str, Any]
    unit: UUID | None = None
    """The service it belongs to; none for what services share."""

    @property
    def key(self) -> Key:
        """The table and the id."""
        return self.table, self.id


@dataclass
class Taker:
    """Takes JSON apart. `wanted` grows; problems name the number of the item and the path in it."""

    source: str
    wanted: dict[Key, Wanted] = field(default_factory=dict)
    problems: list[RowProblem] = field(default_factory=list)
    row: int = 0
    unit: UUID | None = None
    places: dict[tuple[UUID | None, UUID], UUID] = field(default_factory=dict)

    def service(self, item: dict[str, Any], *, row: int, own_id: str = "", is_whole: bool = True) -> UUID:
        """Take a service apart and return the id it has here.

        `own_id` is its number where it came from. What is not `is_whole` only says more of a service.
        """
        self.row = row
        said = own_id or str(item.get("id", ""))
        self.unit = self.id_of(Service, said)
        if not own_id:
            self._tell_of_id(said)
        if email := str(item.get("email") or ""):
            item = {
                **item,
                "email_is_personal": self._is_personal(item, email, is_told=is_whole and not own_id),
            }
        taken = self._take(Service, {**(_reached_by(item) if is_whole else {}), **item}, self.unit, "")
        taken.values["source_id"] = said
        self.unit = None
        return taken.id

    def _is_personal(self, item: dict[str, Any], email: str, *, is_told: bool) -> bool:
        """Tell whether an address is kept from the feed, and say so to whoever reads the report."""
        said = item.get("email_is_personal")
        looks = looks_personal(email, place=_towns_of(item))
        if is_told and looks and said is not False:
            sentence = _("%(email)s may be one person’s own address. We keep it, and never publish it.")
            self._problem("email", "personal_email", sentence % {"email": email})
        elif is_told and looks:
            sentence = _("%(email)s looks like one person’s own address. The list says it may be published.")
            self._problem("email", "desk_email", sentence % {"email": email})
        return looks if said is None else bool(said)

    def other(self, table: Table, item: dict[str, Any], *, row: int) -> UUID:
        """Take apart what stands for itself: an organisation without services, a list of terms, a term."""
        self.row = row
        return self._take(table, item, self._given_id(table, item, "", 0, None), "").id

    def id_of(self, table: Table, said: str) -> UUID:
        """Return an id as it is, or one that is always the same for this source and number."""
        if _UUID.fullmatch(said):
            return UUID(said)
        return uuid5(_NAMESPACE, f"{self.source} {table._meta.model_name} {said}")

    def _take(
        self, table: Table, item: dict[str, Any], id_: UUID, path: str, parent: Wanted | None = None
    ) -> Wanted:
        is_shared = table in SHARED or (parent is not None and parent.unit is None)
        # what services share is said in full here and in short there: all of it counts
        known = self.wanted.get((table, id_))
        taken = known or Wanted(table, id_, {"more": {}}, None if is_shared else self.unit)
        self.wanted[taken.key] = taken
        if id_ in OURS:
            return taken
        shape, columns = SHAPES[table], columns_of(table)
        for name, value in item.items():
            here = f"{path}.{name}" if path else name
            if name in shape.lists and isinstance(value, list):
                self._take_list(*shape.lists[name], value, taken, here)
            elif name in shape.objects and isinstance(value, dict):
                pointed, key = shape.objects[name]
                given = self._given_id(pointed, value, name, 0, taken)
                taken.values[f"{key}_id"] = self._take(pointed, value, given, here, taken).id
            elif name != "id" and name not in shape.repeated and value not in (None, "", [], {}):
                self._take_value(taken, columns, shape.renamed.get(name, name), value, here)
        self._finish(taken, item, path)
        return taken

    def _finish(self, taken: Wanted, item: dict[str, Any], path: str) -> None:
        values = taken.values
        if taken.table is Address:
            values["outward_code"] = cells.outward_of(values.get("postal_code", ""))
        if taken.table is Accessibility and not values.get("description"):
            values["description"] = str(item.get("accessibility", ""))
        if (
            taken.table is TaxonomyTerm
            and "taxonomy_id" not in values
            and isinstance(item.get("taxonomy"), str)
        ):
            of = {"name": item["taxonomy"]}
            values["taxonomy_id"] = self._take(
                Taxonomy, of, self._given_id(Taxonomy, of, "", 0, None), path
            ).id
        if taken.table is Location:
            self._finish_location(values, path)

    def _finish_location(self, values: dict[str, Any], path: str) -> None:
        north, east = values.get("latitude"), values.get("longitude")
        on_globe = north is not None and east is not None and -90 <= north <= 90 and -180 <= east <= 180
        if on_globe or (north is None and east is None):
            return
        values["more"] |= {name: values.pop(name) for name in ("latitude", "longitude") if name in values}
        text = f"{north}, {east}"
        self._problem(
            f"{path}.latitude", "coordinates", _("%(text)s is no place on the globe.") % {"text": text}
        )

    def _take_list(self, table: Table, back: str, items: list[Any], parent: Wanted, path: str) -> None:
        for place, item in enumerate(items):
            if not isinstance(item, dict):
                self._problem(path, "shape", _("Something stands here that we do not understand."))
                continue
            given = self._given_id(table, item, path, place, parent)
            child = self._take(table, item, given, f"{path}[{place}]", parent)
            child.values[f"{back}_id"] = parent.id
            if not _is_whole(child) or (table is ServiceAtLocation and self._is_twice(child)):
                del self.wanted[child.key]
                self._problem(
                    path, "part", _("Something stands here twice, or lacks what it needs. It was left aside.")
                )

    def _is_twice(self, place: Wanted) -> bool:
        location = place.values["location_id"]
        first = self.places.setdefault((place.unit, location), place.id)
        return first != place.id

    def _given_id(
        self, table: Table, item: dict[str, Any], name: str, place: int, parent: Wanted | None
    ) -> UUID:
        said = str(item.get("id") or "")
        if said:
            return self.id_of(table, said)
        if parent is None or table in {Organization, Taxonomy}:
            words = " ".join(re.findall(r"\w+", str(item.get("name", "")).casefold()))
            return uuid5(_NAMESPACE, f"{self.source} {table._meta.model_name} {words}")
        term = item.get("taxonomy_term")
        # a service has a term once, whichever row says so
        what = str(term.get("id")) if table is Attribute and isinstance(term, dict) else str(place)
        return uuid5(parent.id, f"{name} {what}")

    def _take_value(
        self, taken: Wanted, columns: dict[str, "models.Field[Any, Any]"], name: str, value: Any, path: str
    ) -> None:
        if pointed := _POINTERS.get((taken.table, name)):
            taken.values[name] = self.id_of(pointed, str(value))
            return
        if name not in columns:
            taken.values["more"][name] = value
            return
        try:
            taken.values[name] = _python(columns[name], value)
        except (ValidationError, ValueError, TypeError, ArithmeticError):
            taken.values["more"][name] = value
            self._problem(
                path,
                "value",
                _("“%(text)s” cannot stand here. It was left aside.") % {"text": str(value)[:80]},
            )

    def _tell_of_id(self, said: str) -> None:
        if said and not _UUID.fullmatch(said):
            self._problem(
                "id", "id", _("“%(id)s” is no id of the standard. We gave it one.") % {"id": said[:60]}
            )

    def _problem(self, column: str, code: str, sentence: str) -> None:
        self.problems.append(RowProblem(self.row, column, code, sentence))


def _python(column: "models.Field[Any, Any]", value: Any) -> Any:
    """Return a value as the column holds it. Raises ValidationError or the like."""
    if isinstance(value, str):
        value = clean_text(value)
        if isinstance(column, models.DateField) and not isinstance(column, models.DateTimeField):
            value = cells.date_of(value) or value
    elif isinstance(column, models.TextField | models.CharField) and not isinstance(value, str):
        raise TypeError(value)
    python = column.clean(value, None)
    if isinstance(python, datetime) and is_naive(python):
        return python.replace(tzinfo=UTC)
    if isinstance(python, Decimal):
        return python.quantize(Decimal("0.01"))
    return python


def _is_whole(row: Wanted) -> bool:
    needed = _NEEDED.get(row.table)
    return needed is None or bool(row.values.get(needed))


def _reached_by(service: dict[str, Any]) -> dict[str, bool]:
    """Return how a service is reached, where it does not say: at a place, or else by telephone or online."""
    places = service.get("service_at_locations") or []
    kinds = {_kind_of(place) for place in places if isinstance(place, dict)}
    return {
        "at_place": "physical" in kinds,
        "by_phone": bool(service.get("phones")) and "physical" not in kinds,
        "online": "virtual" in kinds or not (kinds or service.get("phones")),
    }


def _towns_of(service: dict[str, Any]) -> str:
    """Return the towns in which a service is, as text."""
    places = [place for place in service.get("service_at_locations") or [] if isinstance(place, dict)]
    locations = [place["location"] for place in places if isinstance(place.get("location"), dict)]
    addresses = [each for location in locations for each in location.get("addresses") or []]
    return " ".join(str(each.get("city", "")) for each in addresses if isinstance(each, dict))


def _kind_of(place: dict[str, Any]) -> str:
    location = place.get("location")
    return str(location.get("location_type", "physical")) if isinstance(location, dict) else ""
