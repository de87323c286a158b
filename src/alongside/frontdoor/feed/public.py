"""What of the directory anybody may read, with all that a page of the feed needs in a few queries."""

from typing import Any

from django.db.models import Exists, F, OuterRef, Prefetch, QuerySet

from alongside.directory.models import (
    Attribute,
    Contact,
    Location,
    Organization,
    Service,
    ServiceAtLocation,
    Taxonomy,
    TaxonomyTerm,
)

REACH = ("phones__languages",)


def services_in_feed() -> QuerySet[Service]:
    """Return services that are not private, each with who runs it."""
    return Service.objects.in_public_feed().select_related("organization").order_by("name", "id")


def places_in_feed() -> QuerySet[ServiceAtLocation]:
    """Return the places of those services: of a hidden address, not even that there is one."""
    shown = Service.objects.in_public_feed().values("pk")
    return (
        ServiceAtLocation.objects.filter(service__in=shown, location__hide_address=False)
        .select_related("location", "service__organization")
        .order_by("service__name", "id")
    )


def organizations_in_feed() -> QuerySet[Organization]:
    """Return those who run a service in the feed: who runs only private ones is private too."""
    shown = Service.objects.in_public_feed().filter(organization=OuterRef("pk"))
    return Organization.objects.filter(Exists(shown)).order_by("name", "id")


def taxonomies_in_feed() -> QuerySet[Taxonomy]:
    """Return the lists of terms."""
    return Taxonomy.objects.order_by("name", "id")


def terms_in_feed() -> QuerySet[TaxonomyTerm]:
    """Return the terms of all lists."""
    return TaxonomyTerm.objects.select_related("taxonomy").order_by(
        F("taxonomy__name").asc(nulls_first=True), "name", "id"
    )


def services_in_full(services: QuerySet[Service]) -> QuerySet[Service]:
    """Return services of the feed with all that belongs to them, in a constant number of queries."""
    places = with_parts_of_place(places_in_feed()).select_related(None)
    return services.prefetch_related(*parts_of_service(), Prefetch("service_at_locations", places))


def parts_of_service() -> tuple[Any, ...]:
    """Return what is fetched with a service in full, but its places."""
    return (
        *REACH,
        *("schedules", "service_areas", "languages", "funding", "cost_options", "eligibilitys"),
        contacts(),
        attributes(),
    )


def with_parts_of_place(places: QuerySet[ServiceAtLocation]) -> QuerySet[ServiceAtLocation]:
    """Return places with hours, addresses and the rest."""
    of_location: QuerySet[Location] = Location.objects.prefetch_related(
        *REACH, "addresses", "accessibility", "languages", "schedules", contacts(), attributes()
    )
    return (
        places.select_related(None)
        .select_related("service__organization")
        .prefetch_related(*REACH, "schedules", contacts(), attributes(), Prefetch("location", of_location))
    )


def organizations_in_full(
    organizations: QuerySet[Organization], *, full_service: bool
) -> QuerySet[Organization]:
    """Return organisations with all that belongs to them, and their services in the feed."""
    services = services_in_feed()
    if full_service:
        services = services_in_full(services)
    return parts_of_organizations(organizations).prefetch_related(Prefetch("services", services))


def parts_of_organizations(organizations: QuerySet[Organization]) -> QuerySet[Organization]:
    """Return organisations with the numbers they are registered under and the rest."""
    return organizations.prefetch_related(
        *REACH, "organization_identifiers", "funding", contacts(), attributes()
    )


def contacts() -> "Prefetch[Any, Any, Any]":
    """Return what fetches contacts with their telephones."""
    return Prefetch("contacts", Contact.objects.prefetch_related(*REACH))


def attributes() -> "Prefetch[Any, Any, Any]":
    """Return what fetches the terms of a row."""
    return Prefetch("attributes", Attribute.objects.select_related("taxonomy_term__taxonomy"))
