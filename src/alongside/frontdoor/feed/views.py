"""The addresses of the feed. Whoever reads them has not signed in, and sees only what is for everybody."""

from typing import cast
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.urls import resolve, reverse

from alongside.accounts.access import SignedInRequest, allowed, fresh
from alongside.accounts.rules import may_coordinate
from alongside.audit.actions import record
from alongside.common import clock
from alongside.directory.models import ServiceAtLocation
from alongside.directory.outward_codes import OutwardCode, outward_code_of, outward_codes
from alongside.frontdoor.feed import filters, parameters, public
from alongside.frontdoor.feed.answers import Listing, feed, found, listed, said
from alongside.frontdoor.feed.clinics import OwnClinic, OwnClinics
from alongside.frontdoor.feed.export import pieces_of_export
from alongside.frontdoor.feed.parameters import CannotRead, flag, paging, uuid, wanted, words
from alongside.frontdoor.feed.rows import PUBLIC

VERSION = "HSDS-UK-3.0"
PROFILE = "https://docs.openreferraluk.org/"
OPENAPI = "https://openreferraluk.org/specifications/3.0/openapi.json"


@feed
def root(request: HttpRequest) -> HttpResponseBase:
    """Say which standard the feed keeps to."""
    return said({"version": VERSION, "profile": PROFILE, "openapi_url": OPENAPI})


@feed
def services(request: HttpRequest) -> HttpResponseBase:
    """List services: ours, then those of the directory."""
    in_short, full = flag(request.GET, "minimal"), flag(request.GET, "full")
    asked, which = paging(request.GET, full=full, in_short=in_short), wanted(request.GET)
    rows = filters.services_wanted(public.services_in_feed(), which)
    own = [clinic for clinic in OwnClinics().rows if clinic.is_wanted(which)]
    if in_short:
        return listed(Listing(rows, PUBLIC.service_in_short, [clinic.in_short for clinic in own]), asked)
    if full:
        rows = public.services_in_full(rows)
    shown = [clinic.service if full else clinic.basic for clinic in own]
    return listed(Listing(rows, lambda row: PUBLIC.service(row, full=full), shown), asked)


@feed
def service(request: HttpRequest, row_id: str) -> HttpResponseBase:
    """Show one service with all that belongs to it."""
    key = _key(row_id)
    own = (clinic.service for clinic in OwnClinics().rows if clinic.service["id"] == str(key))
    rows = public.services_in_full(public.services_in_feed()).filter(pk=key)
    return found([*own, *(PUBLIC.service(row, full=True) for row in rows)])


@feed
def places(request: HttpRequest) -> HttpResponseBase:
    """List services with their places."""
    full, which = flag(request.GET, "full"), wanted(request.GET)
    asked = paging(request.GET, full=full)
    services_there = filters.services_wanted(public.services_in_feed(), which)
    rows = public.places_in_feed().filter(service__in=services_there.order_by().values("pk"))
    own = [clinic for clinic in OwnClinics().rows if clinic.is_wanted(which)]
    if middle := _middle(request):
        rows, own = _near(rows, own, middle, parameters.metres(request.GET, "proximity"))
    if full:
        rows = public.with_parts_of_place(rows)
    shown = [clinic.full_place if full else clinic.basic_place for clinic in own]
    return listed(Listing(rows, lambda row: PUBLIC.place_with_service(row, full=full), shown), asked)


@feed
def place(request: HttpRequest, row_id: str) -> HttpResponseBase:
    """Show one service in one of its places."""
    key = _key(row_id)
    own = (clinic.full_place for clinic in OwnClinics().rows if clinic.place["id"] == str(key))
    rows = public.with_parts_of_place(public.places_in_feed()).filter(pk=key)
    return found([*own, *(PUBLIC.place_with_service(row, full=True) for row in rows)])


@feed
def organizations(request: HttpRequest) -> HttpResponseBase:
    """List who runs the services of the feed: ourselves first."""
    full, full_service = flag(request.GET, "full"), flag(request.GET, "full_service")
    asked, said_words = paging(request.GET, full=full or full_service), words(request.GET)
    rows = filters.organizations_saying(public.organizations_in_feed(), said_words)
    own = OwnClinics()
    shown = [own.organization_row(full=full, full_service=full_service)] if own.is_saying(said_words) else []
    if not full and not full_service:
        return listed(Listing(rows, lambda row: PUBLIC.organization(row, full=False), shown), asked)
    rows = public.organizations_in_full(rows, full_service=full_service)
    return listed(
        Listing(rows, lambda row: PUBLIC.organization_with_services(row, full_service=full_service), shown),
        asked,
    )


