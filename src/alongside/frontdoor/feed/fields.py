"""The names of fields in Open Referral UK 3.0, and how a value is written."""

from datetime import date, time
from decimal import Decimal
from typing import Any
from uuid import UUID

Row = dict[str, Any]
NOTHING: tuple[Any, ...] = (None, "", [], {})

SERVICE = (
    *("id", "organization_id", "name", "alternate_name", "description", "url", "email", "status", "fees"),
    *("accreditations", "eligibility_description", "application_process", "minimum_age", "maximum_age"),
    *("alert", "assured_date", "assurer_email", "last_modified"),
)
OURS_OF_SERVICE = ("not_in_public_feed", "email_is_personal", "open_to", "at_place", "by_phone", "online")
"""Not of the standard: only what is taken elsewhere as a whole has them."""

ORGANIZATION = (
    *("id", "name", "alternate_name", "description", "email", "website", "logo", "uri"),
    "parent_organization_id",
)
IDENTIFIER = ("id", "identifier_scheme", "identifier_type", "identifier")
PLACE = ("id", "service_id", "location_id", "description")
LOCATION = (
    *("id", "location_type", "name", "alternate_name", "description", "latitude", "longitude"),
    *("external_identifier", "external_identifier_type"),
)
ADDRESS = (
    *("id", "attention", "address_1", "address_2", "city", "region", "state_province", "postal_code"),
    *("country", "address_type"),
)
REQUIRED_OF_ADDRESS = ("address_1", "city", "state_province", "postal_code", "country", "address_type")
SCHEDULE = (
    *("id", "valid_from", "valid_to", "dtstart", "freq", "interval", "byday", "bymonthday", "description"),
    *("opens_at", "closes_at", "schedule_link", "attending_type", "notes"),
)
PHONE = ("id", "number", "extension", "type", "description")
CONTACT = ("id", "title", "department")
PERSONAL_OF_CONTACT = ("name", "email")
LANGUAGE = ("id", "name", "code", "note")
COST = ("id", "valid_from", "valid_to", "option", "amount", "amount_description")
AREA = ("id", "name", "extent", "extent_type", "uri", "service_area")
ACCESSIBILITY = ("id", "description", "details", "url")
ELIGIBILITY = ("id", "eligibility", "minimum_age", "maximum_age")
ATTRIBUTE = ("id", "link_type", "value")
TAXONOMY = ("id", "name", "description", "uri", "version")
TERM = ("id", "code", "name", "description", "parent_id", "taxonomy_id", "term_uri")


def written(value: Any) -> Any:
    """Return a value as JSON writes it: ids and moments as text, amounts as numbers."""
    match value:
        case UUID():
            return str(value)
        case date() | time():
            return value.isoformat()
        case Decimal():
            return float(value)
    return value


def kept(value: Any) -> Any:
    """Leave out what has no value, however deep: the standard allows neither null nor empty."""
    if isinstance(value, dict):
        inner = {name: kept(each) for name, each in value.items()}
        return {name: each for name, each in inner.items() if each not in NOTHING}
    if isinstance(value, list):
        return [each for each in map(kept, value) if each not in NOTHING]
    return value
