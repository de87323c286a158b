"""What the forms of one service show when they are opened."""

from typing import Any

from alongside.directory.emails import looks_personal
from alongside.directory.models import Service, ServiceAtLocation
from alongside.directory.queries.listings import needs_of
from alongside.directory.queries.opening import CLEAR, DAYS, PLAIN, WORDS_ONLY

AS_THEY_STAND = (
    "name",
    "description",
    "email",
    "email_is_personal",
    "url",
    "by_phone",
    "online",
    "open_to",
    "minimum_age",
    "maximum_age",
    "eligibility_description",
    "application_process",
    "fees",
    "our_note",
    "not_in_public_feed",
)


def service_now(service: Service) -> dict[str, Any]:
    """Return what a service is."""
    first = service.phones.order_by("id").first()
    return {
        **{name: getattr(service, name) for name in AS_THEY_STAND},
        "email_is_desk": looks_personal(service.email) and not service.email_is_personal,
        "organization": service.organization.name,
        "needs": [need.code for need in needs_of(service)],
        "phone": first.number if first else "",
    }


def place_now(place: ServiceAtLocation) -> dict[str, Any]:
    """Return where it is."""
    location = place.location
    access = location.accessibility.order_by("id").first()
    told: dict[str, Any] = {
        "hide_address": location.hide_address,
        "access": access.description if access else "",
    }
    if location.hide_address:
        return {**told, "address": location.hidden_address}
    address = location.addresses.order_by("address_type", "id").first()
    if address:
        lines = (address.address_1, address.address_2)
        told |= {
            "address": "\n".join(line for line in lines if line),
            "city": address.city,
            "postal_code": address.postal_code,
        }
    return told


def times_now(whose: Service | ServiceAtLocation) -> dict[str, str]:
    """Return the usual week as it is typed, and what is in words only."""
    told = {
        code.lower(): ", ".join(f"{row.opens_at:%H:%M}-{row.closes_at:%H:%M}" for row in rows)
        for code in DAYS
        if (rows := whose.schedules.filter(PLAIN & CLEAR, byday__contains=code).order_by("opens_at", "id"))
    }
    words = whose.schedules.filter(WORDS_ONLY).order_by("id").values_list("description", flat=True)
    return {**told, "times_in_words": "\n".join(words)}
