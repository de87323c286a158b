"""Reads the JSON of other directories: Open Referral UK 3.0 and 1.0, a page, a list, or one thing alone."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from alongside.directory.models import Organization, Taxonomy, TaxonomyTerm
from alongside.directory.problems import RowProblem
from alongside.directory.reading import CannotRead, Json
from alongside.directory.shapes import Table
from alongside.directory.terms import terms_of_list

Item = dict[str, Any]
_MARKS = frozenset(
    {
        *(
            "organization",
            "organization_id",
            "service_at_locations",
            "services",
            "taxonomy_terms",
            "term_uri",
        ),
        *(
            "eligibilitys",
            "regular_schedules",
            "physical_addresses",
            "assured_date",
            "vocabulary",
            "location",
        ),
        *(
            "organization_identifiers",
            "parent_organization_id",
            "postal_address",
            "schedules",
            "last_modified",
        ),
    }
)
"""Names that only items of a feed have."""


@dataclass
class Feed:
    """What a feed holds: services, and what stands for itself beside them."""

    services: list[tuple[int, Item]] = field(default_factory=list)
    others: list[tuple[int, Table, Item]] = field(default_factory=list)
    problems: list[RowProblem] = field(default_factory=list)
    items_in: int = 0


def items_of(content: Json) -> list[Any]:
    """Return the items of a page, a list, or the one item that the file is."""
    if isinstance(content, list):
        return content
    if (terms := terms_of_list(content)) is not None:
        return terms
    for name in ("contents", "content", "services", "items"):
        if isinstance(content.get(name), list) and "name" not in content:
            return list(content[name])
    return [content]


def is_feed(content: Json) -> bool:
    """Tell whether JSON is of a directory, and not any list: most of its items have marks of one."""
    if isinstance(content, dict) and {"total_items", "total_pages", "totalElements"} & set(content):
        return True
    items = [item for item in items_of(content)[:20] if isinstance(item, dict)]
    marked = [item for item in items if _MARKS & set(item)]
    return bool(marked) and len(marked) * 2 > len(items)


def read_feed(content: Json) -> Feed:
    """Return the services of a feed, each as 3.0 shapes it. Items count from 1, as rows do."""
    feed = Feed()
    items = items_of(content)
    if not items:
        raise CannotRead(_("There is nothing in this feed."))
    feed.items_in = len(items)
    for number, item in enumerate(items, start=1):
        if isinstance(item, dict) and item.get("id") is not None:
            _sort(feed, number, item)
        else:
            feed.problems.append(
                RowProblem(number, "", "no_id", _("This has no id, so it was left out."), is_stop=True)
            )
    return feed


def _sort(feed: Feed, number: int, item: Item) -> None:
    """Put one item where it belongs."""
    if "location" in item and "service" in item:
        _take_place(feed, number, item)
    elif "taxonomy_terms" in item or "vocabulary" in item or _is_list_of_terms(item):
        feed.others.append((number, *_taxonomy(item)))
        for term in item.get("taxonomy_terms") or []:
            feed.others.append((number, TaxonomyTerm, {"taxonomy_id": item["id"], **term}))
    elif "term_uri" in item or "term" in item or {"taxonomy", "parent_id"} & set(item):
        _take_term(feed, number, item)
    elif not _is_service(item):
        _take_organization(feed, number, item)
    elif not item.get("name"):
        feed.problems.append(_nameless(number))
    else:
        _take_service(feed, number, item)


def _nameless(number: int) -> RowProblem:
    sentence = _("There is no name here, so this was left out.")
    return RowProblem(number, "name", "no_name", sentence, is_stop=True)


def _take_term(feed: Feed, number: int, item: Item) -> None:
    if name := item.get("name") or item.get("term"):
        feed.others.append((number, TaxonomyTerm, {**item, "name": name}))
    else:
        feed.problems.append(_nameless(number))


def _is_service(item: Item) -> bool:
    return bool({"organization", "organization_id", "status", "service_at_locations"} & set(item))


def _is_list_of_terms(item: Item) -> bool:
    return set(item) <= {"id", "name", "description", "uri", "version"} and bool(
        {"uri", "version"} & set(item)
    )


def _taxonomy(item: Item) -> tuple[Table, Item]:
    """Return a list of terms; in 1.0 a "taxonomy" with a vocabulary is one term."""
    if "vocabulary" in item:
        return TaxonomyTerm, {"id": item["id"], "name": item.get("name"), "taxonomy": item["vocabulary"]}
    return Taxonomy, {name: value for name, value in item.items() if name != "taxonomy_terms"}


def _take_place(feed: Feed, number: int, item: Item) -> None:
    """Turn a service at a location inside out: a service with one place."""
    service = item["service"]
    place = {name: value for name, value in item.items() if name != "service"}
    if not isinstance(service, dict) or not service.get("name") or not service.get("id"):
        sentence = _("This place has no service with a name, so it was left out.")
        feed.problems.append(RowProblem(number, "service", "no_name", sentence, is_stop=True))
        return
    _take_service(feed, number, {**service, "service_at_locations": [place]})


def _take_organization(feed: Feed, number: int, item: Item) -> None:
    services = item.get("services") or []
    organization = {name: value for name, value in item.items() if name != "services"}
    if "url" in organization and "website" not in organization:
        organization["website"] = organization.pop("url")
    if not organization.get("name"):
        feed.problems.append(_nameless(number))
        return
    feed.others.append((number, Organization, organization))
    for service in services:
        if isinstance(service, dict) and service.get("name") and service.get("id"):
            _take_service(feed, number, {"organization": {"id": item["id"]}, **service})


def _take_service(feed: Feed, number: int, item: Item) -> None:
    service = as_version_3(item)
    if "organization" not in service and "organization_id" in service:
        service["organization"] = {"id": service["organization_id"]}
    if not isinstance(service.get("organization"), dict):
        service["organization"] = {"name": service["name"]}
        sentence = _("It does not say who runs it. We wrote its own name there.")
        feed.problems.append(RowProblem(number, "organization", "no_organization", sentence))
    feed.services.append((number, service))


def as_version_3(service: Item) -> Item:
    """Return a service of 1.0 with the names of 3.0; one of 3.0 stays as it is."""
    renamed = {_RENAMED.get(name, name): value for name, value in service.items()}
    for name, turn in _TURNED.items():
        if isinstance(renamed.get(name), list):
            renamed[name] = [turn(item) for item in renamed[name] if isinstance(item, dict)]
    organization = renamed.get("organization")
    if isinstance(organization, dict) and "url" in organization:
        renamed["organization"] = {"website" if k == "url" else k: v for k, v in organization.items()}
    return renamed


_RENAMED = {
    "regular_schedules": "schedules",
    "service_taxonomys": "attributes",
    "link_taxonomies": "attributes",
    "fundings": "funding",
    "eligibility": "eligibilitys",
}


def _schedule(item: Item) -> Item:
    # "byday" of 1.0 may carry a number for every week ("1MO"), which in 3.0 would be of a month
    return {**item, "freq": item["freq"].upper()} if isinstance(item.get("freq"), str) else item


def _attribute(item: Item) -> Item:
    term = item.get("taxonomy")
    if not isinstance(term, dict) or "taxonomy_term" in item:
        return item
    kept = {name: value for name, value in item.items() if name != "taxonomy"}
    turned = {"id": term.get("id"), "name": term.get("name"), "taxonomy": term.get("vocabulary")}
    return {**kept, "taxonomy_term": {name: value for name, value in turned.items() if value}}


def _place(item: Item) -> Item:
    location = item.get("location")
    turned = {_RENAMED.get(name, name): value for name, value in item.items()}
    if isinstance(location, dict):
        turned["location"] = dict(_location(location))
    return turned


def _location(location: Item) -> Iterator[tuple[str, Any]]:
    for name, value in location.items():
        if name == "physical_addresses" and isinstance(value, list):
            yield (
                "addresses",
                [{**each, "address_type": "physical"} for each in value if isinstance(each, dict)],
            )
        elif name == "accessibility_for_disabilities" and isinstance(value, list):
            yield "accessibility", [_accessibility(each) for each in value if isinstance(each, dict)]
        else:
            yield name, value


def _accessibility(item: Item) -> Item:
    return {"id": item.get("id"), "description": item.get("accessibility") or item.get("description", "")}


_TURNED: dict[str, Callable[[Item], Item]] = {
    "schedules": _schedule,
    "attributes": _attribute,
    "service_at_locations": _place,
}
