"""What a list or a sheet shows of services: where, when, how to reach them, and when that was checked."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import BooleanField, ExpressionWrapper, Q

from alongside.directory.models import Address, Phone, Schedule, Service, ServiceAtLocation
from alongside.directory.queries.opening import Openness, on_day
from alongside.directory.queries.wish import TimeAsked


@dataclass(frozen=True)
class Hit:
    """One row that was found, as ids."""

    service_id: UUID
    said: int = Openness.UNCLEAR
    place_id: UUID | None = None
    band: int | None = None


@dataclass
class Card:
    """One service, in one of its places where it has some."""

    service: Service
    place: ServiceAtLocation | None
    band: int | None
    said: Openness
    time: TimeAsked
    address: Address | None = None
    phones: list[Phone] = field(default_factory=list)
    # those of the day asked about
    hours: list[Schedule] = field(default_factory=list)
    # hours that are words only
    words: list[str] = field(default_factory=list)
    # its address is kept to ourselves
    has_hidden_address: bool = False

    @property
    def is_open(self) -> bool:
        """Tell whether clear hours say that it is open at the time asked about."""
        return self.said == Openness.OPEN

    @property
    def is_unclear(self) -> bool:
        """Tell whether nobody can say."""
        return self.said == Openness.UNCLEAR


def cards_for(hits: Sequence[Hit], time: TimeAsked) -> list[Card]:
    """Return what to show of these, in their order."""
    known = Service.objects.select_related("organization").in_bulk([hit.service_id for hit in hits])
    places = ServiceAtLocation.objects.select_related("location").in_bulk(
        [hit.place_id for hit in hits if hit.place_id]
    )
    cards = [
        Card(
            service=known[hit.service_id],
            place=places.get(hit.place_id) if hit.place_id else None,
            band=hit.band,
            said=Openness(hit.said),
            time=time,
        )
        for hit in hits
    ]
    _add_addresses(cards)
    _add_hidden(cards)
    _add_phones(cards)
    _add_hours(cards)
    return cards


def _add_addresses(cards: Iterable[Card]) -> None:
    at = {card.place.location_id: card for card in cards if card.place}
    found: dict[UUID, Address] = {}
    for address in Address.objects.filter(location__in=at).order_by("address_type", "id"):
        found.setdefault(address.location_id, address)
    for card in cards:
        if card.place:
            card.address = found.get(card.place.location_id)


def _add_hidden(cards: Iterable[Card]) -> None:
    """Places that are hidden are on no card; that there is one is said."""
    without = {card.service.pk: card for card in cards if not card.place}
    hidden = ServiceAtLocation.objects.filter(service__in=without, location__hide_address=True)
    for service_id in hidden.values_list("service_id", flat=True):
        without[service_id].has_hidden_address = True


def _add_phones(cards: Sequence[Card]) -> None:
    """A number of the place comes before one of the service, and that before one of the organisation."""
    places = [card.place.pk for card in cards if card.place]
    services = [card.service.pk for card in cards]
    organizations = [card.service.organization_id for card in cards]
    by_owner: defaultdict[UUID | None, list[Phone]] = defaultdict(list)
    rows = Phone.objects.filter(
        Q(service__in=services) | Q(service_at_location__in=places) | Q(organization__in=organizations)
    )
    for phone in rows.order_by("id"):
        by_owner[phone.service_at_location_id or phone.service_id or phone.organization_id].append(phone)
    for card in cards:
        owners = (card.place and card.place.pk, card.service.pk, card.service.organization_id)
        card.phones = next((by_owner[owner] for owner in owners if owner and by_owner[owner]), [])


def _add_hours(cards: Sequence[Card]) -> None:
    if not cards:
        return
    time = cards[0].time
    places = [card.place.pk for card in cards if card.place]
    services = [card.service.pk for card in cards]
    shown = ExpressionWrapper(on_day(time.day) | time.open, output_field=BooleanField())
    by_owner: defaultdict[UUID | None, list[Any]] = defaultdict(list)
    rows = Schedule.objects.filter(Q(service__in=services) | Q(service_at_location__in=places))
    for row in rows.annotate(is_shown=shown).order_by("opens_at", "id"):
        by_owner[row.service_at_location_id or row.service_id].append(row)
    for card in cards:
        own = by_owner[card.place.pk] if card.place else []
        hours = own or by_owner[card.service.pk]
        card.hours = [row for row in hours if row.is_shown]
        card.words = list(dict.fromkeys(row.description for row in hours if row.description and not row.freq))
