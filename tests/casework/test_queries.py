"""Lists of steps, notes and cases: what is in them, and in how many queries."""

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from django.utils import timezone

from alongside.accounts.models import User
from alongside.casework.actions.cases import close_case
from alongside.casework.actions.instructions import record_said
from alongside.casework.actions.notes import Told, correct_note
from alongside.casework.actions.steps import cancel_step, finish_step
from alongside.casework.models import Case, Rung, Step
from alongside.casework.queries.cases import agreed_words_of, cases_of, open_cases_of, papers_of_person
from alongside.casework.queries.notes import earlier_wordings, notes_of, notes_of_case
from alongside.casework.queries.session import (
    loose_steps_of,
    promises_made_at,
    session_now,
    unsaid_instructions_of,
)
from alongside.casework.queries.steps import (
    colleagues_of,
    open_steps_of,
    overdue_steps_visible_to,
    people_with_something_due,
    steps_due_for,
)
from alongside.clinics.actions import arrive, close_session
from alongside.clinics.models import Session, ShiftRole
from alongside.common import clock
from alongside.crypto.keys import forget_all
from alongside.peers.models import StageName
from alongside.people.models import Person
from tests.factories.casework import make_case, make_instruction, make_note, make_step
from tests.factories.clinics import make_session, make_shift
from tests.factories.papers import make_paper
from tests.factories.peers import make_stage
from tests.factories.people import make_partnership, make_person, make_wall

Queries = Callable[[int], Any]


def days(ahead: int) -> date:
    """Return the day so many days ahead."""
    return clock.today() + timedelta(days=ahead)


def make_known(user: User, called: str) -> Person:
    """Return somebody whom `user` works with."""
    person = make_person(by=user, called=called)
    make_partnership(person, user)
    return person


def read(rows: list[Any], *names: str) -> None:
    """Open what a page would show of each row."""
    for row in rows:
        for name in names:
            value = row
            for part in name.split("."):
                value = getattr(value, part) if value is not None else None
            str(value)


# steps


def test_steps_due_are_mine_or_nobodys_of_the_people_i_work_with(
    person: Person, advocate: User, coordinator: User
) -> None:
    mine = make_step(person, by=advocate, due_on=days(2))
    theirs = make_step(person, by=advocate, rung=Rung.ALONE, due_on=days(1))
    nobodys = make_step(person, by=advocate, doer=None, due_on=days(3))
    make_step(person, by=advocate, doer=coordinator, due_on=days(1))
    make_step(person, by=advocate, due_on=days(9))
    make_step(person, by=advocate, due_on=None)

    assert steps_due_for(advocate, days(7)) == [theirs, mine, nobodys]
    assert [step.doer for step in steps_due_for(coordinator, days(7))] == [coordinator]


def test_steps_due_leave_out_what_is_done_or_taken_off(person: Person, advocate: User) -> None:
    finish_step(make_step(person, by=advocate, due_on=days(1)), by=advocate, done_on=days(0))
    cancel_step(make_step(person, by=advocate, due_on=days(1)), by=advocate)

    assert steps_due_for(advocate, days(7)) == []


def test_r12_steps_behind_a_wall_are_in_no_list(person: Person, advocate: User, coordinator: User) -> None:
    make_step(person, by=advocate, due_on=days(-2))
    make_note(person, by=advocate, happened_on=days(-9))
    assert len(steps_due_for(advocate, days(7))) == 1
    for user in (advocate, coordinator):
        make_wall(person, user)

    assert steps_due_for(advocate, days(7)) == []
    for user in (advocate, coordinator):
        assert overdue_steps_visible_to(user) == []
        assert people_with_something_due(user) == []


def test_overdue_steps_are_those_whose_day_has_passed(
    person: Person, advocate: User, other_advocate: User, coordinator: User, dp_lead: User
) -> None:
    late = make_step(person, by=advocate, due_on=days(-1))
    make_step(person, by=advocate, due_on=days(0))

    assert overdue_steps_visible_to(coordinator) == [late]
    assert overdue_steps_visible_to(advocate) == [late]
    assert overdue_steps_visible_to(other_advocate) == []
    assert overdue_steps_visible_to(dp_lead) == []


def test_people_with_something_due_come_nearest_first(person: Person, advocate: User) -> None:
    kit = make_known(advocate, "Kit")
    make_step(person, by=advocate, due_on=days(4))
    make_step(kit, by=advocate, due_on=days(2))
    make_step(person, by=advocate, due_on=days(6))
    make_step(kit, by=advocate, due_on=days(8))

    due = people_with_something_due(advocate)

    assert [(one.person, one.next_on, len(one.steps)) for one in due] == [
        (kit, days(2), 1),
        (person, days(4), 2),
    ]
    assert [len(one.steps) for one in people_with_something_due(advocate, days(9))] == [2, 2]


