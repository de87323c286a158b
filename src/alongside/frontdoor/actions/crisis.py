"""Every change to the crisis card."""

from collections.abc import Collection

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.common import clock
from alongside.frontdoor.models import CrisisCheck, LocalNumber


def write_number(
    row: LocalNumber | None, *, by: User, name: str, number: str, what_for: str = ""
) -> LocalNumber:
    """Put a local number on the card, or write one anew."""
    row = row or LocalNumber()
    row.name, row.number, row.what_for = name, number, what_for or None
    row.written_by, row.written_at = by, clock.now()
    with recorded("crisis.write_number", by=by, about=row):
        row.save()
    return row


def remove_number(number: LocalNumber, *, by: User) -> None:
    """Take a local number off the card."""
    with recorded("crisis.remove_number", by=by, number=number.pk):
        number.delete()


def check_card(*, by: User, left_off: Collection[str] = ()) -> CrisisCheck:
    """Say that every number on the card was checked today, and which national ones are left off (F5)."""
    check = CrisisCheck(checked_on=clock.today(), checked_by=by, left_off=sorted(left_off))
    with recorded("crisis.check", by=by, about=check):
        check.save(force_insert=True)
    return check
