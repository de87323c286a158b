"""Moving a record from one person to another: each row is opened with the old key and sealed with the new.

Every table that points at a person is moved, ended or left here; a test looks that none is forgotten.
"""

import uuid
from collections.abc import Iterator
from functools import partial
from typing import Any

from django.apps import apps
from django.db import transaction
from django.db.models import Q

from alongside.accounts.models import User
from alongside.casework.actions.moving_match import hand, move_match
from alongside.casework.actions.rows import next_number
from alongside.casework.models import Agreement, BalanceScore, PaperFile, PersonRow
from alongside.clinics.models import Visit, VisitState
from alongside.common import clock
from alongside.crypto.files import read_sealed, remove_sealed, write_sealed
from alongside.crypto.models import SealedModel
from alongside.crypto.rebind import rebind
from alongside.drafts.models import Draft
from alongside.people.actions import build_wall, change_person
from alongside.people.models import BreakGlass, Link, Need, Partnership, Person, SafeContact, Wall, WallKind
from alongside.safety.models import Concern

TOLD = ("date_of_birth", "address", "area", "about_me")
"""What a contact may have told of themselves without a name."""

LEFT = (
    "people.Join",
    "people.DualRoleCheck",
    "people.NotMeant",
    "people.NotSamePerson",
    "people.Person",
    "clinics.Accompaniment",
)
"""Tables that point at a person and stay as they are: what was decided, and about whom at that time.

Nobody goes along with a contact that has no name, so there is none to move.
"""


def move_record(contact: Person, person: Person, *, by: User) -> None:
    """Move all that stands under `contact` to `person`. Raises CannotOpen where something would be lost."""
    _move_what_they_told(contact, person, by=by)
    _move_safe_contact(contact, person)
    for row in _rows_of(contact):
        hand(row, person=person)
    _move_agreements(contact, person)
    _move_files(contact, person)
    move_match(contact, person)
    _move_concerns(contact, person)
    _move_links(contact, person)
    _move_visits(contact, person)
    _move_drafts(contact, person)
    _end_sight(contact, person)


def drafts_in_the_way(contact: Person, person: Person) -> bool:
    """Tell whether somebody has the same page half written for both."""
    taken = set(Draft.objects.filter(person_id=person.pk).values_list("user_id", "page"))
    drafts = Draft.objects.filter(person_id=contact.pk)
    return any((draft.user_id, _page_for(draft, contact, person)) in taken for draft in drafts)


def _rows_of(contact: Person) -> Iterator[SealedModel]:
    special = (Agreement, BalanceScore, PaperFile)
    # those of apps above this one as well
    models: list[Any] = [
        model for model in apps.get_models() if issubclass(model, PersonRow) and model not in special
    ]
    for model in (Need, *models):
        yield from model._default_manager.filter(person=contact)


def _move_what_they_told(contact: Person, person: Person, *, by: User) -> None:
    rebind(person, change=lambda: None)
    sealed = rebind(contact, change=lambda: None)
    told = {name: getattr(contact, name) for name in TOLD if getattr(contact, name)}
    new = {name: value for name, value in told.items() if not getattr(person, name)}
    if person.about_me and contact.about_me:
        new["about_me"] = f"{person.about_me}\n\n{contact.about_me}"
    change_person(person, by=by, **new)
    contact.change(**dict.fromkeys(sealed))


def _move_safe_contact(contact: Person, person: Person) -> None:
    """Of two rules that hold, the one said last holds from now on."""
    theirs = SafeContact.objects.filter(person=person, replaced_on=None).first()
    for row in SafeContact.objects.filter(person=contact):
        ended = row.replaced_on
        if ended is None and theirs and row.said_on < theirs.said_on:
            ended = theirs.said_on
        elif ended is None and theirs:
            theirs.change(replaced_on=row.said_on)
        hand(row, person=person, replaced_on=ended)


def _move_agreements(contact: Person, person: Person) -> None:
    number = next_number(Agreement.objects.filter(person=person))
    for place, row in enumerate(Agreement.objects.filter(person=contact).order_by("number")):
        hand(row, person=person, number=number + place)


def _move_files(contact: Person, person: Person) -> None:
    """Write each file under a new name; the old one goes when the database has the new."""
    for row in PaperFile.objects.filter(person=contact):
        was, now = row.file, uuid.uuid4()
        write_sealed(read_sealed(owner=contact.pk, name=was), owner=person.pk, name=now)
        hand(row, person=person, file=now)
        transaction.on_commit(partial(remove_sealed, was))


def _move_concerns(contact: Person, person: Person) -> None:
    for concern in Concern.objects.filter(person=contact):
        parts: list[Any] = [*concern.decisions.all(), *concern.news.all()]
        opened = [(part, rebind(part, change=lambda: None)) for part in parts]
        hand(concern, person=person)
        for part, names in opened:
            part.save(update_fields=names)


def _move_links(contact: Person, person: Person) -> None:
    for link in Link.objects.filter(Q(person=contact) | Q(other=contact)):
        other = link.other if link.person_id == contact.pk else link.person
        either_way = Q(person=person, other=other) | Q(person=other, other=person)
        if other == person or Link.objects.filter(either_way).exists():
            link.delete()
        elif link.person_id == contact.pk:
            hand(link, person=person)
        else:
            link.change(other=person)


def _move_visits(contact: Person, person: Person) -> None:
    for visit in Visit.objects.filter(person=contact):
        theirs = Visit.objects.filter(person=person, session=visit.session_id).first()
        if theirs is None:
            visit.change(person=person)
            continue
        if visit.state == VisitState.CAME:
            theirs.change(state=VisitState.CAME)
        visit.delete()


def _move_drafts(contact: Person, person: Person) -> None:
    for draft in Draft.objects.filter(person_id=contact.pk):
        draft.change(page=_page_for(draft, contact, person), person_id=person.pk)


def _page_for(draft: Draft, contact: Person, person: Person) -> str:
    return draft.page.replace(str(contact.pk), str(person.pk))


def _end_sight(contact: Person, person: Person) -> None:
    """End what let people see the contact; what kept somebody from it keeps them from the person."""
    today, now = clock.today(), clock.now()
    for held in Partnership.objects.filter(person=contact):
        ends_on = max(held.starts_on, min(held.ends_on or today, today))
        held.change(ends_on=ends_on, why=None)
    for glass in BreakGlass.objects.filter(person=contact):
        hand(glass, person=person, until_at=min(glass.until_at, now))
    for wall in Wall.objects.filter(person=contact, lifted_at=None).select_related("user"):
        build_wall(person, user=wall.user, kind=WallKind(wall.kind), by=None)
