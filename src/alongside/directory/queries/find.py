"""Finding services: by need, day and time, area, for whom, and words.

Distances are those from the middle of an outward code, so they are told in whole miles and never rank inside
a band: there the open ones come first, then the names.
"""

from dataclasses import dataclass
from math import cos, radians
from typing import Any
from uuid import UUID

from django.db.models import (
    Case,
    Exists,
    ExpressionWrapper,
    F,
    FloatField,
    IntegerField,
    OuterRef,
    Q,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from alongside.directory.models import (
    Address,
    Attribute,
    LocationType,
    OpenTo,
    Schedule,
    Service,
    ServiceAtLocation,
    ServiceStatus,
)
from alongside.directory.needs import NEED_OF
from alongside.directory.outward_codes import (
    BANDS,
    MILES_A_DEGREE,
    OutwardCode,
    area_letters,
    codes_by_band,
)
from alongside.directory.queries.cards import Card, Hit, cards_for
from alongside.directory.queries.opening import Openness, openness_of
from alongside.directory.queries.wish import Wish

AT_ONCE = 20
SEARCHED = ("name", "alternate_name", "description", "eligibility_description", "organization__name")
TOLD = Q(location__hide_address=False, location__location_type=LocationType.PHYSICAL)
"""Rows that people can be sent to."""
Rows = Any
"""A QuerySet; with annotations each has a type of its own."""


@dataclass(frozen=True)
class Found:
    """One page of what was found: places to go to, then what needs no journey."""

    places: list[Card]
    afar: list[Card]
    has_more: bool
    is_area_known: bool

    @property
    def services(self) -> list[UUID]:
        """The services on this page, each once, in their order."""
        return list(dict.fromkeys(card.service.pk for card in (*self.places, *self.afar)))


def services_found(wish: Wish, *, page: int = 1, at_once: int = AT_ONCE) -> Found:
    """Return a page of what fits a wish."""
    first = (page - 1) * at_once
    near = [Hit(**row) for row in _places(wish)[first : first + at_once + 1]]
    # half as many: they come after the places
    few = (at_once + 1) // 2
    first = (page - 1) * few
    afar = [Hit(**row) for row in _afar(wish)[first : first + few + 1]]
    cards = cards_for([*near[:at_once], *afar[:few]], wish.time)
    return Found(
        places=[card for card in cards if card.place],
        afar=[card for card in cards if not card.place],
        has_more=len(near) > at_once or len(afar) > few,
        is_area_known=not wish.area or wish.middle is not None,
    )


def _places(wish: Wish) -> Rows:
    """Services in places that may be told, within reach."""
    places = _reached(wish).filter(_service(wish, "service__"))
    places = places.annotate(said=_said(wish, place=OuterRef("pk"), service=OuterRef("service_id")))
    if wish.when:
        places = places.filter(said__lt=Openness.CLOSED)
    band = _band(wish.middle, wish.within) if wish.middle else Value(None, IntegerField())
    order = ("band", "said", "service__name", "pk") if wish.middle else ("said", "service__name", "pk")
    return places.annotate(band=band).order_by(*order).values("said", "band", "service_id", place_id=F("pk"))


def _afar(wish: Wish) -> Rows:
    """Services by phone or online, or in no place that may be told; not those with a place within reach."""
    told = ServiceAtLocation.objects.filter(TOLD, service=OuterRef("pk"))
    afar: Rows = Service.objects.filter(
        _service(wish, ""),
        Q(by_phone=True) | Q(online=True) | ~Exists(told),
        ~Exists(_reached(wish).filter(service=OuterRef("pk"))),
    ).annotate(said=_said(wish, place=None, service=OuterRef("pk")))
    if wish.when:
        afar = afar.filter(said__lt=Openness.CLOSED)
    return afar.order_by("said", "name", "pk").values("said", service_id=F("pk"))


def _reached(wish: Wish) -> Rows:
    """Services in places that may be told, within reach of the area where there is one."""
    places: Rows = ServiceAtLocation.objects.filter(TOLD)
    if not wish.area:
        return places
    if wish.middle is None:
        return places.filter(_in_area_letters(wish.area))
    return _in_reach(places, wish.middle, wish.within)


def _service(wish: Wish, path: str) -> Q:
    """What a service itself must be like; `path` leads to it."""
    wanted = Q(**{f"{path}status": ServiceStatus.ACTIVE})
    if wish.need:
        having = Attribute.objects.filter(taxonomy_term=NEED_OF[wish.need].id, service__isnull=False).values(
            "service"
        )
        wanted &= Q(**{f"{path}pk__in": having})
    if wish.open_to:
        wanted &= Q(**{f"{path}open_to__in": (OpenTo.EVERYONE, wish.open_to)})
    if wish.age is not None:
        for end, sign in (("minimum_age", "lte"), ("maximum_age", "gte")):
            wanted &= Q(**{f"{path}{end}": None}) | Q(**{f"{path}{end}__{sign}": wish.age})
    for word in wish.words.split():
        somewhere = Q()
        for field in SEARCHED:
            somewhere |= Q(**{f"{path}{field}__icontains": word})
        wanted &= somewhere
    return wanted


def _said(wish: Wish, *, place: OuterRef | None, service: OuterRef) -> Coalesce:
    """What the hours say of the time: a place's own hours where it has some, else those of the service."""
    of_service = openness_of(Schedule.objects.filter(service=service), "service", wish.time.open)
    said: list[Any] = [Subquery(of_service), Value(Openness.UNCLEAR)]
    if place is not None:
        of_place = Schedule.objects.filter(service_at_location=place)
        said.insert(0, Subquery(openness_of(of_place, "service_at_location", wish.time.open)))
    return Coalesce(*said, output_field=IntegerField())


def _in_area_letters(area: str) -> Q:
    """An outward code that is in no table still tells the letters: "M" of "M99"."""
    near = Address.objects.filter(
        location=OuterRef("location_id"), outward_code__regex=rf"^{area_letters(area)}[0-9]"
    )
    return Q(Exists(near))


def _in_reach(places: Rows, middle: OutwardCode, within: int) -> Rows:
    """Keep places up to `within` miles from a middle: by their own point, else by their own outward code."""
    end = next(end for band, end in BANDS if band == within)
    reach = end / MILES_A_DEGREE
    wide = reach / cos(radians(middle.latitude))
    by_point = Q(
        location__latitude__range=(middle.latitude - reach, middle.latitude + reach),
        location__longitude__range=(middle.longitude - wide, middle.longitude + wide),
        square__lt=end**2,
    )
    by_code = Q(location__latitude=None) & Exists(_coded(middle, within))
    return places.annotate(square=_square_miles(middle)).filter(by_point | by_code)


def _coded(middle: OutwardCode, within: int) -> Rows:
    """The addresses of a location whose outward code is within reach."""
    codes = [code for band, some in codes_by_band(middle).items() if band <= within for code in some]
    return Address.objects.filter(location=OuterRef("location_id"), outward_code__in=codes)


def _band(middle: OutwardCode, within: int) -> Case:
    """The whole miles that are told of a place within reach."""
    by_code = Case(
        *(
            When(outward_code__in=some, then=Value(band))
            for band, some in sorted(codes_by_band(middle).items())
            if band <= within
        )
    )
    told = _coded(middle, within).annotate(told=by_code).order_by("told").values("told")
    return Case(
        When(location__latitude=None, then=Subquery(told[:1])),
        *(When(square__lt=end**2, then=Value(band)) for band, end in BANDS if band <= within),
        output_field=IntegerField(),
    )


def _square_miles(middle: OutwardCode) -> "ExpressionWrapper[Any]":
    """The square of the miles to a middle: no root is needed to compare."""
    north = (F("location__latitude") - Value(middle.latitude)) * Value(MILES_A_DEGREE)
    width = MILES_A_DEGREE * cos(radians(middle.latitude))
    east = (F("location__longitude") - Value(middle.longitude)) * Value(width)
    return ExpressionWrapper(north * north + east * east, output_field=FloatField())
