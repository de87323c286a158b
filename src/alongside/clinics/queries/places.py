"""Clinics: the list, one with its days to come, and risk sheets to read again."""

from dataclasses import dataclass
from datetime import date, timedelta

from alongside.clinics.models import Clinic, ClinicException, Session
from alongside.clinics.series import Gap, exceptions_of, gaps_between, nation_here
from alongside.common import clock
from alongside.crypto.keys import with_keys

WEEKS_SHOWN = 6
GAPS_SHOWN = 13


@dataclass(frozen=True)
class DaysToCome:
    """What one clinic has ahead: sessions, days that are otherwise, and bank holidays."""

    sessions: list[Session]
    exceptions: list[ClinicException]
    gaps: list[Gap]


def running_clinics() -> list[Clinic]:
    """Return the clinics that were not closed for good, in the order of the week."""
    return with_keys(Clinic.objects.running())


def closed_clinics() -> list[Clinic]:
    """Return the clinics that were closed for good."""
    return with_keys(Clinic.objects.exclude(closed_on=None).order_by("-closed_on", "id"))


def risk_sheets_due() -> list[Clinic]:
    """Return the clinics whose risk sheet was last read more than 12 months ago, or never (B1)."""
    return with_keys(Clinic.objects.risk_sheet_due())


def days_to_come(clinic: Clinic) -> DaysToCome:
    """Return what a clinic has ahead."""
    today = clock.today()
    sessions = clinic.sessions.filter(on__range=(today, today + timedelta(weeks=WEEKS_SHOWN))).in_order()
    exceptions = with_keys(clinic.exceptions.filter(on__gte=today).order_by("on"))
    return DaysToCome(list(sessions), exceptions, _gaps(clinic, today))


def _gaps(clinic: Clinic, today: date) -> list[Gap]:
    last = today + timedelta(weeks=GAPS_SHOWN)
    return gaps_between(clinic, today, last, nation=nation_here(), exceptions=exceptions_of(clinic, today))
