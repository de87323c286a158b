"""Services of the directory, put there without a page or a file."""

from datetime import time
from typing import Any

from alongside.audit.permit import permitted
from alongside.common import clock
from alongside.directory.actions.needs import set_up_needs
from alongside.directory.models import (
    Address,
    Attribute,
    Frequency,
    Location,
    Organization,
    Phone,
    Schedule,
    Service,
    ServiceAtLocation,
)
from alongside.directory.needs import NEED_OF

MANCHESTER = {"latitude": 53.465, "longitude": -2.252}
"""About the middle of M15."""


def make_organization(name: str = "Cedar Trust", **told: Any) -> Organization:
    """Return an organisation."""
    with permitted():
        return Organization.objects.create(name=name, **told)


def make_listing(
    name: str = "Cedar food bank",
    *,
    needs: tuple[str, ...] = ("food",),
    phone: str = "",
    organization: Organization | None = None,
    **told: Any,
) -> Service:
    """Return a service that was checked today, in no place and with no hours yet."""
    set_up_needs(by=None)
    organization = organization or make_organization()
    with permitted():
        service = Service.objects.create(
            organization=organization, name=name, **{"assured_date": clock.today(), **told}
        )
        for code in needs:
            Attribute.objects.create(service=service, taxonomy_term_id=NEED_OF[code].id)
        if phone:
            Phone.objects.create(service=service, number=phone)
    return service


def make_place(
    service: Service,
    postal_code: str = "M15 6AA",
    *,
    address_1: str = "1 Canal Street",
    city: str = "Manchester",
    **told: Any,
) -> ServiceAtLocation:
    """Put a service into a place of its own."""
    hidden = told.get("hide_address", False)
    with permitted():
        location = Location.objects.create(**({} if hidden else MANCHESTER) | told)
        if not hidden:
            Address.objects.create(
                location=location,
                address_1=address_1,
                city=city,
                state_province="Greater Manchester",
                postal_code=postal_code,
                outward_code=postal_code.split(maxsplit=1)[0],
            )
        return ServiceAtLocation.objects.create(service=service, location=location)


def make_hours(
    service: Service,
    byday: str = "MO,TU,WE,TH,FR",
    opens_at: time = time(10),
    closes_at: time = time(16),
    **told: Any,
) -> Schedule:
    """Let a service be open every week on some days."""
    with permitted():
        return Schedule.objects.create(
            service=service,
            byday=byday,
            opens_at=opens_at,
            closes_at=closes_at,
            **{"freq": Frequency.WEEKLY, **told},
        )
