"""The whole directory as one page of Open Referral UK JSON, to be taken elsewhere and brought in there.

Private services are in it, marked as such, and so is that an address is hidden. The hidden addresses
themselves and our own notes are not: a file lies about on laptops.
"""

import json
from collections.abc import Iterator

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from alongside.directory.models import Organization, Service, ServiceAtLocation
from alongside.directory.needs import TAXONOMY_ID
from alongside.frontdoor.feed import public
from alongside.frontdoor.feed.fields import Row
from alongside.frontdoor.feed.rows import WHOLE

AT_ONCE = 200
"""Services that are read together."""


def pieces_of_export() -> Iterator[str]:
    """Yield the text of the file, so that no more than a few services are in memory."""
    others = _others()
    total = len(others) + Service.objects.count()
    page = {
        "total_items": total,
        "total_pages": 1,
        "page_number": 1,
        "size": total,
        "first_page": True,
        "last_page": True,
        "empty": not total,
    }
    yield f'{json.dumps(page)[:-1]}, "contents": ['
    for number, row in enumerate(_rows(others)):
        yield f"{',' if number else ''}\n{json.dumps(row, ensure_ascii=False)}"
    yield "\n]}\n"


def _rows(others: list[Row]) -> Iterator[Row]:
    yield from others
    services = _services()
    for start in range(0, services.count(), AT_ONCE):
        for service in services[start : start + AT_ONCE]:
            yield WHOLE.service(service, full=True)


def _others() -> list[Row]:
    """Return what no service would bring along: lists of terms but our own, and who runs nothing yet."""
    taxonomies = public.taxonomies_in_feed().exclude(pk=TAXONOMY_ID)
    runs_one = Service.objects.filter(organization=OuterRef("pk"))
    idle = Organization.objects.filter(~Exists(runs_one)).order_by("name", "id")
    return [
        *(WHOLE.taxonomy(row, full=True) for row in taxonomies.prefetch_related("taxonomy_terms__taxonomy")),
        *(
            WHOLE.organization_with_services(row, full_service=False)
            for row in public.organizations_in_full(idle, full_service=False)
        ),
    ]


def _services() -> QuerySet[Service]:
    places = public.with_parts_of_place(ServiceAtLocation.objects.order_by("id")).select_related(None)
    return (
        Service.objects.order_by("name", "id")
        .prefetch_related(*public.parts_of_service(), Prefetch("service_at_locations", places))
        .prefetch_related(
            Prefetch("organization", public.parts_of_organizations(Organization.objects.all())),
        )
    )
