"""When the crisis card is due to be checked."""

from datetime import date

from alongside.common import clock
from alongside.frontdoor.models import CrisisCheck
from alongside.people.rules.contact import months_after

CHECK_EVERY_MONTHS = 3
"""The card is checked each quarter (F5)."""


def check_due_on(last: CrisisCheck | None) -> date:
    """Return by when every number is checked again; today where nobody ever did."""
    return months_after(last.checked_on, CHECK_EVERY_MONTHS) if last else clock.today()


def card_is_due(last: CrisisCheck | None) -> bool:
    """Tell whether the numbers are to be checked now."""
    return check_due_on(last) <= clock.today()
