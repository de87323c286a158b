"""What lists of sessions and people show, and what they cost."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest

from alongside.accounts.models import User
from alongside.clinics import actions, queries
from alongside.clinics.models import Session, ShiftRole
from alongside.clinics.rules import Safety
from alongside.common import clock
from alongside.peers.models import StageName
from alongside.people.actions import ask_to_join
from alongside.people.models import Person
from tests.clinics.conftest import NOW, TODAY, at
from tests.factories.clinics import make_clinic, make_session, make_shift, session_on
from tests.factories.peers import make_stage
from tests.factories.people import make_partnership, make_person, make_wall

Queries = Callable[[int], Any]
NEXT = date(2026, 12, 3)


def test_sessions_today_are_mine(
    staffed: Session, lead: User, other_advocate: User, coordinator: User
) -> None:
    make_session(name="Bridge House", by=coordinator)

    assert [line.session for line in queries.sessions_today(lead)] == [staffed]
    assert queries.sessions_today(other_advocate) == []
    assert queries.sessions_today(coordinator) == []


def test_next_sessions_leave_out_today_and_what_does_not_run(
    staffed: Session, lead: User, coordinator: User
) -> None:
    days = [NEXT, NEXT + timedelta(weeks=1), NEXT + timedelta(weeks=2), NEXT + timedelta(weeks=3)]
    for on in days:
        make_shift(session_on(staffed.clinic, on), lead, by=coordinator)
    actions.cancel_session(session_on(staffed.clinic, days[1]), by=coordinator)

    lines = queries.next_sessions(lead, limit=2)

    assert [line.session.on for line in lines] == [days[0], days[2]]


def test_line_parts_people_by_what_they_are(
    staffed: Session, lead: User, shadow: User, other_advocate: User, coordinator: User
) -> None:
    make_stage(other_advocate, StageName.TRAINING)
    make_shift(staffed, other_advocate, ShiftRole.HELPER, by=coordinator)

    line = queries.line_of(staffed)

    parted = [[one.shift.user for one in people] for people in (line.leads, line.shadows, line.helpers)]
    assert parted == [[lead], [shadow], [other_advocate]]
    assert (line.safety, line.needs_decision) == (Safety.SAFE, False)


def test_sessions_short_name_what_lacks_and_not_what_is_safe_or_far(
    staffed: Session, lead: User, coordinator: User
) -> None:
    alone = session_on(staffed.clinic, NEXT)
    make_shift(alone, lead, by=coordinator)
    empty = make_session(name="Bridge House", by=coordinator)
    cancelled = make_session(name="Quay chemist", by=coordinator)
    actions.cancel_session(cancelled, by=coordinator)

    lines = queries.sessions_short(TODAY + timedelta(days=7))

    other_next = session_on(empty.clinic, NEXT)
    quay_next = session_on(cancelled.clinic, NEXT)
    assert {line.session: line.safety for line in lines} == {
        empty: Safety.SHORT,
        alone: Safety.NEEDS_DECISION,
        other_next: Safety.SHORT,
        quay_next: Safety.SHORT,
    }
    assert all(line.needs_decision for line in lines)


def test_decided_session_is_short_and_needs_no_decision(
    session: Session, lead: User, coordinator: User
) -> None:
    make_shift(session, lead, by=coordinator)
    actions.decide_lead_alone(session, why="Staff sit in the same room", by=coordinator)

    (line,) = queries.sessions_short(TODAY)

    assert (line.safety, line.needs_decision) == (Safety.DECIDED, False)
    assert [row.why for row in queries.decisions_on(session)] == ["Staff sit in the same room"]


def test_sessions_not_closed_are_those_before_a_day(staffed: Session, lead: User, coordinator: User) -> None:
    other = make_session(name="Bridge House", by=coordinator)
    cancelled = make_session(name="Quay chemist", by=coordinator)
    actions.cancel_session(cancelled, by=coordinator)
    actions.close_session(other, by=coordinator, people_came=0)

    with at(NOW + timedelta(days=1)):
        lines = queries.sessions_not_closed(clock.today())

    assert [line.session for line in lines] == [staffed]
    assert queries.sessions_not_closed(TODAY) == []


def test_sessions_between_hold_what_does_not_run_too(staffed: Session, coordinator: User) -> None:
    actions.cancel_session(staffed, by=coordinator)

    lines = queries.sessions_between(TODAY, NEXT)

    assert [(line.session.on, line.session.state, line.needs_decision) for line in lines] == [
        (TODAY, "cancelled", False),
        (NEXT, "planned", True),
    ]


def test_sessions_to_come_are_those_of_two_weeks(staffed: Session) -> None:
    assert [row.on for row in queries.sessions_to_come()] == [TODAY, NEXT, NEXT + timedelta(weeks=1)]


def test_b1_risk_sheets_due_are_old_or_missing(session: Session, coordinator: User) -> None:
    fresh = make_clinic("Bridge House", by=coordinator)
    actions.write_risk_sheet(fresh, by=coordinator, risk_sheet="Sit near the door")
    closed = make_clinic("Quay chemist", by=coordinator)
    actions.close_clinic(closed, by=coordinator)

    now = queries.risk_sheets_due()
    with at(NOW + timedelta(days=366)):
        later = queries.risk_sheets_due()

    assert (now, set(later)) == ([session.clinic], {session.clinic, fresh})
    assert queries.running_clinics() == [session.clinic, fresh]
    assert queries.closed_clinics() == [closed]


def test_days_to_come_hold_sessions_other_days_and_bank_holidays(coordinator: User) -> None:
    clinic = make_clinic(by=coordinator, weekday=4)
    fridays = clinic.sessions.order_by("on")
    actions.cancel_session(fridays[1], by=coordinator)

    days = queries.days_to_come(clinic)

    assert [row.on for row in days.sessions] == [row.on for row in fridays[:4]]
    assert [row.on for row in days.exceptions] == [fridays[1].on]
    assert [(gap.on, gap.why) for gap in days.gaps] == [
        (date(2026, 12, 25), "Christmas Day"),
        (date(2027, 1, 1), "New Year's Day"),
    ]


def test_r12_expected_are_named_only_to_those_who_may_see_them(
    *, staffed: Session, lead: User, shadow: User, other_advocate: User, coordinator: User, person: Person
) -> None:
    """The wall came after both were down for the session."""
    make_stage(other_advocate, StageName.TRAINING)
    other = make_person(by=coordinator, called="Kit")
    make_shift(staffed, other_advocate, ShiftRole.HELPER, by=coordinator)
    actions.expect(person, session=staffed, by=lead)
    actions.expect(other, session=staffed, by=coordinator)
    make_wall(person, other_advocate)

    seen = {
        user: ([visit.whom for visit in found.visits], found.others)
        for user in (lead, shadow, other_advocate, coordinator)
        if (found := queries.expected_at(staffed, user))
    }

    assert seen == {
        lead: ([person], 1),
        shadow: ([], 2),
        other_advocate: ([], 1),
        coordinator: ([person, other], 0),
    }


def test_expected_stand_before_those_who_came(staffed: Session, lead: User, coordinator: User) -> None:
    people = {name: make_person(by=coordinator, called=name) for name in ("Abe", "Bea", "Cy", "Dot")}
    for person in people.values():
        actions.expect(person, session=staffed, by=coordinator)
    actions.not_this_time(staffed.visits.get(person=people["Abe"]), by=coordinator)
    actions.arrive(people["Bea"], session=staffed, by=coordinator)

    found = queries.expected_at(staffed, coordinator)

    assert [visit.whom.called for visit in found.visits] == ["Cy", "Dot", "Bea", "Abe"]
    assert (found.came, queries.came_to(staffed, coordinator)) == (1, 1)


def test_namesakes_at_one_session_are_told_apart(staffed: Session, lead: User, coordinator: User) -> None:
    people = [make_person(by=coordinator, called="Barry") for _ in range(4)]
    for person in people[:2]:
        actions.expect(person, session=staffed, by=coordinator)

    labels = {visit.whom.label for visit in queries.expected_at(staffed, coordinator).visits}
    to_choose = {person.label for person in queries.people_to_expect(staffed, coordinator)}

    assert labels == {f"Barry · {person.reference}" for person in people[:2]}
    assert to_choose == {f"Barry · {person.reference}" for person in people[2:]}


def test_r15_no_number_tells_of_somebody_behind_a_wall(
    staffed: Session, lead: User, shadow: User, coordinator: User, person: Person
) -> None:
    actions.arrive(person, session=staffed, by=lead)
    for user in (shadow, coordinator):
        make_wall(person, user)

    found = [queries.expected_at(staffed, user) for user in (shadow, coordinator)]

    assert [(expected.visits, expected.others) for expected in found] == [([], 0), ([], 0)]
    assert [queries.came_to(staffed, user) for user in (lead, shadow, coordinator)] == [1, 0, 0]


def test_contact_who_was_joined_stands_there_as_the_person(
    staffed: Session, lead: User, person: Person
) -> None:
    contact = make_person(by=lead)
    make_partnership(contact, lead)
    visit = actions.arrive(contact, session=staffed, by=lead)
    ask_to_join(contact, person, person_agreed=True, by=lead)

    found = queries.expected_at(staffed, lead)

    assert [(row.whom, row.whom.label) for row in found.visits] == [(person, "Jo")]
    assert queries.visits_of(person) == [visit]


def test_people_to_expect_are_mine_and_not_on_the_list_yet(
    staffed: Session, lead: User, walled_advocate: User, coordinator: User, person: Person
) -> None:
    here = make_person(by=lead, called="Kit")
    make_partnership(here, lead)
    make_person(by=coordinator, called="Not mine")
    actions.expect(here, session=staffed, by=lead)

    assert queries.people_to_expect(staffed, lead) == [person]
    assert queries.people_to_expect(staffed, walled_advocate) == []


def test_people_to_expect_lose_nobody_to_a_wall_of_others(
    staffed: Session, lead: User, shadow: User, person: Person
) -> None:
    make_wall(person, shadow)

    assert queries.people_to_expect(staffed, lead) == [person]
    assert queries.people_to_expect(staffed, shadow) == []


@pytest.mark.parametrize("number", [1, 3])
def test_lines_cost_the_same_whatever_their_number(
    number: int, lead: User, shadow: User, coordinator: User, django_assert_num_queries: Queries
) -> None:
    clinic = make_clinic(by=coordinator)
    for week in range(number):
        session = session_on(clinic, TODAY + timedelta(weeks=week))
        make_shift(session, lead, by=coordinator)
        make_shift(session, shadow, ShiftRole.SHADOW, by=coordinator)

    with django_assert_num_queries(4):
        lines = queries.sessions_between(TODAY, TODAY + timedelta(weeks=number - 1))

    assert [line.safety for line in lines] == [Safety.SAFE] * number


@pytest.mark.parametrize("number", [1, 3])
def test_expected_cost_the_same_whatever_their_number(
    number: int, staffed: Session, lead: User, django_assert_num_queries: Queries
) -> None:
    for name in ("Abe", "Bea", "Cy")[:number]:
        person = make_person(by=lead, called=name)
        make_partnership(person, lead)
        actions.expect(person, session=staffed, by=lead)
    lead.roles  # noqa: B018  # read once for each request

    with django_assert_num_queries(2):
        found = queries.expected_at(staffed, lead)

    assert len(found.visits) == number
