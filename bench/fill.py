"""Fill an empty service with many people, cases, steps and notes, in bulk.

It goes round the actions on purpose: two hundred thousand of them would take an hour. What it writes is what
they would have written, so that the pages cannot tell.
"""

import random
import secrets
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

from django.db import transaction

from alongside.accounts.actions import open_account, set_up_service
from alongside.accounts.models import Role, User
from alongside.audit.permit import permitted
from alongside.casework.models import Case, CasePeriod, Contact, ContactKind, Step
from alongside.common import clock
from alongside.common.ids import new_id, new_reference
from alongside.crypto import keys
from alongside.crypto.models import DataKey
from alongside.demo.words import FIRST_NAMES, MATTERS, SURNAMES
from alongside.people.models import Partnership, PartnershipKind, Person
from alongside.people.tags import name_tag

CASELOAD = 50
NOTES_EACH = 10
AT_ONCE = 500
SOME_WAIT = 0.02


def fill(people: int) -> None:
    """Make a service with so many people, ten notes each, and an advocate for every fifty."""
    dice, references = random.Random(1), _references()
    set_up_service(name="Bench", words={}, time_zone="Europe/London", is_demonstration=True)
    coordinator = open_account(name="Cora Lind", sign_in_name="cora", roles=[Role.COORDINATOR], by=None)
    for number in range(people // CASELOAD):
        advocate = open_account(
            name=f"Advocate {number}", sign_in_name=f"a{number}", roles=[Role.ADVOCATE], by=coordinator
        )
        with transaction.atomic(), permitted():
            _caseload(advocate, references, dice)


def _caseload(advocate: User, references: Iterator[str], dice: random.Random) -> None:
    people = [_person(advocate, next(references), dice) for _ in range(CASELOAD)]
    Person.objects.bulk_create(people)
    today = clock.today()
    Partnership.objects.bulk_create(
        Partnership(
            person=person, user=advocate, kind=PartnershipKind.ADVOCATE, starts_on=today, given_by=advocate
        )
        for person in people
    )
    cases = [_case(person, advocate) for person in people]
    Case.objects.bulk_create(cases)
    CasePeriod.objects.bulk_create(
        CasePeriod(person=case.person, written_by=advocate, case=case, number=1, opened_on=case.opened_on)
        for case in cases
    )
    Step.objects.bulk_create(_step(case, advocate, dice) for case in cases)
    Contact.objects.bulk_create(_notes(cases, advocate, dice), batch_size=AT_ONCE)
    keys.forget_all()


def _key_for(owner: UUID) -> None:
    wrapped, name = keys.wrap(secrets.token_bytes(32))
    DataKey.objects.create(owner=owner, wrapped=wrapped, wrapped_with=name)


def _references() -> Iterator[str]:
    """Yield codes, none of them twice: among 20,000 drawn by chance, two are the same one time in four."""
    given: set[str] = set()
    while True:
        if (code := new_reference()) not in given:
            given.add(code)
            yield code


def _person(advocate: User, reference: str, dice: random.Random) -> Person:
    first, last = dice.choice(FIRST_NAMES), dice.choice(SURNAMES)
    born = date(1950, 1, 1) + timedelta(days=dice.randrange(20_000))
    seen = clock.today() - timedelta(days=dice.randrange(180))
    person = Person(
        id=new_id(),
        reference=reference,
        called=first,
        full_name=f"{first} {last}",
        date_of_birth=born,
        phone=f"07700 900{dice.randrange(1000):03d}",
        last_seen_on=seen,
        made_on=seen,
        # a service has not taken everybody in during the last minute, which a search looks through again
        changed_at=datetime.combine(seen, time(12), UTC) - timedelta(days=1),
        waiting_since=seen if dice.random() < SOME_WAIT else None,
        made_by=advocate,
        name_tag=name_tag(f"{first} {last}", born),
    )
    _key_for(person.id)
    return person


def _case(person: Person, advocate: User) -> Case:
    matter = MATTERS[0]
    return Case(
        person=person,
        written_by=advocate,
        about=matter["about"],
        aim=matter["aim"],
        opened_on=person.made_on,
    )


def _step(case: Case, advocate: User, dice: random.Random) -> Step:
    due_on = clock.today() + timedelta(days=dice.randrange(-10, 60))
    return Step(
        person=case.person,
        written_by=advocate,
        case=case,
        what="Ring them together",
        rung=2,
        doer=advocate,
        due_on=due_on,
    )


def _notes(cases: list[Case], advocate: User, dice: random.Random) -> Iterator[Contact]:
    for case in cases:
        for number in range(NOTES_EACH):
            yield Contact(
                person=case.person,
                written_by=advocate,
                case=case,
                kind=ContactKind.MET,
                happened_on=case.opened_on - timedelta(days=7 * number),
                minutes=20,
                fact=dice.choice(MATTERS)["facts"][0],
                words=dice.choice(MATTERS)["quotes"][0],
            )
