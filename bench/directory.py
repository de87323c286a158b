"""Fill the directory with many services, in bulk, round the actions on purpose."""

import random
from collections.abc import Iterator
from datetime import time, timedelta

from django.db import transaction

from alongside.audit.permit import permitted
from alongside.common import clock
from alongside.directory.actions import set_up_needs
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
from alongside.directory.needs import NEEDS
from alongside.directory.outward_codes import codes_by_band, outward_codes

AT_ONCE = 1000
WORDS = ("soup", "bread", "advice", "beds", "group", "clinic", "voucher", "drop-in", "garden", "helpline")


def fill_services(how_many: int) -> None:
    """Make so many services within ten miles of M15, each with a place, two rows of hours and a number."""
    set_up_needs(by=None)
    middle = outward_codes()["M15"]
    codes = [code for band, some in codes_by_band(middle).items() if band <= 10 for code in some]
    dice = random.Random(1)
    with transaction.atomic(), permitted():
        organization = Organization.objects.create(name="Bench Trust")
        for first in range(0, how_many, AT_ONCE):
            _make(
                [
                    _service(organization, number, dice)
                    for number in range(first, min(first + AT_ONCE, how_many))
                ],
                codes,
                dice,
            )


def _service(organization: Organization, number: int, dice: random.Random) -> Service:
    return Service(
        organization=organization,
        name=f"{dice.choice(WORDS)} {number}",
        description=" ".join(dice.choices(WORDS, k=40)),
        by_phone=number % 10 == 0,
        assured_date=clock.today() - timedelta(days=dice.randrange(200)),
    )


def _make(services: list[Service], codes: list[str], dice: random.Random) -> None:
    Service.objects.bulk_create(services)
    places = [_place(dice.choice(codes), dice) for _ in services]
    Location.objects.bulk_create(location for location, _address in places)
    Address.objects.bulk_create(address for _location, address in places)
    ServiceAtLocation.objects.bulk_create(
        ServiceAtLocation(service=service, location=location)
        for service, (location, _address) in zip(services, places, strict=True)
    )
    Attribute.objects.bulk_create(
        Attribute(service=service, taxonomy_term_id=dice.choice(NEEDS).id) for service in services
    )
    Phone.objects.bulk_create(Phone(service=service, number="0161 496 0000") for service in services)
    Schedule.objects.bulk_create(row for service in services for row in _hours(service, dice))


def _place(code: str, dice: random.Random) -> tuple[Location, Address]:
    middle = outward_codes()[code]
    location = Location(
        latitude=middle.latitude + dice.uniform(-0.02, 0.02),
        longitude=middle.longitude + dice.uniform(-0.02, 0.02),
    )
    address = Address(
        location=location, address_1="1 Canal Street", city=middle.town, postal_code=code, outward_code=code
    )
    return location, address


def _hours(service: Service, dice: random.Random) -> Iterator[Schedule]:
    for days in ("MO,TU,WE", "TH,FR"):
        opens = dice.randrange(7, 18)
        yield Schedule(
            service=service,
            freq=Frequency.WEEKLY,
            byday=days,
            opens_at=time(opens),
            closes_at=time(opens + 5),
        )
