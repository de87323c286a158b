"""Where services are: putting a service into a place, changing it, taking it away."""

from dataclasses import dataclass

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.common import clock
from alongside.common.problems import refuse_if
from alongside.directory.actions.services import touch
from alongside.directory.models import Accessibility, Address, Location, Service, ServiceAtLocation
from alongside.directory.outward_codes import outward_code_of, outward_codes
from alongside.directory.rules import place_problems


@dataclass(frozen=True)
class PlaceTold:
    """What somebody says of a place: its address as lines, or one to keep to ourselves."""

    address: str
    city: str = ""
    postal_code: str = ""
    access: str = ""
    hide_address: bool = False


def add_place(service: Service, *, by: User, told: PlaceTold) -> ServiceAtLocation:
    """Say that a service is in one more place."""
    _refuse(told)
    with recorded("listing.add_place", by=by, about=service) as note:
        location = Location(changed_at=clock.now())
        _write(location, told)
        place = ServiceAtLocation.objects.create(service=service, location=location, changed_at=clock.now())
        note.facts.update(place=place.pk)
        touch(service)
    return place


def change_place(place: ServiceAtLocation, *, by: User, told: PlaceTold) -> ServiceAtLocation:
    """Write anew where a service is. Other services in this place move with it."""
    _refuse(told)
    with recorded("listing.change_place", by=by, about=place.service, place=place.pk):
        _write(place.location, told)
        place.change(changed_at=clock.now())
        touch(place.service)
    return place


def remove_place(place: ServiceAtLocation, *, by: User) -> None:
    """Say that a service is in this place no more."""
    service, location = place.service, place.location
    with recorded("listing.remove_place", by=by, about=service, place=place.pk):
        place.delete()
        if not location.service_at_locations.exists():
            location.delete()
        touch(service)


def _refuse(told: PlaceTold) -> None:
    refuse_if(
        place_problems(address=told.address, postal_code=told.postal_code, hide_address=told.hide_address)
    )


def _write(location: Location, told: PlaceTold) -> None:
    """Keep a hidden address sealed and nowhere else; another one as the rows of the standard."""
    moved = _code_now(location) != outward_code_of(told.postal_code)
    location.hide_address = told.hide_address
    location.hidden_address = _whole(told) if told.hide_address else None
    if told.hide_address or moved:
        location.latitude = location.longitude = None
    if told.hide_address:
        # a name, a property number or a field of a feed can give a street away
        location.name = location.alternate_name = location.description = ""
        location.external_identifier = location.external_identifier_type = ""
        location.more = {}
    location.changed_at = clock.now()
    location.save()
    location.addresses.all().delete()
    if not told.hide_address:
        _write_address(location, told)
    location.accessibility.all().delete()
    if told.access:
        Accessibility.objects.create(location=location, description=told.access, changed_at=clock.now())


def _write_address(location: Location, told: PlaceTold) -> None:
    code = outward_code_of(told.postal_code)
    middle = outward_codes().get(code)
    Address.objects.create(
        location=location,
        address_1=told.address,
        city=told.city or (middle.town if middle else ""),
        state_province=middle.county if middle else "",
        postal_code=told.postal_code,
        outward_code=code,
        changed_at=clock.now(),
    )


def _code_now(location: Location) -> str:
    first = location.addresses.order_by("id").first()
    return first.outward_code if first else ""


def _whole(told: PlaceTold) -> str:
    return "\n".join(part for part in (told.address, told.city, told.postal_code) if part)