@feed
def organization(request: HttpRequest, row_id: str) -> HttpResponseBase:
    """Show one organisation with its services in the feed."""
    key, full_service = _key(row_id), flag(request.GET, "full_service")
    own = OwnClinics()
    if own.rows and own.organization["id"] == str(key):
        return said(own.organization_row(full=True, full_service=full_service))
    rows = public.organizations_in_full(public.organizations_in_feed(), full_service=full_service)
    return found(
        PUBLIC.organization_with_services(row, full_service=full_service) for row in rows.filter(pk=key)
    )


@feed
def taxonomies(request: HttpRequest) -> HttpResponseBase:
    """List the lists of terms."""
    rows = filters.taxonomies_saying(public.taxonomies_in_feed(), words(request.GET))
    return listed(Listing(rows, lambda row: PUBLIC.taxonomy(row, full=False), []), paging(request.GET))


@feed
def taxonomy(request: HttpRequest, row_id: str) -> HttpResponseBase:
    """Show one list with its terms."""
    rows = public.taxonomies_in_feed().prefetch_related("taxonomy_terms__taxonomy").filter(pk=_key(row_id))
    return found(PUBLIC.taxonomy(row, full=True) for row in rows)


@feed
def terms(request: HttpRequest) -> HttpResponseBase:
    """List terms, of one list or below one term where that is asked for."""
    rows = filters.terms_saying(public.terms_in_feed(), words(request.GET))
    if taxonomy_id := uuid(request.GET, "taxonomy_id"):
        rows = rows.filter(taxonomy=taxonomy_id)
    if parent_id := uuid(request.GET, "parent_id"):
        rows = rows.filter(parent=parent_id)
    if flag(request.GET, "top_only"):
        rows = rows.filter(parent=None)
    return listed(Listing(rows, PUBLIC.term, []), paging(request.GET))


@feed
def term(request: HttpRequest, row_id: str) -> HttpResponseBase:
    """Show one term."""
    return found(PUBLIC.term(row) for row in public.terms_in_feed().filter(pk=_key(row_id)))


@feed
def elsewhere(request: HttpRequest, rest: str) -> HttpResponseBase:
    """Answer where a slash was written at the end; else there is no such address."""
    if not rest.endswith("/"):
        raise Http404
    meant = resolve(f"{reverse('feed-root')}{rest.rstrip('/')}")
    answer: HttpResponseBase = meant.func(request, *meant.args, **meant.kwargs)
    return answer


def _key(row_id: str) -> UUID:
    """Return the id in an address; what is no id is not found."""
    try:
        return UUID(row_id)
    except ValueError as wrong:
        raise Http404 from wrong


def _middle(request: HttpRequest) -> OutwardCode | None:
    """Return the middle of the outward code of the postcode that is asked for."""
    if not (postcode := request.GET.get("postcode", "")):
        return None
    code = outward_codes().get(outward_code_of(postcode))
    if code is None:
        raise CannotRead("postcode", "we do not know where that is. Write one such as M15 6AA, or M15.")
    return code


def _near(
    rows: QuerySet[ServiceAtLocation], own: list[OwnClinic], middle: OutwardCode, metres: int | None
) -> tuple[QuerySet[ServiceAtLocation], list[OwnClinic]]:
    """Leave in those within `metres`, or where no distance is asked for, in the same outward code."""
    if metres is None:
        codes, rows = [middle.code], filters.places_in(rows, middle.code)
    else:
        codes, rows = filters.codes_near(middle, metres), filters.places_near(rows, middle, metres)
    return rows, [clinic for clinic in own if clinic.outward_code in codes]


@fresh
@allowed(may_coordinate)
def export(request: SignedInRequest) -> HttpResponse:
    """Give a coordinator the whole directory, private services included, as a file."""
    record("directory.export", by=request.user)
    response = StreamingHttpResponse(pieces_of_export(), content_type="application/json")
    response["Content-Disposition"] = f'attachment; filename="directory-{clock.today()}.json"'
    # a stream is none of Django's HttpResponse, and every view of ours says that it returns one
    return cast(HttpResponse, response)
