"""Where and when to find us, for anybody: nothing of host, room, way in, door code or who is on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.clinics.models import Clinic, ClinicException, ExceptionKind
from alongside.clinics.series import (
    Exceptions,
    Times,
    bank_holidays,
    days_between,
    gaps_between,
    nation_here,
)
from alongside.common import clock
from alongside.crypto.keys import with_keys

AHEAD = timedelta(weeks=8)
"""How far ahead the public pages look."""
NEXT = 4
"""How many dates stand on the list of all places."""

NOT_THERE = _("We are not there")
OTHER_TIMES = _("Not the usual times")
ON_A_HOLIDAY = _("We are there, though it is a bank holiday")
EXTRA = _("An extra day")


@dataclass(frozen=True)
class PublicDay:
    """One day: from when until when, or that we are not there; and what is not as usual."""

    on: date
    times: Times | None
    note: str | Promise = ""
    holiday: str = ""


@dataclass(frozen=True)
class PublicPlace:
    """A clinic that anybody may read of, with its days to come."""

    clinic: Clinic
    days: list[PublicDay]

    @property
    def next_days(self) -> list[PublicDay]:
        """The next few days on which we are there, and the days between on which we are not."""
        shown, running = [], 0
        for one in self.days:
            running += one.times is not None
            if running > NEXT:
                break
            shown.append(one)
        return shown

    @property
    def different_days(self) -> list[PublicDay]:
        """The days that are not as usual: what a poster on a wall cannot know of itself."""
        return [one for one in self.days if one.note or one.holiday]


def public_places() -> list[PublicPlace]:
    """Return every clinic that anybody may read of, in the order of the week; in a few queries."""
    return _with_days(with_keys(Clinic.objects.public()))


def public_place(clinic_id: UUID) -> PublicPlace | None:
    """Return one clinic with its days, or None where it is not for everybody."""
    return next(iter(_with_days(with_keys(Clinic.objects.public().filter(pk=clinic_id)))), None)


def _with_days(clinics: list[Clinic]) -> list[PublicPlace]:
    today = clock.today()
    rows = ClinicException.objects.filter(clinic__in=clinics, on__range=(today, today + AHEAD))
    otherwise: dict[UUID, dict[date, ClinicException]] = {}
    for row in rows.defer("why"):
        otherwise.setdefault(row.clinic_id, {})[row.on] = row
    nation = nation_here()
    return [
        PublicPlace(
            clinic, sorted(_days(clinic, otherwise.get(clinic.pk, {}), nation), key=lambda one: one.on)
        )
        for clinic in clinics
    ]


def _days(clinic: Clinic, exceptions: Exceptions, nation: str) -> Iterator[PublicDay]:
    today = clock.today()
    last = today + AHEAD
    for on, times in days_between(clinic, today, last, nation=nation, exceptions=exceptions).items():
        if on > today or times.ends_at > clock.local_time():
            yield PublicDay(on, times, _note(clinic, exceptions.get(on), nation))
    for gap in gaps_between(clinic, today, last, nation=nation, exceptions=exceptions):
        yield PublicDay(gap.on, None, NOT_THERE, gap.why)
    for on, row in exceptions.items():
        if row.kind == ExceptionKind.CANCELLED:
            yield PublicDay(on, None, NOT_THERE)


def _note(clinic: Clinic, row: ClinicException | None, nation: str) -> str | Promise:
    """Return what is not as usual on a day on which it runs. Why stays inside: it may name somebody."""
    if row is None:
        return ""
    if row.kind == ExceptionKind.MOVED:
        return OTHER_TIMES
    return ON_A_HOLIDAY if row.on in bank_holidays(nation, row.on.year) else EXTRA
