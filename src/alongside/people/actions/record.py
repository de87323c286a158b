"""Every change to a person's own record."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Role, User
from alongside.audit.actions import recorded
from alongside.common import clock
from alongside.common.ids import new_anonymous_id, new_id, new_reference
from alongside.common.problems import Problem, refuse_if
from alongside.crypto.actions import make_key
from alongside.people.actions.sight import begin_partnership, meet_at_clinic
from alongside.people.models import Join, PartnershipKind, Person
from alongside.people.tags import name_tag, phone_tag

NAMING = ("called", "full_name", "phone", "email")
"""Any of these makes a contact somebody."""


def record_person(*, by: User, waiting: bool = False, **told: Any) -> Person:
    """Begin a record with whatever the person told us, which may be nothing (A4)."""
    told = _told(told)
    unnamed = not any(told.get(field) for field in NAMING)
    today = clock.today()
    person = Person(
        id=new_anonymous_id() if unnamed else new_id(),
        reference=_free_reference(),
        is_anonymous_contact=unnamed,
        made_on=today,
        last_seen_on=today,
        made_by=by,
        waiting_since=today if waiting else None,
        **told,
    )
    person.changed_at = person.moment()
    with recorded("person.record", by=by, about=person, person=person):
        make_key(person.id)
        for field, tag in _tags(person).items():
            setattr(person, field, tag)
        person.save(force_insert=True)
    return person


def start_with_person(*, by: User, at_clinic: bool, **told: Any) -> Person:
    """Record somebody who sat down, and let whoever wrote it see them; a coordinator sees them as it is."""
    with recorded("person.start", by=by, at_clinic=at_clinic) as note:
        person = record_person(by=by, **told)
        note.about = note.person = person
        if at_clinic and not by.has_role(Role.COORDINATOR):
            meet_at_clinic(person, user=by, by=by)
        elif not by.has_role(Role.COORDINATOR):
            begin_partnership(person, user=by, kind=PartnershipKind.ADVOCATE, by=by)
    return person


def change_person(person: Person, *, by: User, **told: Any) -> Person:
    """Write what the person told us now. A contact who gives a name is somebody from then on."""
    new = {field: value for field, value in _told(told).items() if getattr(person, field) != value}
    if not new:
        return person
    with recorded("person.change", by=by, about=person, person=person, fields=",".join(sorted(new))):
        for field, value in new.items():
            setattr(person, field, value)
        if any(getattr(person, field) for field in NAMING):
            person.is_anonymous_contact = False
        person.change(
            **new,
            **_tags(person),
            is_anonymous_contact=person.is_anonymous_contact,
            changed_at=person.moment(),
        )
    return person


def seen_on(person: Person, *, on: date, by: User) -> None:
    """Keep the last day on which somebody was with them."""
    if on > person.last_seen_on:
        with recorded("person.seen", by=by, about=person, person=person):
            person.change(last_seen_on=on)


def start_waiting(person: Person, *, by: User, since: date | None = None) -> None:
    """Put them on the list of people who wait for an advocate. Who waits already keeps their place."""
    if person.waiting_since is None:
        with recorded("person.wait", by=by, about=person, person=person):
            person.change(waiting_since=since or clock.today())


def stop_waiting(person: Person, *, by: User) -> None:
    """Take them off the list of people who wait."""
    if person.waiting_since is not None:
        with recorded("person.stop_waiting", by=by, about=person, person=person):
            person.change(waiting_since=None)


def ask_to_join(contact: Person, person: Person, *, person_agreed: bool, by: User) -> Join:
    """Keep what they said to joining an anonymous contact to them; join only on their yes (A4, R52)."""
    problems = []
    if not contact.is_anonymous_contact or contact.joined_to_id or contact == person:
        problems.append(
            Problem("not_a_contact", _("Only a contact with no name can be joined, and only once."))
        )
    if person.is_anonymous_contact:
        problems.append(Problem("no_name", _("Give the person a name first, then join."), "person"))
    refuse_if(problems)
    join = Join(
        id=contact.new_row_id(),
        contact=contact,
        person=person if person_agreed else None,
        person_agreed=person_agreed,
        asked_on=clock.today(),
        asked_by=by,
    )
    with recorded("person.join", by=by, about=join, person=contact, agreed=person_agreed):
        join.save(force_insert=True)
        if person_agreed:
            _join(contact, person)
    return join


def _join(contact: Person, person: Person) -> None:
    contact.change(joined_to=person)
    waits = [day for day in (contact.waiting_since, person.waiting_since) if day]
    person.change(
        last_seen_on=max(contact.last_seen_on, person.last_seen_on),
        waiting_since=min(waits, default=None),
    )


def _free_reference() -> str:
    """Of 890 million codes, one in five services of 20,000 people would meet one twice."""
    reference = new_reference()
    while Person.objects.filter(reference=reference).exists():
        reference = new_reference()
    return reference


def _told(told: dict[str, Any]) -> dict[str, Any]:
    """An empty answer is no answer."""
    return {field: None if value == "" else value for field, value in told.items()}


def _tags(person: Person) -> dict[str, str]:
    name, birth, phone = person.full_name or person.called, person.date_of_birth, person.phone
    return {
        # what cannot be opened has no tag
        "name_tag": name_tag(name, birth) if isinstance(name, str) and isinstance(birth, date) else "",
        "phone_tag": phone_tag(phone) if isinstance(phone, str) else "",
    }
