"""Recording what was done, in the same transaction as its effect."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from django.db import connection, models, transaction
from django.utils import timezone

from alongside.audit.chain import FIRST, mac_of
from alongside.audit.models import Entry, Outcome
from alongside.audit.permit import permitted
from alongside.common import clock


class Actor(Protocol):
    """Who does something: a user."""

    @property
    def pk(self) -> Any:
        """Their id."""

    def role_codes(self) -> str:
        """The roles they hold now, as codes with commas between."""


@dataclass
class Note:
    """What an action may still say of itself before it is recorded."""

    about: models.Model | None = None
    person: models.Model | None = None
    facts: dict[str, Any] = field(default_factory=dict)


@contextmanager
def recorded(
    action: str,
    *,
    by: Actor | None,
    about: models.Model | None = None,
    person: models.Model | None = None,
    **facts: Any,
) -> Iterator[Note]:
    """Do what is inside and record it, both or neither. `facts` are ids and codes, never text."""
    note = Note(about, person, facts)
    with transaction.atomic():
        with permitted():
            yield note
        # named here, so that no fact of that name takes its place
        record(action, by=by, about=note.about, person=note.person, outcome=Outcome.DONE, **note.facts)


def record(
    action: str,
    *,
    by: Actor | None,
    about: models.Model | None = None,
    person: models.Model | None = None,
    outcome: Outcome = Outcome.DONE,
    **facts: Any,
) -> Entry:
    """Add one entry to the chain: for what was seen or refused; writes use `recorded`."""
    whose = person if person is not None else about
    entry = Entry(
        at=_time_for(whose),
        actor=by.pk if by else None,
        roles=by.role_codes() if by else "",
        action=action,
        outcome=outcome,
        about_model=about._meta.label_lower if about else "",
        about=str(about.pk) if about else "",
        person=_person_id(about, person),
        facts={name: str(value) for name, value in facts.items() if value is not None},
    )
    return _append(entry)


def _append(entry: Entry) -> Entry:
    with transaction.atomic():
        _take_turn()  # no mutant: PostgreSQL alone needs it
        last = Entry.objects.order_by("-seq").values_list("seq", "mac").first()
        number, before = last or (0, FIRST)
        entry.seq = number + 1
        entry.mac = mac_of(entry, before)
        entry.save(force_insert=True)  # no mutant: the trigger would refuse an update too
    return entry


# SQLite has one writer, and BEGIN IMMEDIATE makes it this one; PostgreSQL needs a lock of our own,
# taken last and held to the commit
_LOCK = "SELECT pg_advisory_xact_lock(hashtext(current_schema()::text || '.audit'))"
_TURN = {"sqlite": "SELECT 1", "postgresql": _LOCK}  # no mutant: as above


def _take_turn() -> None:
    with connection.cursor() as cursor:
        cursor.execute(_TURN[connection.vendor])  # no mutant: as above


def _time_for(whose: models.Model | None) -> datetime:
    """An anonymous contact keeps the date only (R51)."""
    moment = clock.now()
    if getattr(whose, "keeps_no_time", False):
        return timezone.localtime(moment).replace(hour=0, minute=0, second=0, microsecond=0)
    return moment


def _person_id(about: models.Model | None, person: models.Model | None) -> UUID | None:
    if person is not None:
        return UUID(str(person.pk))
    return getattr(about, "person_id", None)
