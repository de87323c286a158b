"""Who may be put on a session, and whether it is safe."""

from collections.abc import Callable
from datetime import time
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from alongside.accounts.models import Role, User
from alongside.audit.actions import recorded
from alongside.clinics.actions import (
    arrive,
    can_come_after_all,
    cancel_session,
    cannot_come,
    close_session,
    decide_lead_alone,
    expect,
    not_this_time,
    put_on_session,
    take_off_session,
)
from alongside.clinics.models import LeadAloneDecision, Session, Shift, ShiftRole
from alongside.clinics.queries import candidates
from alongside.clinics.rules import Safety, placings, problems_of, session_safety, shift_problems
from alongside.common.problems import Problem, RuleBroken
from alongside.peers.models import StageName
from alongside.people.actions import lift_wall
from alongside.people.models import Person, WallKind
from tests.factories.accounts import make_user
from tests.factories.clinics import make_session, make_shift
from tests.factories.peers import make_advocate, make_stage
from tests.factories.people import make_link, make_person, make_wall

LEAD, SHADOW, HELPER = ShiftRole.LEAD, ShiftRole.SHADOW, ShiftRole.HELPER


def codes(session: Session, user: User, role: ShiftRole) -> list[str]:
    """Return what stands against it."""
    return [problem.code for problem in shift_problems(session, user, role)]


@pytest.fixture
def second_lead(coordinator: User) -> User:
    """Another lead."""
    return make_advocate("Lena Strand", StageName.SENIOR, by=coordinator)


def test_lead_and_shadow_may_be_put_on(session: Session, lead: User, shadow: User) -> None:
    assert codes(session, lead, LEAD) == []
    assert codes(session, shadow, SHADOW) == []


def test_shadow_is_not_put_on_as_lead(session: Session, shadow: User) -> None:
    assert codes(session, shadow, LEAD) == ["not_signed_off"]


def test_b2_two_shadows_are_refused(staffed: Session, coordinator: User) -> None:
    another = make_advocate("Sol Vane", StageName.SHADOW, by=coordinator)

    with pytest.raises(RuleBroken) as broken:
        put_on_session(staffed, user=another, role=SHADOW, by=coordinator)

    assert broken.value.problems == (
        Problem("two_shadows", "There is a shadow on this session already. Never put on two."),
    )


def test_b2_two_shadows_are_refused_by_the_database_too(staffed: Session, coordinator: User) -> None:
    another = make_advocate("Sol Vane", StageName.SHADOW, by=coordinator)

    with pytest.raises(IntegrityError), transaction.atomic(), recorded("shift.forge", by=coordinator):
        Shift.objects.create(session=staffed, user=another, role=SHADOW, put_by=coordinator)


def test_same_advocate_twice_is_refused_by_the_database_too(
    staffed: Session, lead: User, coordinator: User
) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), recorded("shift.forge", by=coordinator):
        Shift.objects.create(session=staffed, user=lead, role=HELPER, put_by=coordinator)


def test_b2_second_lead_may_stand_in_for_the_shadow(
    session: Session, lead: User, second_lead: User, coordinator: User
) -> None:
    make_shift(session, lead, LEAD, by=coordinator)

    assert codes(session, second_lead, LEAD) == []


def test_nobody_is_put_on_twice(staffed: Session, lead: User) -> None:
    assert codes(staffed, lead, HELPER) == ["on_it_already"]


@pytest.mark.parametrize(
    "starts_at, ends_at, found",
    [
        (time(11, 59), time(13), ["elsewhere"]),
        (time(9), time(10, 1), ["elsewhere"]),
        (time(12), time(13), []),
        (time(8), time(10), []),
    ],
)
def test_nobody_is_at_two_places_at_once(
    *, starts_at: time, ends_at: time, found: list[str], staffed: Session, lead: User, coordinator: User
) -> None:
    other = make_session(name="Bridge House", by=coordinator, starts_at=starts_at, ends_at=ends_at)

    assert codes(other, lead, LEAD) == found


def test_other_place_is_named_to_the_coordinator(staffed: Session, lead: User, coordinator: User) -> None:
    other = make_session(name="Bridge House", by=coordinator)

    assert [problem.sentence for problem in shift_problems(other, lead, LEAD)] == [
        "Is at Canal Street hostel then."
    ]


def test_whoever_is_elsewhere_keeps_nobody_but_themselves_from_a_session(
    staffed: Session, lead: User, second_lead: User, coordinator: User
) -> None:
    other = make_session(name="Bridge House", by=coordinator)

    found = {
        placing.user: [problem.code for problem in problems_of(placing)]
        for placing in placings(other, [lead, second_lead], LEAD)
    }

    assert found == {lead: ["elsewhere"], second_lead: []}


