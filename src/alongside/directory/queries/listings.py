"""One service with all its parts; and the lists of the coordinator."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, OuterRef, Q
from django.utils import dates
from django.utils.translation import gettext

from alongside.common import clock
from alongside.crypto.keys import with_keys
from alongside.directory.models import (
    Frequency,
    Schedule,
    Service,
    ServiceAtLocation,
    ServiceReport,
    ServiceStatus,
)
from alongside.directory.needs import NEED_OF_ID, NeedTerm
from alongside.directory.queries.opening import DAYS

AT_ONCE = 50
WHOLE = (
    "phones",
    "eligibilitys",
    "cost_options",
    "schedules",
    "organization__phones",
    "languages",
    "service_areas",
    "attributes__taxonomy_term",
    "service_at_locations__schedules",
    "service_at_locations__phones",
    "service_at_locations__location__addresses",
    "service_at_locations__location__accessibility",
)


@dataclass(frozen=True)
class Week:
    """The usual hours by day of the week, those of certain dates, and the words they came as."""

    days: list[tuple[str, list[Schedule]]]
    other: list[Schedule]
    words: list[str]


def whole_service(service_id: Any) -> Service | None:
    """Return a service with everything its page shows, or None."""
    services = Service.objects.select_related("organization", "assured_by").prefetch_related(*WHOLE)
    return services.filter(pk=service_id).first()


def needs_of(service: Service) -> list[NeedTerm]:
    """Return which of our own needs a service answers."""
    terms = {attribute.taxonomy_term_id for attribute in service.attributes.all()}
    return [need for term, need in NEED_OF_ID.items() if term in terms]


def week_of(whose: Service | ServiceAtLocation) -> Week:
    """Return the hours of a service, or of it in one place, as a week. Hours that are over are left out."""
    today = clock.today()
    rows = [row for row in whose.schedules.all() if row.valid_to is None or row.valid_to >= today]
    rows.sort(key=lambda row: (str(row.opens_at), str(row.pk)))
    usual = [row for row in rows if _is_usual(row)]
    words = dict.fromkeys(row.description for row in rows if row.description)
    other = [row for row in rows if not _is_usual(row) and row.opens_at and row.closes_at]
    return Week(list(_runs_of_days(usual)), other, list(words))


def _runs_of_days(usual: Iterable[Schedule]) -> Iterator[tuple[str, list[Schedule]]]:
    """Yield days that follow each other and have the same hours as one line: "Monday to Friday"."""
    hours = [[row for row in usual if code in row.byday] for code in DAYS]
    for times, run in groupby(
        range(len(DAYS)), key=lambda day: [(r.opens_at, r.closes_at) for r in hours[day]]
    ):
        days = list(run)
        first, last = (str(dates.WEEKDAYS[day]) for day in (days[0], days[-1]))
        label = first if len(days) == 1 else gettext("%(first)s to %(last)s") % {"first": first, "last": last}
        if times:
            yield label, hours[days[0]]


def _is_usual(row: Schedule) -> bool:
    """Tell whether these are hours of every week; the page shows others with their days."""
    window = (row.valid_from, row.valid_to, row.dtstart)
    return (
        row.freq == Frequency.WEEKLY
        and not any(window)
        and row.interval in {None, 1}
        and bool(row.opens_at and row.closes_at)
    )


def reports_of(service: Service) -> list[ServiceReport]:
    """Return what was said to be wrong and nobody has looked at, oldest first."""
    reports = service.reports.filter(settled_at=None).select_related("made_by").order_by("made_at", "id")
    return with_keys(reports, "made_by")


def services_said_wrong(*, limit: int) -> list[ServiceReport]:
    """Return what was said to be wrong first and nobody has looked at, over all services."""
    reports = ServiceReport.objects.filter(settled_at=None).select_related("service", "made_by")
    return with_keys(reports.order_by("made_at", "id")[:limit], "made_by")


def services_listed(*, which: str = "", words: str = "", number: Any = 1) -> Page[Any]:
    """Return a page of the coordinator's list: all, those to check, said to be wrong, private, or closed."""
    open_reports = ServiceReport.objects.filter(service=OuterRef("pk"), settled_at=None)
    services = Service.objects.select_related("organization").annotate(is_wrong=Exists(open_reports))
    running = services.exclude(status=ServiceStatus.DEFUNCT)
    chosen = {
        "unchecked": running.unchecked(),
        "wrong": services.filter(Exists(open_reports)),
        "private": running.filter(not_in_public_feed=True),
        "closed": services.filter(status=ServiceStatus.DEFUNCT),
    }.get(which, running)
    for word in words.split():
        chosen = chosen.filter(Q(name__icontains=word) | Q(organization__name__icontains=word))
    return Paginator(chosen.order_by("name", "id"), AT_ONCE).get_page(number)


def how_many_wait() -> dict[str, int]:
    """Return how many running services nobody has checked for 90 days, and how many are said to be wrong."""
    wrong = ServiceReport.objects.filter(settled_at=None).aggregate(n=Count("service", distinct=True))
    unchecked = Service.objects.exclude(status=ServiceStatus.DEFUNCT).unchecked()
    return {"unchecked": unchecked.count(), "wrong": wrong["n"]}