@pytest.mark.parametrize("many", [1, 3])
def test_lists_of_steps_ask_as_often_whatever_they_hold(
    advocate: User, coordinator: User, many: int, django_assert_num_queries: Queries
) -> None:
    for number in range(many):
        make_step(make_known(advocate, f"Kit {number}"), by=advocate, due_on=days(-1))

    for user in User.objects.filter(pk__in=[advocate.pk, coordinator.pk]):
        assert user.roles
        forget_all()
        with django_assert_num_queries(2):
            steps = overdue_steps_visible_to(user)
            read(steps, "what", "person.label", "doer.name", "case")
        assert len(steps) == many


@pytest.mark.parametrize("many", [1, 3])
def test_people_with_something_due_ask_as_often_however_many(
    advocate: User, many: int, django_assert_num_queries: Queries
) -> None:
    for number in range(many):
        make_step(make_known(advocate, f"Kit {number}"), by=advocate, due_on=days(1))
    user = User.objects.get(pk=advocate.pk)
    assert user.roles
    forget_all()

    with django_assert_num_queries(2):
        due = people_with_something_due(user)
        read(due, "person.label")
    assert len(due) == many


def test_open_steps_of_a_person_come_nearest_first_and_those_without_a_day_last(
    person: Person, advocate: User
) -> None:
    later = make_step(person, by=advocate, due_on=days(5))
    never = make_step(person, by=advocate)
    soon = make_step(person, by=advocate, due_on=days(1))
    finish_step(make_step(person, by=advocate), by=advocate, done_on=days(0))

    assert open_steps_of(person) == [soon, later, never]


def test_colleagues_come_by_name_and_oneself_first(
    advocate: User, walled_advocate: User, coordinator: User, dp_lead: User, board_member: User
) -> None:
    names = [user.name for user in colleagues_of(coordinator)]

    assert names == ["Cora Lind", "Ana Reyes", "Wyn Farrow"]


# cases


def test_cases_come_open_first_then_newest(person: Person, advocate: User) -> None:
    with clock.at(clock.now() - timedelta(days=9)):
        old = make_case(person, by=advocate)
    closed = make_case(person, by=advocate)
    close_case(closed, by=advocate, reason="stopped", aim_met="not_said")
    new = make_case(person, by=advocate)

    assert cases_of(person) == [new, old, closed]
    assert open_cases_of(person) == [new, old]


def test_agreed_words_are_those_that_were_not_taken_back(case: Case, person: Person, advocate: User) -> None:
    words = make_instruction(case, by=advocate, agreed_on=days(0))
    make_instruction(case, by=advocate)
    elsewhere = make_case(person, by=advocate)
    other = make_instruction(elsewhere, by=advocate, agreed_on=days(-1))

    assert agreed_words_of(person, case) == [words]
    assert agreed_words_of(person, None) == [words, other]


def test_papers_of_a_person_come_from_all_cases(case: Case, person: Person, advocate: User) -> None:
    first = make_paper(case, by=advocate)
    second = make_paper(make_case(person, by=advocate), by=advocate)

    assert papers_of_person(person) == [second, first]


# notes


def test_notes_come_newest_first_as_they_stand_now(case: Case, person: Person, advocate: User) -> None:
    old = make_note(person, by=advocate, happened_on=days(-3))
    new = make_note(person, by=advocate, case=case)
    correction = correct_note(
        old, by=advocate, told=Told(kind="met", happened_on=days(-4), fact="It was the day before")
    )

    assert list(notes_of(person)) == [new, correction]
    assert list(notes_of_case(case)) == [new]


def test_earlier_wordings_come_latest_first(person: Person, advocate: User) -> None:
    first = make_note(person, by=advocate, fact="One")
    second = correct_note(first, by=advocate, told=Told(kind="met", happened_on=days(0), fact="Two"))
    correct_note(second, by=advocate, told=Told(kind="met", happened_on=days(0), fact="Three"))

    note = notes_of(person).get()

    assert [was.fact for was in earlier_wordings(note)] == ["Two", "One"]
    assert earlier_wordings(make_note(person, by=advocate)) == []


@pytest.mark.parametrize("many", [1, 3])
def test_notes_ask_as_often_whatever_they_hold(
    person: Person, advocate: User, many: int, django_assert_num_queries: Queries
) -> None:
    for _ in range(many):
        note = make_note(person, by=advocate)
        correct_note(note, by=advocate, told=Told(kind="met", happened_on=days(0), fact="Two"))
    person.refresh_from_db()
    str(person.called), str(advocate.name)

    with django_assert_num_queries(3):
        notes = list(notes_of(person))
        read([was for note in notes for was in earlier_wordings(note)], "fact", "written_by.name")
    assert len(notes) == many