def test_session_that_does_not_run_keeps_nobody_from_another(
    staffed: Session, lead: User, coordinator: User
) -> None:
    cancel_session(staffed, by=coordinator)
    other = make_session(name="Bridge House", by=coordinator)

    assert codes(other, lead, LEAD) == []


def test_session_that_does_not_run_takes_nobody(session: Session, lead: User, coordinator: User) -> None:
    cancel_session(session, by=coordinator)

    assert codes(session, lead, LEAD) == ["not_live"]


def test_closed_account_is_refused(session: Session, lead: User) -> None:
    with recorded("account.close", by=None):
        lead.change(is_active=False)

    assert codes(session, lead, LEAD) == ["not_an_advocate"]


def test_coordinator_who_is_no_advocate_is_refused_with_every_reason(
    session: Session, coordinator: User
) -> None:
    assert codes(session, coordinator, LEAD) == ["not_an_advocate", "not_in_training"]


def test_who_stepped_back_is_refused_without_the_reason(
    session: Session, lead: User, coordinator: User
) -> None:
    make_stage(lead, StageName.STEPPED_BACK, by=coordinator)

    assert [problem.sentence for problem in shift_problems(session, lead, HELPER)] == ["Not available."]


def test_put_on_session_is_recorded(session: Session, lead: User, coordinator: User) -> None:
    shift = put_on_session(session, user=lead, role=LEAD, by=coordinator)

    assert (shift.put_by, shift.role, list(session.shifts.live())) == (coordinator, "lead", [shift])
    assert str(shift) == f"shift {shift.pk}"


def test_take_off_session_keeps_the_shift_as_history(staffed: Session, lead: User, coordinator: User) -> None:
    shift = staffed.shifts.get(user=lead)

    take_off_session(shift, by=coordinator)
    take_off_session(shift, by=lead)

    shift.refresh_from_db()
    assert shift.ended_by == coordinator
    assert codes(staffed, lead, LEAD) == []


def test_nobody_is_taken_off_a_closed_session(staffed: Session, lead: User, coordinator: User) -> None:
    close_session(staffed, by=lead, people_came=0)

    with pytest.raises(RuleBroken) as broken:
        take_off_session(staffed.shifts.get(user=lead), by=coordinator)

    assert [problem.code for problem in broken.value.problems] == ["closed"]


def test_safety_of_an_empty_session_is_short(session: Session) -> None:
    assert session_safety(session) == Safety.SHORT


def test_safety_of_a_shadow_alone_is_short(session: Session, shadow: User, coordinator: User) -> None:
    make_shift(session, shadow, SHADOW, by=coordinator)

    assert session_safety(session) == Safety.SHORT


def test_safety_of_lead_and_shadow_is_safe(staffed: Session) -> None:
    assert session_safety(staffed) == Safety.SAFE


def test_safety_of_two_leads_is_safe(
    session: Session, lead: User, second_lead: User, coordinator: User
) -> None:
    make_shift(session, lead, LEAD, by=coordinator)
    make_shift(session, second_lead, LEAD, by=coordinator)

    assert session_safety(session) == Safety.SAFE


def test_safety_of_lead_and_helper_needs_a_decision(
    session: Session, lead: User, shadow: User, coordinator: User
) -> None:
    make_shift(session, lead, LEAD, by=coordinator)
    make_shift(session, shadow, HELPER, by=coordinator)

    assert session_safety(session) == Safety.NEEDS_DECISION


def test_b2_lead_alone_may_be_decided_with_a_reason(session: Session, lead: User, coordinator: User) -> None:
    make_shift(session, lead, LEAD, by=coordinator)

    decision = decide_lead_alone(session, why="Staff sit in the same room", by=coordinator)

    assert session_safety(session) == Safety.DECIDED
    again = LeadAloneDecision.objects.get()
    assert (again.why, again.lead, again.decided_by) == ("Staff sit in the same room", lead, coordinator)
    assert str(decision) == f"decision {decision.pk}"


def test_decision_is_about_one_lead(
    session: Session, lead: User, second_lead: User, coordinator: User
) -> None:
    shift = make_shift(session, lead, LEAD, by=coordinator)
    decide_lead_alone(session, why="Staff sit in the same room", by=coordinator)
    take_off_session(shift, by=coordinator)
    make_shift(session, second_lead, LEAD, by=coordinator)

    assert session_safety(session) == Safety.NEEDS_DECISION


def test_decision_needs_a_lead_alone_and_a_reason(staffed: Session, coordinator: User) -> None:
    with pytest.raises(RuleBroken) as broken:
        decide_lead_alone(staffed, why=" ", by=coordinator)

    assert [problem.code for problem in broken.value.problems] == ["nothing_to_decide", "no_why"]


