"""Enquiries as the coordinator reads them, and whether somebody tried in time (KPI 4)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.clinics.series import nation_here
from alongside.common import clock
from alongside.crypto.keys import with_keys
from alongside.frontdoor.models import Enquiry, EnquiryOutcome, EnquiryTry
from alongside.frontdoor.rules.enquiries import first_try_due_on
from alongside.frontdoor.rules.sight import enquiries_visible_to

LOOK_BACK = timedelta(days=90)
CLOSED_SHOWN = 20
MOST = 300
"""More than this at once is a flood, and not read in one go."""

TOLD: dict[str, Promise] = {
    "called": _("Called"),
    "about": _("What they wrote"),
    "phone": _("Phone number"),
    "email": _("E-mail address"),
    "address": _("Where letters reach them"),
    "code_name": _("Say you are"),
    "who_answers": _("Who else may pick up"),
    "best_time": _("Good time"),
    "needs": _("What would make it easier"),
    "worker_name": _("The worker"),
    "worker_service": _("Of which service"),
    "worker_phone": _("The worker’s number"),
    "worker_email": _("The worker’s e-mail address"),
    "why_not_agreed": _("Why they have not agreed yet"),
}
"""What may be told, each with what it is about, in the order in which it is read."""


@dataclass(frozen=True)
class EnquiryLine:
    """One enquiry of a list, and by when somebody tries."""

    enquiry: Enquiry
    due_on: date

    @property
    def is_untried(self) -> bool:
        """Tell whether nobody has tried yet."""
        return self.enquiry.first_tried_at is None

    @property
    def is_late(self) -> bool:
        """Tell whether nobody has tried, and the days for it are over."""
        return self.is_untried and self.due_on < clock.today()


@dataclass(frozen=True)
class Promptness:
    """How many were tried in time, of those that were to be tried by now."""

    in_time: int
    of: int


def enquiries_waiting(user: User) -> list[EnquiryLine]:
    """Return the enquiries not closed: those nobody tried first, the oldest first."""
    return sorted(_lines(user, Enquiry.objects.waiting()[:MOST]), key=lambda line: not line.is_untried)


def enquiries_untried(user: User, *, limit: int) -> list[EnquiryLine]:
    """Return the enquiries to which nobody tried to get back, the oldest first."""
    return _lines(user, Enquiry.objects.untried()[:MOST])[:limit]


def enquiries_closed(user: User) -> list[Enquiry]:
    """Return the enquiries closed last. Their list names nobody."""
    closed = Enquiry.objects.exclude(closed_at=None).order_by("-closed_at", "id")
    return enquiries_visible_to(user, with_keys(closed[:CLOSED_SHOWN]))


def tries_of(enquiry: Enquiry) -> list[EnquiryTry]:
    """Return what was tried, the newest first."""
    return with_keys(enquiry.tries.select_related("tried_by").order_by("-tried_at", "id"))


def told_in(enquiry: Enquiry) -> list[tuple[str, str]]:
    """Return what an enquiry tells, each with what it is about."""
    said = enquiry.said
    return [(str(about), str(said[name])) for name, about in TOLD.items() if said.get(name)]


def promptness() -> Promptness:
    """Return how many of the last 90 days' enquiries were tried within two working days (KPI 4)."""
    nation, today = nation_here(), clock.today()
    rows = (
        Enquiry.objects.filter(received_at__gte=clock.now() - LOOK_BACK)
        .exclude(outcome=EnquiryOutcome.EMPTY)
        .values_list("received_at", "first_tried_at")
    )
    in_time = of = 0
    for received_at, tried_at in rows:
        due = first_try_due_on(received_at, nation=nation)
        if tried_at or due < today:
            of += 1
            in_time += bool(tried_at) and timezone.localtime(tried_at).date() <= due
    return Promptness(in_time, of)


def _lines(user: User, rows: Iterable[Enquiry]) -> list[EnquiryLine]:
    nation = nation_here()
    return [
        EnquiryLine(row, first_try_due_on(row.received_at, nation=nation))
        for row in enquiries_visible_to(user, with_keys(rows))
    ]
