"""Makes services of all the rows of a table: two rows about one service are put together."""

import re
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from alongside.directory.mapping import Mapping
from alongside.directory.problems import RowProblem
from alongside.directory.reading import Table
from alongside.directory.rows import RowReader


@dataclass
class Record:
    """A service as HSDS shapes it (nested), and the rows it was made of."""

    key: str
    service: dict[str, Any]
    rows: list[int] = field(default_factory=list)
    is_addition: bool = False
    """It says more of a service that is here already, and makes none."""


@dataclass
class Reading:
    """All that was made of a file."""

    records: list[Record] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    rows_in: int = 0


def read_rows(table: Table, mapping: Mapping) -> Reading:
    """Return a record for each service of a table. Each row is in one, or a problem says why not."""
    reading = Reading(rows_in=len(table.rows))
    by_key: dict[str, Record] = {}
    for row in table.rows:
        reader = RowReader(row, table.columns, mapping)
        service = reader.service()
        reading.problems += reader.problems
        if service is None:
            continue
        key = reader.said("source_id") or _key_of(service)
        known = by_key.get(key)
        if known is None:
            by_key[key] = Record(key, service, [row.number], bool(mapping.always.get("adds")))
        else:
            reading.problems.append(_joined(known, service, row.number))
    reading.records = list(by_key.values())
    return reading


def _key_of(service: dict[str, Any]) -> str:
    """Return what tells a service from others where the file gives it no number: name, place and hours."""
    places = [
        f"{address.get('address_1', '')} {address.get('postal_code', '')}"
        for at in service.get("service_at_locations", [])
        for address in at["location"].get("addresses", [])
    ]
    said = " ".join([service["name"], service.get("organization", {}).get("name", ""), *places])
    return " ".join(re.findall(r"\w+", said.casefold()))


def _joined(known: Record, service: dict[str, Any], number: int) -> RowProblem:
    """Put a second row about one service into its record: what it says more is kept."""
    first = known.rows[0]
    known.rows.append(number)
    added = _add_to(known.service, service)
    if not added:
        return RowProblem(number, "", "same", _("This says the same as row %(row)d.") % {"row": first})
    sentence = _("This is about the same service as row %(row)d. The two were put together.") % {"row": first}
    return RowProblem(number, "", "joined", sentence)


def _add_to(service: dict[str, Any], more: dict[str, Any]) -> bool:
    added = False
    for name, value in more.items():
        if name not in service:
            service[name] = value
            added = True
        elif isinstance(value, list):
            new = [item for item in value if item not in service[name]]
            service[name] += new if name != "service_at_locations" else []
            added = added or bool(new)
        elif name == "description" and value not in service[name]:
            service[name] += f"\n{value}"
            added = True
    return added
