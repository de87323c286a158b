"""What happens when a sealed value does not open: it is recorded, and the rest of the page goes on (R30)."""

from django.db import models

from alongside.audit.actions import record
from alongside.audit.models import Outcome


def record_unreadable(row: models.Model, field: str) -> None:
    """Record that `field` of `row` could not be opened."""
    record("seal.unreadable", by=None, about=row, outcome=Outcome.REFUSED, field=field)
