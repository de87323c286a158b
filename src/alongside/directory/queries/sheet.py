"""What is printed on a sheet: services under what they are for."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

import segno

from alongside.directory.emails import without_personal
from alongside.directory.models import Phone, Service, ServiceAtLocation
from alongside.directory.needs import NEEDS, NeedTerm
from alongside.directory.queries.find import services_found
from alongside.directory.queries.listings import WHOLE, Week, needs_of, week_of
from alongside.directory.queries.wish import Wish

MOST = 60
"""Services on one sheet: what fits a few pages."""


@dataclass(frozen=True)
class Line:
    """One service as it is printed."""

    service: Service
    places: list[tuple[ServiceAtLocation, Week]]
    week: Week
    phones: list[Phone]
    # a picture of its website's address, for a phone to read
    code: str

    @property
    def description(self) -> str:
        """What they do, without the address of one of their workers."""
        return without_personal(self.service.description)

    @property
    def way_in(self) -> str:
        """How to get in, likewise."""
        return without_personal(self.service.application_process)

    @property
    def has_hidden_address(self) -> bool:
        """Tell whether one of its places is kept to ourselves."""
        return any(place.location.hide_address for place in self.service.service_at_locations.all())


@dataclass(frozen=True)
class Sheet:
    """Services by need; and how many were left out because they are only ours."""

    groups: list[tuple[NeedTerm | None, list[Line]]]
    left_out: int


def sheet_of(ids: Sequence[UUID]) -> Sheet:
    """Return the sheet of these services. Private ones are never printed: paper gets lost."""
    services = Service.objects.select_related("organization").prefetch_related(*WHOLE)
    chosen = list(services.filter(pk__in=ids[:MOST]).order_by("name", "id"))
    printed = [service for service in chosen if not service.not_in_public_feed and not service.is_closed]
    groups: dict[NeedTerm | None, list[Line]] = {}
    for service in printed:
        groups.setdefault(next(iter(needs_of(service)), None), []).append(_line(service))
    order: list[NeedTerm | None] = [*NEEDS, None]
    return Sheet([(need, groups[need]) for need in order if need in groups], len(chosen) - len(printed))


def services_around(wish: Wish) -> list[UUID]:
    """Return what a sheet of one area holds."""
    return services_found(wish, at_once=MOST).services


def _line(service: Service) -> Line:
    places = [
        (place, week_of(place))
        for place in service.service_at_locations.all()
        if not place.location.hide_address
    ]
    phones = list(service.phones.all()) or list(service.organization.phones.all())
    return Line(service, places, week_of(service), phones[:2], code_of(service.url))


def code_of(url: str) -> str:
    """Return a picture of an address on the web as a data URI; empty where it is none."""
    if not url.startswith(("https://", "http://")):
        return ""
    return segno.make(url, error="m", micro=False).svg_data_uri(border=2, scale=3)