# a session


@pytest.fixture
def session(coordinator: User, advocate: User) -> Session:
    """A session of today that `advocate` leads."""
    make_stage(advocate, StageName.LEAD, by=coordinator)
    session = make_session(by=coordinator)
    make_shift(session, advocate, ShiftRole.LEAD, by=coordinator)
    return session


@pytest.fixture
def at_eleven(session: Session) -> datetime:
    """An hour into it."""
    return timezone.make_aware(datetime.combine(session.on, time(11)))


def test_what_is_written_during_a_session_belongs_to_it(
    session: Session, at_eleven: datetime, person: Person, advocate: User, coordinator: User
) -> None:
    with clock.at(at_eleven):
        mine = make_step(person, by=advocate)
        theirs = make_step(person, by=coordinator)
    with clock.at(at_eleven - timedelta(hours=2)):
        before = make_step(person, by=advocate)

    assert [step.session for step in (mine, theirs, before)] == [session, None, None]


def test_session_that_somebody_came_to_early_has_begun(
    session: Session, at_eleven: datetime, person: Person, advocate: User
) -> None:
    with clock.at(at_eleven - timedelta(hours=2)):
        arrive(person, session=session, by=advocate)

        assert session_now(advocate, person) == session


def test_closed_session_is_over(
    session: Session, at_eleven: datetime, person: Person, advocate: User
) -> None:
    with clock.at(at_eleven + timedelta(hours=2)):
        assert session_now(advocate, person) == session
        close_session(session, by=advocate, people_came=0)

        assert session_now(advocate, person) is None


def test_of_two_sessions_it_is_the_one_the_person_came_to(
    session: Session, at_eleven: datetime, person: Person, advocate: User, coordinator: User
) -> None:
    later = make_session(by=coordinator, starts_at=time(14), ends_at=time(16))
    make_shift(later, advocate, ShiftRole.LEAD, by=coordinator)

    with clock.at(at_eleven + timedelta(hours=4)):
        by_time = session_now(advocate, person)
        arrive(person, session=session, by=advocate)

        assert (by_time, session_now(advocate, person)) == (later, session)


def test_note_of_another_day_belongs_to_no_session(
    session: Session, at_eleven: datetime, person: Person, advocate: User
) -> None:
    with clock.at(at_eleven):
        today = make_note(person, by=advocate)
        earlier = make_note(person, by=advocate, happened_on=days(-1))

    assert (today.session, earlier.session) == (session, None)


def test_promises_and_what_is_loose_at_the_end_of_a_session(
    session: Session, at_eleven: datetime, person: Person, advocate: User, walled_advocate: User
) -> None:
    with clock.at(at_eleven):
        case = make_case(person, by=advocate)
        promised = make_step(person, by=advocate, case=case, due_on=days(3))
        no_day = make_step(person, by=advocate)
        no_owner = make_step(person, by=advocate, doer=None, due_on=days(1))
        theirs = make_step(person, by=advocate, rung=Rung.ALONE, due_on=days(2))
        cancel_step(make_step(person, by=advocate), by=advocate)
        done = make_step(person, by=advocate)
        finish_step(done, by=advocate, done_on=days(0))
        unsaid = make_instruction(case, by=advocate, agreed_on=days(0))
        make_instruction(case, by=advocate)
        record_said(make_instruction(case, by=advocate, agreed_on=days(0)), by=advocate, done_on=days(0))

    assert promises_made_at(session, advocate) == [no_owner, theirs, promised, no_day, done]
    assert loose_steps_of(session, advocate) == [no_day, no_owner]
    assert unsaid_instructions_of(session, advocate) == [unsaid]
    for ask in (promises_made_at, loose_steps_of, unsaid_instructions_of):
        assert ask(session, walled_advocate) == []


@pytest.mark.parametrize("many", [1, 3])
def test_lists_of_a_session_ask_as_often_whatever_they_hold(
    session: Session, at_eleven: datetime, advocate: User, many: int, django_assert_num_queries: Queries
) -> None:
    with clock.at(at_eleven):
        for number in range(many):
            person = make_known(advocate, f"Kit {number}")
            make_step(person, by=advocate)
            make_instruction(make_case(person, by=advocate), by=advocate, agreed_on=days(0))
    user = User.objects.get(pk=advocate.pk)
    promises_made_at(session, user)

    for ask, asked in ((promises_made_at, 2), (loose_steps_of, 2), (unsaid_instructions_of, 2)):
        forget_all()
        with django_assert_num_queries(asked):
            rows = ask(session, user)
            read(rows, "person.label")
        assert len(rows) == many


def test_step_says_whether_it_is_open(person: Person, advocate: User) -> None:
    step: Step = make_step(person, by=advocate)

    assert step.is_open
