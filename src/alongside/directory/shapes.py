"""How the tables of the directory hang together in the JSON of HSDS."""

from dataclasses import dataclass, field
from functools import cache

from django.db import models

from alongside.directory.models import (
    Accessibility,
    Address,
    Attribute,
    Contact,
    CostOption,
    Eligibility,
    Funding,
    Language,
    ListedModel,
    Location,
    Organization,
    OrganizationIdentifier,
    Phone,
    Schedule,
    Service,
    ServiceArea,
    ServiceAtLocation,
    Taxonomy,
    TaxonomyTerm,
)

Table = type[ListedModel]


@dataclass(frozen=True)
class Shape:
    """What a row of a table holds in JSON: lists of rows that belong to it, and rows it points to."""

    lists: dict[str, tuple[Table, str]] = field(default_factory=dict)
    """The name in JSON, to the table and its foreign key back."""
    objects: dict[str, tuple[Table, str]] = field(default_factory=dict)
    """The name in JSON, to the table and our foreign key to it."""
    renamed: dict[str, str] = field(default_factory=dict)
    """The name in JSON, to our column."""
    repeated: frozenset[str] = frozenset()
    """Names in JSON that only say again what stands elsewhere."""


_REACH: dict[str, Table] = {
    "schedules": Schedule,
    "phones": Phone,
    "contacts": Contact,
    "attributes": Attribute,
}


def _lists(back: str, **more: Table) -> dict[str, tuple[Table, str]]:
    return {name: (table, back) for name, table in more.items()}


SHAPES: dict[Table, Shape] = {
    Taxonomy: Shape(),
    TaxonomyTerm: Shape(
        objects={"taxonomy_detail": (Taxonomy, "taxonomy")}, repeated=frozenset({"taxonomy", "term"})
    ),
    Organization: Shape(
        lists={
            **_lists(
                "organization",
                organization_identifiers=OrganizationIdentifier,
                phones=Phone,
                contacts=Contact,
            ),
            **_lists("organization", funding=Funding, attributes=Attribute),
        }
    ),
    OrganizationIdentifier: Shape(),
    Location: Shape(
        lists=_lists("location", addresses=Address, accessibility=Accessibility, languages=Language, **_REACH)
    ),
    Address: Shape(),
    Accessibility: Shape(repeated=frozenset({"accessibility"})),
    Service: Shape(
        lists={
            **_lists("service", service_at_locations=ServiceAtLocation, service_areas=ServiceArea, **_REACH),
            **_lists("service", languages=Language, funding=Funding, cost_options=CostOption),
            **_lists("service", eligibilitys=Eligibility),
        },
        objects={"organization": (Organization, "organization")},
        repeated=frozenset({"organization_id"}),
    ),
    ServiceAtLocation: Shape(
        lists=_lists("service_at_location", **_REACH),
        objects={"location": (Location, "location")},
        repeated=frozenset({"service_id", "location_id", "service"}),
    ),
    Contact: Shape(lists=_lists("contact", phones=Phone)),
    Phone: Shape(lists=_lists("phone", languages=Language)),
    Language: Shape(),
    Schedule: Shape(),
    ServiceArea: Shape(),
    CostOption: Shape(),
    Eligibility: Shape(),
    Funding: Shape(renamed={"source": "funder"}),
    Attribute: Shape(objects={"taxonomy_term": (TaxonomyTerm, "taxonomy_term")}),
}
"""In the order they can be written: what is pointed to stands before what points to it."""

OWN = frozenset({"id", "batch", "source", "source_id", "more", "changed_at", "outward_code"})
"""Columns that say something about the row itself, and are not in JSON."""
SEALED = frozenset({"our_note", "hidden_address", "assured_by"})
"""Columns of ours that no file can write."""


@cache
def columns_of(table: Table) -> dict[str, "models.Field[object, object]"]:
    """Return the plain columns of a table by name: facts that a file may say."""
    return {
        column.name: column
        for column in table._meta.concrete_fields
        if not column.is_relation and column.name not in OWN | SEALED
    }
