"""Who comes, what is counted, and how the day ends."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.audit.models import Entry
from alongside.clinics import actions
from alongside.clinics.models import (
    Clinic,
    Session,
    SessionClose,
    ShiftRole,
    Tally,
    TallyKind,
    Topic,
    Visit,
)
from alongside.clinics.queries import last_press_of, tally_counts, visits_of
from alongside.clinics.rules.day import expect_problems
from alongside.common.problems import Problem, RuleBroken
from alongside.peers.models import StageName
from alongside.people.actions import lift_wall
from alongside.people.models import Partnership, Person, WallKind
from alongside.people.rules import may_see_person
from tests.clinics.conftest import NOW, TODAY, at
from tests.factories.clinics import make_shift, session_on
from tests.factories.peers import make_advocate, make_stage
from tests.factories.people import make_link, make_person, make_wall

NEXT = date(2026, 12, 3)
LUNCH, INFORMATION = TallyKind.LUNCH, TallyKind.INFORMATION


def codes(broken: pytest.ExceptionInfo[RuleBroken]) -> list[str]:
    """Return what stood against it."""
    return [problem.code for problem in broken.value.problems]


def test_expect_puts_somebody_on_the_list_once(staffed: Session, lead: User, person: Person) -> None:
    first = actions.expect(person, session=staffed, by=lead)
    again = actions.expect(person, session=staffed, by=lead)

    assert (first, first.state, first.made_by) == (again, "expected", lead)
    assert str(first) == f"visit {first.pk}"


def test_expect_does_not_undo_an_arrival(staffed: Session, lead: User, person: Person) -> None:
    actions.arrive(person, session=staffed, by=lead)

    assert actions.expect(person, session=staffed, by=lead).state == "came"


def test_expect_refuses_a_day_that_is_over(staffed: Session, lead: User, person: Person) -> None:
    with at(NOW + timedelta(days=1)), pytest.raises(RuleBroken) as broken:
        actions.expect(person, session=staffed, by=lead)

    assert codes(broken) == ["day_is_over"]


def test_a7_nobody_is_expected_where_somebody_is_on_from_whom_a_wall_parts_them(
    staffed: Session, lead: User, shadow: User, person: Person
) -> None:
    make_wall(person, shadow)

    with pytest.raises(RuleBroken) as broken:
        actions.expect(person, session=staffed, by=lead)

    assert [str(problem.sentence) for problem in broken.value.problems] == [
        "Not available. Choose another session."
    ]
    assert actions.arrive(person, session=staffed, by=lead).state == "came"


def test_expect_refuses_a_session_that_does_not_run(
    session: Session, coordinator: User, person: Person
) -> None:
    actions.cancel_session(session, by=coordinator)

    with pytest.raises(RuleBroken) as broken:
        actions.expect(person, session=session, by=coordinator)

    assert codes(broken) == ["cancelled"]


def test_arrival_lets_lead_and_shadow_see_the_person_for_a_while(
    staffed: Session, lead: User, shadow: User, person: Person
) -> None:
    before = may_see_person(shadow, person)

    visit = actions.arrive(person, session=staffed, by=lead)

    assert (before, may_see_person(shadow, person)) == (False, True)
    assert visit.state == "came"
    staffed.refresh_from_db()
    assert staffed.state == "open"


def test_arrival_shows_a_helper_nothing(
    staffed: Session, lead: User, other_advocate: User, coordinator: User, person: Person
) -> None:
    make_stage(other_advocate, StageName.TRAINING)
    make_shift(staffed, other_advocate, ShiftRole.HELPER, by=coordinator)

    actions.arrive(person, session=staffed, by=lead)

    assert not may_see_person(other_advocate, person)


@pytest.mark.parametrize("way", ["link", "linked_from"])
def test_r14_wall_round_somebody_linked_keeps_them_away_until_it_is_lifted(
    way: str, staffed: Session, shadow: User, coordinator: User, person: Person
) -> None:
    other = make_person(by=coordinator, called="Mel")
    make_link(*((person, other) if way == "link" else (other, person)), by=coordinator)

    wall = make_wall(other, shadow, WallKind.OBJECTION)

    assert [problem.code for problem in expect_problems(staffed, person)] == ["not_available"]
    lift_wall(wall, by=coordinator, person_asked=True)
    assert expect_problems(staffed, person) == []


def test_r16_arrival_goes_past_a_wall_in_silence(
    staffed: Session, lead: User, shadow: User, person: Person
) -> None:
    make_wall(person, shadow)

    visit = actions.arrive(person, session=staffed, by=lead)

    assert visit.state == "came"
    assert not Partnership.objects.filter(person=person, user=shadow).exists()


def test_arrival_is_the_last_day_they_were_seen(staffed: Session, lead: User, coordinator: User) -> None:
    with at(NOW - timedelta(days=90)):
        person = make_person(by=coordinator, called="Kit")

    actions.arrive(person, session=staffed, by=lead)

    person.refresh_from_db()
    assert person.last_seen_on == TODAY


def test_arrival_waits_for_the_day(staffed: Session, lead: User, person: Person) -> None:
    with pytest.raises(RuleBroken) as broken:
        actions.arrive(person, session=session_on(staffed.clinic, NEXT), by=lead)

    assert codes(broken) == ["not_yet"]
    assert not Visit.objects.exists()


def test_r51_arrival_without_a_name_keeps_the_date_only(staffed: Session, lead: User) -> None:
    contact = make_person(by=lead)

    visit = actions.arrive(contact, session=staffed, by=lead)

    entries = Entry.objects.filter(action__in=["visit.arrive", "person.record"])
    assert [(entry.at.hour, entry.at.minute) for entry in entries] == [(0, 0), (0, 0)]
    assert visit.pk.version == 4


def test_visit_is_marked_and_the_mark_taken_back(staffed: Session, lead: User, person: Person) -> None:
    visit = actions.expect(person, session=staffed, by=lead)

    states = [
        actions.not_this_time(visit, by=lead).state,
        actions.back_to_expected(visit, by=lead).state,
        actions.arrive(person, session=staffed, by=lead).state,
    ]

    assert states == ["not_this_time", "expected", "came"]


def test_two_visits_of_one_person_are_refused_by_the_database(
    staffed: Session, lead: User, person: Person
) -> None:
    actions.expect(person, session=staffed, by=lead)

    with pytest.raises(IntegrityError), transaction.atomic(), recorded("visit.forge", by=lead):
        Visit.objects.create(session=staffed, person=person, made_by=lead)


def test_visits_of_a_person_begin_with_the_newest(staffed: Session, lead: User, person: Person) -> None:
    first = actions.arrive(person, session=staffed, by=lead)
    second = actions.expect(person, session=session_on(staffed.clinic, NEXT), by=lead)

    assert visits_of(person) == [second, first]


def test_a5_tally_counts_without_a_name(staffed: Session, lead: User, shadow: User) -> None:
    actions.count_one(staffed, kind=INFORMATION, by=lead, topic=Topic.BENEFITS)
    actions.count_one(staffed, kind=LUNCH, by=shadow, how_many=12)
    pressed = actions.count_one(staffed, kind=LUNCH, by=shadow)

    assert {kind.value: number for kind, number in tally_counts(staffed).items()} == {
        "information": 1,
        "signposted": 0,
        "need_heard": 0,
        "lunch": 13,
    }
    assert [row.number for row in Tally.objects.order_by("number")] == [1, 2, 3]
    assert str(pressed) == f"tally {pressed.pk}"
    staffed.refresh_from_db()
    assert staffed.state == "open"


def test_r51_tally_keeps_the_date_only(staffed: Session, lead: User) -> None:
    pressed = actions.count_one(staffed, kind=LUNCH, by=lead)

    entry = Entry.objects.get(action="tally.count")
    assert (entry.at.date(), entry.at.hour, entry.at.minute) == (TODAY, 0, 0)
    assert pressed.pk.version == 4
    assert {field.get_internal_type() for field in Tally._meta.concrete_fields} & {
        "DateField",
        "DateTimeField",
        "TimeField",
    } == set()


def test_undo_takes_back_my_own_last_press(staffed: Session, lead: User, shadow: User) -> None:
    actions.count_one(staffed, kind=INFORMATION, by=lead)
    actions.count_one(staffed, kind=LUNCH, by=lead, how_many=12)
    actions.count_one(staffed, kind=LUNCH, by=shadow)

    undone = actions.undo_last(staffed, by=lead)

    assert (undone.kind, undone.how_many) == ("lunch", 12) if undone else False
    assert tally_counts(staffed)[LUNCH] == 1
    last = last_press_of(lead, staffed)
    assert last
    assert last.kind == "information"


def test_undo_with_nothing_left_does_nothing(staffed: Session, lead: User) -> None:
    assert actions.undo_last(staffed, by=lead) is None
    assert not Entry.objects.filter(action="tally.undo").exists()


def test_tally_waits_for_the_day(staffed: Session, lead: User) -> None:
    with pytest.raises(RuleBroken) as broken:
        actions.count_one(session_on(staffed.clinic, NEXT), kind=LUNCH, by=lead)

    assert codes(broken) == ["not_yet"]


def test_close_session_keeps_what_was_said(staffed: Session, lead: User) -> None:
    end = actions.close_session(staffed, by=lead, people_came=7, note="Quiet morning", promises=["a"])

    staffed.refresh_from_db()
    again = SessionClose.objects.get()
    assert (staffed.state, again.people_came, again.note, again.promises) == (
        "closed",
        7,
        "Quiet morning",
        ["a"],
    )
    assert (again.closed_by, str(end)) == (lead, f"end of session {staffed.pk}")


def test_close_session_refuses_while_something_hangs(staffed: Session, lead: User) -> None:
    loose = [Problem("draft", "Finish your note."), Problem("promise", "Say who does it.")]

    with pytest.raises(RuleBroken) as broken:
        actions.close_session(staffed, by=lead, people_came=7, loose_ends=loose)

    assert codes(broken) == ["draft", "promise"]
    staffed.refresh_from_db()
    assert staffed.state == "planned"


def test_closed_session_takes_nothing_more(staffed: Session, lead: User, person: Person) -> None:
    visit = actions.expect(person, session=staffed, by=lead)
    actions.count_one(staffed, kind=LUNCH, by=lead)
    actions.close_session(staffed, by=lead, people_came=1)

    found = []
    for act in (
        lambda: actions.count_one(staffed, kind=LUNCH, by=lead),
        lambda: actions.undo_last(staffed, by=lead),
        lambda: actions.arrive(person, session=staffed, by=lead),
        lambda: actions.not_this_time(visit, by=lead),
        lambda: actions.close_session(staffed, by=lead, people_came=1),
    ):
        with pytest.raises(RuleBroken) as broken:
            act()
        found += codes(broken)

    assert found == ["closed"] * 5


def test_reopened_session_can_be_closed_again(staffed: Session, lead: User, coordinator: User) -> None:
    actions.close_session(staffed, by=lead, people_came=7, note="Quiet morning")

    actions.reopen_session(staffed, by=coordinator)
    opened = SessionClose.objects.get().reopened_by
    actions.close_session(staffed, by=lead, people_came=8)

    end = SessionClose.objects.get()
    assert (opened, end.people_came, end.note) == (coordinator, 8, None)


def test_only_a_closed_session_is_reopened(staffed: Session, coordinator: User) -> None:
    with pytest.raises(RuleBroken) as broken:
        actions.reopen_session(staffed, by=coordinator)

    assert codes(broken) == ["not_closed"]


@pytest.mark.parametrize(
    "model, fields",
    [
        (
            Clinic,
            {
                "name",
                "host",
                "address",
                "room",
                "getting_in",
                "door_code",
                "public_address",
                "public_notes",
                "risk_sheet",
            },
        ),
        (SessionClose, {"promises", "note"}),
    ],
)
def test_r28_what_is_sealed(model: Any, fields: set[str]) -> None:
    sealed = {
        field.name for field in model._meta.concrete_fields if type(field).__name__.startswith("Sealed")
    }

    assert sealed == fields


def test_session_is_named_by_its_id_only(staffed: Session) -> None:
    assert str(staffed) == f"session {staffed.pk}"


def test_advocate_of_another_session_changes_nothing_for_this_one(
    staffed: Session, lead: User, coordinator: User, person: Person
) -> None:
    stranger = make_advocate("Lena Strand", StageName.LEAD, by=coordinator)

    actions.arrive(person, session=staffed, by=lead)

    assert not may_see_person(stranger, person)
