"""Who may see a session and how to get in."""

from datetime import time, timedelta

import pytest

from alongside.accounts.actions import take_role
from alongside.accounts.models import Role, User
from alongside.clinics import rules
from alongside.clinics.actions import take_off_session
from alongside.clinics.models import Session, ShiftRole
from alongside.common.problems import Problem
from tests.clinics.conftest import NOW, TODAY, at
from tests.factories.clinics import make_clinic, make_session, make_shift, session_on

PERSONAS = [
    "advocate",
    "other_advocate",
    "shadow",
    "coordinator",
    "supervisor",
    "dp_lead",
    "board_member",
    "walled_advocate",
]


@pytest.mark.parametrize("persona", PERSONAS)
def test_list_of_sessions_agrees_with_the_rule_for_one(
    persona: str, staffed: Session, coordinator: User, request: pytest.FixtureRequest
) -> None:
    user = request.getfixturevalue(persona)
    other = make_session(name="Bridge House", by=coordinator)

    listed = set(rules.sessions_visible_to(user))

    assert {row for row in (staffed, other) if rules.may_see_session(user, row)} == listed & {staffed, other}
    assert listed == {row for row in Session.objects.all() if rules.may_see_session(user, row)}


def test_sessions_are_seen_by_those_on_them_and_by_those_who_look_after_all(
    *,
    staffed: Session,
    lead: User,
    shadow: User,
    other_advocate: User,
    coordinator: User,
    supervisor: User,
    dp_lead: User,
    board_member: User,
) -> None:
    everyone = [lead, shadow, other_advocate, coordinator, supervisor, dp_lead, board_member]

    assert [user for user in everyone if rules.may_see_session(user, staffed)] == [
        lead,
        shadow,
        coordinator,
        supervisor,
    ]


def test_shift_at_one_place_opens_no_session_of_another(
    staffed: Session, lead: User, shadow: User, coordinator: User
) -> None:
    other = make_session(name="Bridge House", by=coordinator, starts_at=time(14), ends_at=time(16))
    make_shift(other, shadow, ShiftRole.SHADOW, by=coordinator)

    assert set(rules.sessions_visible_to(lead)) == {staffed}
    assert not rules.is_on_shift(lead, other)
    assert not rules.may_run_session(lead, other)


def test_shift_that_ended_shows_nothing_more(staffed: Session, lead: User, coordinator: User) -> None:
    take_off_session(staffed.shifts.get(user=lead), by=coordinator)

    assert not rules.may_see_session(lead, staffed)
    assert not rules.may_expect_at(lead, staffed)


def test_who_is_no_advocate_any_more_sees_nothing(staffed: Session, lead: User, coordinator: User) -> None:
    take_role(lead, role=Role.ADVOCATE, by=coordinator)

    assert not rules.may_see_session(lead, staffed)
    assert not rules.is_on_shift(lead, staffed)


@pytest.mark.parametrize(
    "days, runs, reads", [(-2, False, False), (-1, False, True), (0, True, True), (1, True, False)]
)
def test_way_in_is_for_the_day_and_the_day_before(
    days: int, runs: bool, reads: bool, lead: User, coordinator: User
) -> None:
    session = session_on(make_clinic(by=coordinator, weekday=(TODAY + timedelta(days=7)).weekday()), TODAY)
    make_shift(session, lead, ShiftRole.LEAD, by=coordinator)

    with at(NOW + timedelta(days=days)):
        found = rules.may_run_session(lead, session), rules.may_read_way_in(lead, session)
        coordinators = (
            rules.may_run_session(coordinator, session),
            rules.may_read_way_in(coordinator, session),
        )

    assert found == (runs, reads)
    assert coordinators == (True, True)


@pytest.mark.parametrize("persona", ["other_advocate", "supervisor", "dp_lead", "board_member"])
def test_way_in_is_not_for_others(persona: str, staffed: Session, request: pytest.FixtureRequest) -> None:
    user = request.getfixturevalue(persona)

    assert not rules.may_read_way_in(user, staffed)
    assert not rules.may_run_session(user, staffed)
    assert not rules.may_expect_at(user, staffed)
    assert rules.shift_needed(user, staffed) == [
        Problem("not_on_shift", "Only those on shift can say this, on the day.", "is_here")
    ]


def test_those_on_shift_may_say_who_comes(staffed: Session, shadow: User) -> None:
    assert rules.may_expect_at(shadow, staffed)
    assert rules.shift_needed(shadow, staffed) == []
