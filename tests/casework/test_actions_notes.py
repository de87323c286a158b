"""Contact notes."""

from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.audit.models import Entry
from alongside.casework.actions.notes import Told, correct_note, write_note
from alongside.casework.models import OUTSIDE, Case, Contact, ContactKind
from alongside.common import clock
from alongside.common.problems import RuleBroken
from alongside.people.models import Person
from tests.factories.casework import codes, make_instruction, make_note
from tests.factories.people import make_partnership, make_person


def told(**more: Any) -> Told:
    """Return what a note tells, of a meeting today unless told otherwise."""
    return Told(**{"kind": ContactKind.MET, "happened_on": clock.today(), "fact": "Jo came", **more})


def test_note_keeps_fact_view_and_words_apart(person: Person, case: Case, advocate: User) -> None:
    write_note(
        person,
        by=advocate,
        case=case,
        told=told(words="I am fed up", view="Jo is tired", minutes=40, happened_at=time(9, 30)),
    )

    note = Contact.objects.get()
    assert (note.fact, note.view, note.words) == ("Jo came", "Jo is tired", "I am fed up")
    assert (note.case, note.minutes, note.happened_at, note.is_late) == (case, 40, time(9, 30), False)


def test_note_is_recorded_with_no_words(person: Person, advocate: User) -> None:
    make_note(person, by=advocate)

    entry = Entry.objects.get(action="note.write")
    assert (entry.person, entry.facts) == (person.pk, {"kind": "met"})


def test_empty_note_is_refused(person: Person, advocate: User) -> None:
    with pytest.raises(RuleBroken) as broken:
        make_note(person, by=advocate, fact="")

    assert codes(broken) == ["empty"]


@pytest.mark.parametrize("days, late", [(0, False), (2, False), (3, True), (30, True)])
def test_c10_note_written_later_than_48_hours_is_marked(
    person: Person, advocate: User, days: int, late: bool
) -> None:
    note = make_note(person, by=advocate, happened_on=clock.today() - timedelta(days=days))

    assert note.is_late is late


@pytest.mark.parametrize("minutes, late", [(-1, False), (1, True)])
def test_c10_with_a_time_48_hours_are_counted_to_the_minute(
    person: Person, advocate: User, minutes: int, late: bool
) -> None:
    met_on = clock.today()
    met = timezone.make_aware(datetime.combine(met_on, time(14)))

    with clock.at(met + timedelta(hours=48, minutes=minutes)):
        note = make_note(person, by=advocate, happened_on=met_on, happened_at=time(14))

    assert note.is_late is late


def test_note_of_hearing_from_them_moves_the_day_they_were_last_seen(person: Person, advocate: User) -> None:
    tomorrow = clock.now() + timedelta(days=1)

    with clock.at(tomorrow):
        make_note(person, by=advocate, kind=ContactKind.TRIED)
        before = Person.objects.get().last_seen_on
        make_note(person, by=advocate, kind=ContactKind.CALL)

    assert Person.objects.get().last_seen_on - before == timedelta(days=1)


@pytest.mark.parametrize("kind", OUTSIDE)
def test_c6_contact_with_the_other_side_needs_agreed_words_or_a_reason(
    person: Person, case: Case, advocate: User, kind: str
) -> None:
    words = make_instruction(case, by=advocate, agreed_on=clock.today())

    with pytest.raises(RuleBroken) as broken:
        make_note(person, by=advocate, case=case, kind=kind)
    on_words = make_note(person, by=advocate, case=case, kind=kind, instruction=words)
    on_none = make_note(person, by=advocate, kind=kind, no_instruction_why="Jo spoke")

    assert codes(broken) == ["no_instruction"]
    assert (on_words.instruction, on_none.no_instruction_why) == (words, "Jo spoke")


def test_contact_with_the_person_needs_no_words(person: Person, case: Case, advocate: User) -> None:
    words = make_instruction(case, by=advocate, agreed_on=clock.today())

    note = make_note(person, by=advocate, case=case, instruction=words, no_instruction_why="None")

    assert (note.instruction, note.no_instruction_why) == (None, None)


def test_note_says_all_that_is_wrong(person: Person, advocate: User) -> None:
    with pytest.raises(RuleBroken) as broken:
        make_note(person, by=advocate, kind=ContactKind.OTHER_CALL, fact="")

    assert codes(broken) == ["empty", "no_instruction"]


def test_c10_correction_stands_beside_what_it_corrects(person: Person, case: Case, advocate: User) -> None:
    note = make_note(person, by=advocate, case=case, fact="The letter is of 2 May")

    with clock.at(clock.now() + timedelta(days=5)):
        second = correct_note(note, by=advocate, told=told(fact="The letter is of 3 May"))
        third = correct_note(second, by=advocate, told=told(fact="The letter is of 4 May"))

    rows = Contact.objects.order_by("correction")
    assert [(row.fact, row.correction, row.is_current) for row in rows] == [
        ("The letter is of 2 May", 0, False),
        ("The letter is of 3 May", 1, False),
        ("The letter is of 4 May", 2, True),
    ]
    assert (second.corrects, third.corrects, third.case) == (note, note, case)
    assert third.is_late is False


def test_correction_of_a_late_note_stays_late(person: Person, advocate: User) -> None:
    note = make_note(person, by=advocate, happened_on=clock.today() - timedelta(days=9))

    correction = correct_note(note, by=advocate, told=told())

    assert correction.is_late is True


def test_note_is_corrected_where_it_stands_now(person: Person, advocate: User) -> None:
    note = make_note(person, by=advocate)
    correct_note(note, by=advocate, told=told(fact="Jo rang"))

    with pytest.raises(RuleBroken) as broken:
        correct_note(note, by=advocate, told=told(fact="Jo wrote"))

    assert codes(broken) == ["corrected"]
    assert Contact.objects.count() == 2


def test_correction_says_something_too(person: Person, advocate: User) -> None:
    with pytest.raises(RuleBroken) as broken:
        correct_note(make_note(person, by=advocate), by=advocate, told=told(fact=""))

    assert codes(broken) == ["empty"]


def test_r51_note_of_an_anonymous_contact_has_no_time(advocate: User) -> None:
    contact = make_person(by=advocate)
    make_partnership(contact, advocate)

    note = make_note(contact, by=advocate, happened_at=time(14, 5))

    assert note.happened_at is None
    assert timezone.localtime(note.written_at).time() == time(0)


@pytest.mark.parametrize(
    "fields",
    [
        {"fact": None},
        {"minutes": 1441},
        {"kind": "other_call"},
        {"correction": 1},
    ],
)
def test_database_keeps_a_note_whole(person: Person, advocate: User, fields: dict[str, Any]) -> None:
    make_note(person, by=advocate)

    with pytest.raises(IntegrityError), transaction.atomic(), recorded("test", by=None):
        Contact.objects.update(**fields)
