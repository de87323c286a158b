"""Changes to a person's own record."""

import itertools
from datetime import UTC, date, datetime, time, timedelta
from uuid import UUID

import pytest
from django.utils.timezone import localtime

from alongside.accounts.models import User
from alongside.audit.models import Entry
from alongside.common import clock
from alongside.common.problems import RuleBroken
from alongside.people.actions import (
    ask_to_join,
    change_person,
    link_people,
    record_need,
    record_person,
    seen_on,
    start_waiting,
    start_with_person,
    stop_waiting,
    write_safe_contact,
)
from alongside.people.actions import record as module
from alongside.people.models import Join, LinkKind, NeedKind, Partnership, PartnershipKind, Person
from alongside.people.rules import people_visible_to
from tests.factories.people import make_partnership, make_person

AFTERNOON = datetime(2026, 7, 9, 14, 25, 31, 500, tzinfo=UTC)


def version(id_: UUID) -> int | None:
    """Return which kind of UUID it is: 7 tells the time it was made."""
    return id_.version


def test_person_may_tell_nothing(coordinator: User) -> None:
    person = record_person(by=coordinator)

    assert person.is_anonymous_contact
    assert person.label == f"No name yet · {person.reference}"
    assert (person.called, person.full_name, person.phone) == (None, None, None)


def test_empty_answer_is_no_answer(coordinator: User) -> None:
    person = record_person(by=coordinator, called="", full_name="", phone="", email="", area="NG1")

    assert Person.objects.get(pk=person.pk).is_anonymous_contact
    assert person.called is None


@pytest.mark.parametrize("field", ["called", "full_name", "phone", "email"])
def test_any_name_or_number_makes_somebody(coordinator: User, field: str) -> None:
    person = record_person(by=coordinator, **{field: "07700 900123"})

    assert not person.is_anonymous_contact


def test_r51_anonymous_contact_keeps_no_time_of_day(coordinator: User, advocate: User) -> None:
    named = make_person(by=coordinator, called="Jo")

    with clock.at(AFTERNOON):
        contact = start_with_person(by=advocate, at_clinic=True)
        said = write_safe_contact(contact, by=advocate, ways=[])
        need = record_need(contact, by=advocate, kind=NeedKind.QUIET)
        link = link_people(named, contact, kind=LinkKind.FAMILY, by=coordinator)
        seen_on(contact, on=clock.today(), by=advocate)

    partnership = Partnership.objects.get(person=contact)
    rows = [contact, said, need, link, partnership]
    times = [contact.changed_at, said.written_at, need.written_at, link.written_at, partnership.given_at]
    times += Entry.objects.filter(person=contact.pk).values_list("at", flat=True)
    assert [version(row.pk) for row in rows] == [4] * len(rows)
    assert len(times) >= 10
    assert {localtime(moment).time() for moment in times} == {time(0)}