def test_lead_who_stepped_back_leaves_a_gap(staffed: Session, lead: User, coordinator: User) -> None:
    make_stage(lead, StageName.STEPPED_BACK, by=coordinator)

    assert session_safety(staffed) == Safety.SHORT


def test_shadow_who_stepped_back_leaves_the_lead_alone(
    staffed: Session, shadow: User, coordinator: User
) -> None:
    make_stage(shadow, StageName.STEPPED_BACK, by=coordinator)

    assert session_safety(staffed) == Safety.NEEDS_DECISION


def test_lead_whose_account_closed_leaves_a_gap(staffed: Session, lead: User) -> None:
    with recorded("account.close", by=None):
        lead.change(is_active=False)

    assert session_safety(staffed) == Safety.SHORT


def test_shadow_who_became_a_lead_still_makes_it_safe(
    staffed: Session, shadow: User, coordinator: User
) -> None:
    make_stage(shadow, StageName.LEAD, by=coordinator)

    assert session_safety(staffed) == Safety.SAFE


def test_decision_counts_the_lead_who_still_stands(
    session: Session, lead: User, second_lead: User, coordinator: User
) -> None:
    make_shift(session, lead, LEAD, by=coordinator)
    make_shift(session, second_lead, LEAD, by=coordinator)
    make_stage(lead, StageName.STEPPED_BACK, by=coordinator)

    decision = decide_lead_alone(session, why="Staff sit in the same room", by=coordinator)

    assert decision.lead == second_lead


def test_candidates_are_parted_with_every_reason(
    staffed: Session, lead: User, second_lead: User, coordinator: User
) -> None:
    make_user("Nia Cole", Role.ADVOCATE)

    found = candidates(staffed, SHADOW)

    assert found.possible == []
    two = "There is a shadow on this session already. Never put on two."
    assert [(str(user.name), reasons) for user, reasons in found.refused] == [
        ("Ana Reyes", ["Is on this session already.", two]),
        ("Lena Strand", [two]),
        ("Nia Cole", ["Has not started training yet.", two]),
        ("Shay Moor", ["Is on this session already.", two]),
    ]


@pytest.mark.parametrize("team", [1, 3])
def test_candidates_cost_the_same_whatever_the_team(
    team: int, session: Session, coordinator: User, django_assert_num_queries: Callable[[int], Any]
) -> None:
    for number in range(team):
        make_advocate(f"Lead {number}", StageName.LEAD, by=coordinator)

    with django_assert_num_queries(17):
        found = candidates(session, LEAD)

    assert [stage for _user, stage in found.possible] == ["Lead"] * team


@pytest.mark.parametrize("way", ["own", "link", "linked_from"])
def test_r16_nobody_is_put_where_somebody_comes_from_whom_a_wall_parts_them(
    way: str, session: Session, lead: User, coordinator: User, person: Person
) -> None:
    other = make_person(by=coordinator, called="Mel")
    expect(person, session=session, by=coordinator)
    before = shift_problems(session, lead, ShiftRole.LEAD)
    if way == "link":
        make_link(person, other, by=coordinator)
    elif way == "linked_from":
        make_link(other, person, by=coordinator)

    wall = make_wall(person if way == "own" else other, lead, WallKind.OBJECTION)

    assert before == []
    assert [str(one.sentence) for one in shift_problems(session, lead, ShiftRole.LEAD)] == ["Not available."]
    assert shift_problems(make_session(name="Bridge House", by=coordinator), lead, ShiftRole.LEAD) == []
    lift_wall(wall, by=coordinator, person_asked=True)
    assert shift_problems(session, lead, ShiftRole.LEAD) == []


def test_r16_nobody_is_put_where_somebody_sits_already_from_whom_a_wall_parts_them(
    lead: User, coordinator: User, person: Person
) -> None:
    session = make_session(by=coordinator)
    arrive(person, session=session, by=coordinator)
    make_wall(person, lead)

    assert [problem.code for problem in shift_problems(session, lead, ShiftRole.LEAD)] == ["not_available"]


def test_r16_who_did_not_come_keeps_nobody_away(
    session: Session, lead: User, coordinator: User, person: Person
) -> None:
    not_this_time(expect(person, session=session, by=coordinator), by=coordinator)
    make_wall(person, lead)

    assert shift_problems(session, lead, ShiftRole.LEAD) == []


def test_r15_who_comes_back_to_a_place_is_not_told_of_a_wall(
    staffed: Session, lead: User, coordinator: User, person: Person
) -> None:
    cover = cannot_come(staffed.shifts.get(user=lead), by=lead)
    assert cover is not None
    expect(person, session=staffed, by=coordinator)
    make_wall(person, lead, WallKind.OBJECTION)

    with pytest.raises(RuleBroken) as broken:
        can_come_after_all(cover, by=lead)

    assert [problem.code for problem in broken.value.problems] == ["cannot_take"]
