"""Hand-overs to services: of one person, and those that are to be rung or asked after."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.db.models import Exists, Q, QuerySet
from django.db.models.functions import Coalesce

from alongside.accounts.models import User
from alongside.casework.models import Answer, AskedHow, WarmHandOver
from alongside.casework.queries.steps import works_with
from alongside.casework.rules import visible_to
from alongside.common import clock
from alongside.crypto.keys import with_keys
from alongside.people.models import Person, SafeContact, SafeWay
from alongside.people.queries.lists import PAGE, people_found
from alongside.people.rules import people_changeable_by
from alongside.people.rules.contact import problems_with, safe_contact_of

FORGOTTEN_AFTER = timedelta(days=7)
"""How long an advocate has to ask before the coordinator sees it."""
ALWAYS_SAFE = (AskedHow.MET, AskedHow.TOLD)


@dataclass(frozen=True)
class WarmDue:
    """A hand-over with something to do about it today, and the ways in which it is safe to ask."""

    hand_over: WarmHandOver
    ways: list[str]

    @property
    def person_id(self) -> UUID:
        """Whom it is about."""
        return self.hand_over.person_id


def warm_hand_overs_of(person: Person) -> list[WarmHandOver]:
    """Return all of a person's with their answers, the newest first."""
    rows = WarmHandOver.objects.filter(person=person).select_related("rung_by", "written_by")
    rows = rows.prefetch_related("answers").order_by("-written_at", "-id")
    return with_keys(rows, "rung_by", "written_by")


def warm_hand_overs_due_for(user: User) -> list[WarmDue]:
    """Return those `user` began, or of people they work with, that are to be rung or asked after by today."""
    mine = Q(written_by=user) | Q(Exists(works_with(user)))
    to_ring = Q(agreed=Answer.YES, rang_on=None, ended_on=None)
    due = WarmHandOver.objects.filter(to_ring | Q(next_ask_on__lte=clock.today()), mine)
    return _with_ways(_with_people(visible_to(user, due)))


def warm_hand_overs_forgotten(user: User, *, limit: int = 50) -> list[WarmHandOver]:
    """Return those whose day to be asked after is more than a week past, of people whom `user` may see."""
    late = WarmHandOver.objects.filter(next_ask_on__lt=clock.today() - FORGOTTEN_AFTER)
    return _with_people(visible_to(user, late), limit=limit)


def people_to_put_in_touch(user: User, words: str = "") -> list[Person]:
    """Return those about whom `user` may write, met last first; or found by a part of a name."""
    people = people_changeable_by(user)
    if not words:
        return with_keys(people.order_by("-last_seen_on", "id")[:PAGE])
    found = people_found(user, words)
    named = [*found.people, *found.alike]
    held = set(people.filter(pk__in=[person.pk for person in named]).values_list("pk", flat=True))
    return [person for person in named if person.pk in held]


def safe_ways_to_ask(person: Person) -> list[AskedHow]:
    """Return the ways in which `person` may be asked today: face to face always, the rest as they said."""
    return _safe_ways(person, safe_contact_of(person))


def _safe_ways(person: Person, contact: SafeContact | None) -> list[AskedHow]:
    others = [way for way in AskedHow if way not in ALWAYS_SAFE]
    safe = [way for way in others if not problems_with(person, contact, SafeWay(way.value))]
    return [*ALWAYS_SAFE, *safe]


def _with_people(rows: QuerySet[WarmHandOver], *, limit: int | None = None) -> list[WarmHandOver]:
    ordered = rows.select_related("person", "written_by")
    ordered = ordered.order_by(Coalesce("next_ask_on", "agreed_on"), "id")
    return with_keys(ordered[:limit], "person", "written_by")


def _with_ways(rows: list[WarmHandOver]) -> list[WarmDue]:
    """One query for what all of them said is safe."""
    people = {row.person_id for row in rows}
    held = SafeContact.objects.filter(person__in=people, replaced_on=None)
    contacts = {contact.person_id: contact for contact in held}
    found = []
    for row in rows:
        safe = _safe_ways(row.person, contacts.get(row.person_id))
        found.append(WarmDue(row, [str(way.label) for way in safe if way not in ALWAYS_SAFE]))
    return found
