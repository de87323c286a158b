"""What the data protection lead is told, and that they looked (R13)."""

from django.db import transaction

from alongside.accounts.models import User
from alongside.audit.actions import record, recorded
from alongside.audit.models import Entry, Outcome
from alongside.common import clock
from alongside.people.models import Person, PrivacyAlert, PrivacyAlertKind, Wall, WallKind


def refuse_reach(person: Person | None, *, by: User, action: str, page: str | None = None) -> None:
    """Record that somebody reached for a person and was not let; for their own record, leave an alert."""
    with transaction.atomic():
        entry = record(action, by=by, person=person, outcome=Outcome.REFUSED, page=page)
        own = Wall.objects.filter(user=by, person=person, kind=WallKind.OWN, lifted_at=None)
        if person and own.exists():
            leave_alert(PrivacyAlertKind.OWN_RECORD, entry)


def leave_alert(kind: PrivacyAlertKind, entry: Entry) -> None:
    """Leave an alert that holds the number of an audit entry, and nothing that says who (R13)."""
    with recorded("privacy.alert", by=None) as note:
        note.about = PrivacyAlert.objects.create(kind=kind, entry=entry.seq, at=entry.at)


def see_alert(alert: PrivacyAlert, *, by: User) -> None:
    """Say that an alert was looked at."""
    with recorded("privacy.see_alert", by=by, about=alert):
        alert.change(seen_at=clock.now(), seen_by=by)