def test_reference_that_somebody_has_is_not_given_again(
    coordinator: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = itertools.chain(["AAA-222", "AAA-222", "BBB-333"])
    monkeypatch.setattr(module, "new_reference", lambda: next(codes))

    references = [record_person(by=coordinator).reference for _ in range(2)]

    assert references == ["AAA-222", "BBB-333"]


@pytest.mark.parametrize(
    "name",
    ["Zoe\u0308", "Zo\u00eb", "🦊", "👩🏽‍🦽", "محمد", "نور\u200cالدین", "O’Brien", "x" * 200],
)
def test_r31_name_comes_back_exactly_as_typed(coordinator: User, name: str) -> None:
    person = record_person(by=coordinator, called=name)

    again = Person.objects.get(pk=person.pk)

    assert again.called == name
    assert again.label == name


def test_starting_at_a_clinic_lets_the_advocate_see_them_for_a_while(other_advocate: User) -> None:
    person = start_with_person(by=other_advocate, at_clinic=True, called="Jo")

    partnership = Partnership.objects.get(person=person)
    assert partnership.kind == PartnershipKind.CLINIC
    assert partnership.ends_on == clock.today() + timedelta(days=28)
    assert list(people_visible_to(other_advocate)) == [person]


def test_starting_elsewhere_makes_the_advocate_theirs(other_advocate: User) -> None:
    person = start_with_person(by=other_advocate, at_clinic=False, called="Jo")

    partnership = Partnership.objects.get(person=person)
    assert (partnership.kind, partnership.ends_on) == (PartnershipKind.ADVOCATE, None)


@pytest.mark.parametrize("at_clinic", [True, False])
def test_coordinator_starts_without_a_partnership(coordinator: User, at_clinic: bool) -> None:
    person = start_with_person(by=coordinator, at_clinic=at_clinic, called="Jo", waiting=True)

    assert not Partnership.objects.exists()
    assert person.waiting_since == clock.today()


def test_change_keeps_what_was_told_now(person: Person, advocate: User) -> None:
    change_person(person, by=advocate, called="Joey", phone="07700 900123", area="")

    again = Person.objects.get(pk=person.pk)
    assert (again.called, again.full_name, again.phone, again.area) == (
        "Joey",
        "Jo Marsh",
        "07700 900123",
        None,
    )
    assert Entry.objects.order_by("-seq")[0].facts == {"fields": "called,phone"}


def test_change_of_nothing_writes_nothing(person: Person, advocate: User) -> None:
    before = Entry.objects.count()

    change_person(person, by=advocate, called="Jo", about_me="")

    assert Entry.objects.count() == before


def test_change_moves_the_tags_and_the_time(person: Person, advocate: User) -> None:
    old = (person.name_tag, person.changed_at)

    change_person(person, by=advocate, full_name="Joan Bell", phone="07700 900123")

    again = Person.objects.get(pk=person.pk)
    assert again.name_tag not in {old[0], ""}
    assert again.phone_tag != ""
    assert again.changed_at > old[1]


def test_contact_who_gives_a_name_is_somebody(coordinator: User) -> None:
    contact = record_person(by=coordinator)

    change_person(contact, by=coordinator, called="Kit")

    assert not Person.objects.get(pk=contact.pk).is_anonymous_contact


def test_contact_who_gives_no_name_stays_without(coordinator: User) -> None:
    contact = record_person(by=coordinator)

    change_person(contact, by=coordinator, area="NG1")

    assert Person.objects.get(pk=contact.pk).is_anonymous_contact


def test_last_seen_only_moves_on(person: Person, advocate: User) -> None:
    today = clock.today()

    seen_on(person, on=today + timedelta(days=2), by=advocate)
    seen_on(person, on=today, by=advocate)

    assert Person.objects.get(pk=person.pk).last_seen_on == today + timedelta(days=2)
    assert Entry.objects.filter(action="person.seen").count() == 1


def test_who_waits_keeps_their_place(person: Person, advocate: User) -> None:
    start_waiting(person, by=advocate, since=date(2026, 3, 2))
    start_waiting(person, by=advocate)

    assert Person.objects.get(pk=person.pk).waiting_since == date(2026, 3, 2)


def test_who_stops_waiting_is_off_the_list(person: Person, advocate: User) -> None:
    start_waiting(person, by=advocate)

    stop_waiting(person, by=advocate)
    stop_waiting(person, by=advocate)

    assert Person.objects.get(pk=person.pk).waiting_since is None
    assert Entry.objects.filter(action="person.stop_waiting").count() == 1


def test_joining_puts_the_contact_behind_the_person(person: Person, advocate: User) -> None:
    contact = start_with_person(by=advocate, at_clinic=True)
    start_waiting(contact, by=advocate, since=date(2026, 3, 2))
    seen_on(contact, on=clock.today() + timedelta(days=1), by=advocate)

    join = ask_to_join(contact, person, person_agreed=True, by=advocate)

    again = Person.objects.get(pk=person.pk)
    assert (join.contact, join.person, join.person_agreed) == (contact, person, True)
    assert Person.objects.get(pk=contact.pk).joined_to == person
    assert again.last_seen_on == clock.today() + timedelta(days=1)
    assert again.waiting_since == date(2026, 3, 2)
    assert list(people_visible_to(advocate)) == [person]


def test_r52_refused_joining_keeps_no_trace_of_the_person(person: Person, advocate: User) -> None:
    contact = start_with_person(by=advocate, at_clinic=True)

    ask_to_join(contact, person, person_agreed=False, by=advocate)

    join = Join.objects.get()
    assert (join.contact, join.person, join.person_agreed) == (contact, None, False)
    assert Person.objects.get(pk=contact.pk).joined_to is None
    entry = Entry.objects.order_by("-seq")[0]
    assert (entry.person, entry.facts) == (contact.pk, {"agreed": "False"})


def codes(broken: pytest.ExceptionInfo[RuleBroken]) -> list[str]:
    """Return the codes of the problems."""
    return [problem.code for problem in broken.value.problems]


def test_only_a_contact_without_a_name_is_joined(person: Person, advocate: User, coordinator: User) -> None:
    other = make_person(by=coordinator, called="Kit")

    with pytest.raises(RuleBroken) as broken:
        ask_to_join(other, person, person_agreed=True, by=coordinator)

    assert codes(broken) == ["not_a_contact"]


def test_contact_is_joined_only_once_and_to_somebody_with_a_name(person: Person, coordinator: User) -> None:
    contact = make_person(by=coordinator)
    ask_to_join(contact, person, person_agreed=True, by=coordinator)

    with pytest.raises(RuleBroken) as broken:
        ask_to_join(contact, make_person(by=coordinator), person_agreed=True, by=coordinator)

    assert codes(broken) == ["not_a_contact", "no_name"]


def test_partnership_takes_somebody_off_the_list_of_those_who_wait(
    coordinator: User, other_advocate: User
) -> None:
    person = make_person(by=coordinator, called="Jo", waiting=True)

    make_partnership(person, other_advocate)

    assert Person.objects.get(pk=person.pk).waiting_since is None


def test_text_of_a_row_says_no_name(person: Person, advocate: User, coordinator: User) -> None:
    """A row may end in a log: what it calls itself is an id or a reference."""
    contact = record_person(by=coordinator)
    rows = [
        person,
        write_safe_contact(person, by=advocate, ways=[]),
        record_need(person, by=advocate, kind=NeedKind.QUIET),
        link_people(person, contact, kind=LinkKind.FAMILY, by=coordinator),
        ask_to_join(contact, person, person_agreed=False, by=coordinator),
    ]

    assert [str(row) for row in rows] == [
        person.reference,
        *(
            f"{noun} {row.pk}"
            for noun, row in zip(("safe contact", "need", "link", "join"), rows[1:], strict=True)
        ),
    ]
