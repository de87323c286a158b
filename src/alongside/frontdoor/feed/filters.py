"""Leaves in a list of the feed only what is asked for."""

from functools import reduce
from math import cos, radians

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from alongside.directory.models import (
    Address,
    Attribute,
    Organization,
    Schedule,
    Service,
    ServiceAtLocation,
    Taxonomy,
    TaxonomyTerm,
)
from alongside.directory.outward_codes import OutwardCode, miles_between, outward_codes
from alongside.frontdoor.feed.parameters import Wanted

METRES_A_MILE = 1609.344
METRES_A_DEGREE = 111_000
"""A little less than there are: the box must not be too small."""


def services_wanted(services: QuerySet[Service], wanted: Wanted) -> QuerySet[Service]:
    """Return the services that are asked for."""
    found = services.filter(_said(wanted.words, *SERVICE_SAYS), _of_ages(wanted))
    if wanted.organization_id:
        found = found.filter(organization=wanted.organization_id)
    if wanted.modified_after:
        found = found.filter(last_modified__gte=wanted.modified_after)
    if wanted.taxonomy_term_id:
        terms = Attribute.objects.filter(taxonomy_term=wanted.taxonomy_term_id)
        found = found.filter(pk__in=terms.filter(service__isnull=False).values("service"))
    if wanted.taxonomy_id:
        terms = Attribute.objects.filter(taxonomy_term__taxonomy=wanted.taxonomy_id)
        found = found.filter(pk__in=terms.filter(service__isnull=False).values("service"))
    return found.filter(_open_then(wanted)) if wanted.asks_for_hours else found


SERVICE_SAYS = ("name", "alternate_name", "description", "organization__name")
ORGANIZATION_SAYS = ("name", "alternate_name", "description")
TERM_SAYS = ("name", "description")


def organizations_saying(
    organizations: QuerySet[Organization], words: tuple[str, ...]
) -> QuerySet[Organization]:
    """Return the organisations in which all these words stand."""
    return organizations.filter(_said(words, *ORGANIZATION_SAYS))


def taxonomies_saying(taxonomies: QuerySet[Taxonomy], words: tuple[str, ...]) -> QuerySet[Taxonomy]:
    """Return the lists of terms in which all these words stand."""
    return taxonomies.filter(_said(words, *TERM_SAYS))


def terms_saying(terms: QuerySet[TaxonomyTerm], words: tuple[str, ...]) -> QuerySet[TaxonomyTerm]:
    """Return the terms in which all these words stand."""
    return terms.filter(_said(words, *TERM_SAYS))


def places_in(places: QuerySet[ServiceAtLocation], code: str) -> QuerySet[ServiceAtLocation]:
    """Return places with an address in an outward code."""
    return places.filter(_has_address_in([code]))


def places_near(
    places: QuerySet[ServiceAtLocation], middle: OutwardCode, metres: int
) -> QuerySet[ServiceAtLocation]:
    """Return places within `metres` of the middle of an outward code.

    A place without coordinates stands where the middle of its own outward code is.
    """
    tall = metres / METRES_A_DEGREE
    wide = tall / max(0.1, cos(radians(middle.latitude)))
    in_box = places.filter(
        location__latitude__range=(middle.latitude - tall, middle.latitude + tall),
        location__longitude__range=(middle.longitude - wide, middle.longitude + wide),
    )
    near = [
        place_id
        for place_id, latitude, longitude in in_box.order_by().values_list(
            "pk", "location__latitude", "location__longitude"
        )
        if is_near(latitude or 0, longitude or 0, middle, metres)
    ]
    elsewhere = Q(location__latitude=None) & Q(_has_address_in(codes_near(middle, metres)))
    return places.filter(Q(pk__in=near) | elsewhere)


def _has_address_in(codes: list[str]) -> Exists:
    # asked of each place: "location in (…)" makes SQLite go over all services times all places
    return Exists(Address.objects.filter(location=OuterRef("location"), outward_code__in=codes))


def codes_near(middle: OutwardCode, metres: int) -> list[str]:
    """Return the outward codes whose middle is within `metres` of that of another."""
    return [
        code.code
        for code in outward_codes().values()
        if is_near(code.latitude, code.longitude, middle, metres)
    ]


def is_near(latitude: float, longitude: float, middle: OutwardCode, metres: int) -> bool:
    """Tell whether a point is within `metres` of the middle of an outward code."""
    return miles_between(latitude, longitude, middle) * METRES_A_MILE <= metres


def _said(words: tuple[str, ...], *names: str) -> Q:
    """Return what asks for rows in which each word stands in one of these fields."""
    each = (reduce(Q.__or__, (Q(**{f"{name}__icontains": word}) for name in names)) for word in words)
    return reduce(Q.__and__, each, Q())


def _of_ages(wanted: Wanted) -> Q:
    """Return what asks for services for somebody between two ages; who says no age takes all."""
    found = Q()
    if wanted.minimum_age is not None:
        found &= Q(maximum_age=None) | Q(maximum_age__gte=wanted.minimum_age)
    if wanted.maximum_age is not None:
        found &= Q(minimum_age=None) | Q(minimum_age__lte=wanted.maximum_age)
    return found


def _open_then(wanted: Wanted) -> Q:
    """Return what asks for services open on a day or between two times. Without hours, none is."""
    hours = Schedule.objects.exclude(freq="")
    if wanted.day:
        hours = hours.filter(byday__contains=wanted.day)
    if wanted.start_time:
        after_midnight = Q(closes_at__lte=F("opens_at"))
        hours = hours.filter(after_midnight | Q(closes_at__gt=wanted.start_time))
    if wanted.end_time:
        hours = hours.filter(opens_at__lt=wanted.end_time)
    at_places = hours.filter(service_at_location__location__hide_address=False)
    return Q(pk__in=hours.filter(service__isnull=False).values("service")) | Q(
        pk__in=at_places.values("service_at_location__service")
    )
