"""What pages of clinics have in common: days in an address."""

from datetime import date

from alongside.accounts.access import SignedInRequest


def day_asked_for(request: SignedInRequest, name: str) -> date | None:
    """Return the day in an address such as ?from=2026-11-23; None for anything that is no day."""
    try:
        return date.fromisoformat(request.GET.get(name, ""))
    except ValueError:
        return None
