"""The planner and whoever puts somebody on by hand never disagree on who may be where (B2, B4, A7)."""

import random
from datetime import date, timedelta

import pytest

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.clinics.actions import expect
from alongside.clinics.actions.apart import say_apart
from alongside.clinics.models import Accompaniment, Clinic, Session, ShiftRole
from alongside.clinics.queries.rota_problem import rota_ground
from alongside.clinics.rota.filter import Reason, not_together, reasons
from alongside.clinics.rota.problem import Problem, Role
from alongside.clinics.rules import placings, problems_of
from alongside.clinics.rules.accompany import going_problems
from alongside.peers.actions.supervision import let_work
from alongside.peers.models import CheckDecision, CheckOutcome, StageName
from alongside.peers.rules import can_be_decided, may_work
from alongside.people.actions import declare_conflict, restrict_person
from alongside.people.models import Person
from alongside.people.rules import may_be_given
from tests.clinics.conftest import TODAY
from tests.factories.accompany import make_going
from tests.factories.clinics import make_clinic
from tests.factories.peers import make_advocate, make_checked, make_stage
from tests.factories.people import make_check, make_link, make_person, make_wall
from tests.factories.rota import make_supply
from tests.factories.supervision import hold_supervision

LAST = TODAY + timedelta(weeks=6)
OWN_SAY = {Reason.AWAY, Reason.NOT_AVAILABLE, Reason.TOO_FAR, Reason.NOT_ASKED_FOR}
"""What advocates and clinics ask for themselves: the coordinator may agree otherwise with them, by hand."""
PLACES = {"on_it_already", "two_shadows", "elsewhere"}
"""What the planner sees to by itself while it fills places."""
STAGES = (None, *StageName)


def make_team(dice: random.Random, coordinator: User, supervisor: User) -> list[User]:
    """Return advocates at any stage, with checks, supervision and decisions that hold or do not."""
    team = []
    for number in range(7):
        user = make_advocate(f"Advocate {number}", by=coordinator)
        stage = dice.choice(STAGES)
        if stage:
            make_stage(user, stage, by=coordinator, from_on=TODAY - timedelta(days=dice.choice((3, 40))))
            make_checked(user)
        if checks := CheckDecision.objects.filter(user=user).first():
            days = dice.choice((-1, 10, 25, 400))
            outcome = dice.choice((CheckOutcome.GO, CheckOutcome.WITH, CheckOutcome.NOT_NOW))
            with recorded("check.forge", by=None):
                checks.change(review_on=TODAY + timedelta(days=days), outcome=outcome)
        if dice.random() < 0.3:
            hold_supervision(user, by=supervisor, on=TODAY - timedelta(days=1 + number))
        if dice.random() < 0.3 and can_be_decided(may_work(user, TODAY)):
            let_work(user, why="We talked", by=coordinator)
        make_supply(user)
        team.append(user)
    return team


def keep_apart(dice: random.Random, team: list[User], clinics: list[Clinic]) -> None:
    """Let some say in private where and with whom they should not be put."""
    for user in team:
        others = [other for other in team if other != user]
        say_apart(
            clinics=dice.sample(clinics, k=dice.choice((0, 0, 1))),
            colleagues=dice.sample(others, k=dice.choice((0, 1))),
            by=user,
        )


def planner_refuses(problem: Problem, user: User, session: Session, role: ShiftRole) -> bool:
    """Tell whether the planner keeps somebody off, for any reason but what they ask for themselves."""
    advocates = {advocate.id: advocate for advocate in problem.advocates}
    asked = next(one for one in problem.sessions if one.id == str(session.pk))
    advocate = advocates.get(str(user.pk))
    if advocate is None:
        return True
    here = [advocates[str(shift.user_id)] for shift in session.shifts.live()]
    against = set(reasons(problem, advocate, asked, Role(role.value))) - OWN_SAY
    return bool(against) or any(not_together(advocate, other) for other in here if other is not advocate)


@pytest.mark.parametrize("seed", range(12))
def test_planner_and_placing_page_agree_on_everybody(seed: int, coordinator: User, supervisor: User) -> None:
    dice = random.Random(seed)
    team = make_team(dice, coordinator, supervisor)
    clinics = [make_clinic(f"Place {number}", by=coordinator, weekday=number) for number in range(2)]
    sessions = [
        session for clinic in clinics for session in clinic.sessions.filter(on__gt=TODAY, on__lte=LAST)
    ]
    keep_apart(dice, team, clinics)
    for session in sessions[::2]:
        comes = make_person(by=coordinator)
        make_wall(comes, dice.choice(team))
        expect(comes, session=session, by=coordinator)
    fit = [user for user in team if not problems_of(placings(sessions[0], [user], ShiftRole.HELPER)[0])]
    with recorded("shift.forge", by=None):
        for user in fit[:1]:
            sessions[0].shifts.create(user=user, role=ShiftRole.HELPER, put_by=coordinator)

    problem = rota_ground(TODAY, LAST).problem

    disagreed = [
        (str(placing.user.name), session.on, role, [one.code for one in problems_of(placing)])
        for session in sessions[:3] + sessions[-2:]
        for role in ShiftRole
        for placing in placings(session, team, role)
        if planner_refuses(problem, placing.user, session, role)
        != bool({one.code for one in problems_of(placing)} - PLACES)
    ]
    assert disagreed == []


def keep_from_people(dice: random.Random, team: list[User], people: list[Person], by: User) -> None:
    """Put up walls, declare names, let accounts wait for a check, and restrict a record, here and there."""
    for user in team:
        if dice.random() < 0.2:
            make_wall(dice.choice(people), user)
        if dice.random() < 0.2:
            declare_conflict(by=user, who=str(dice.choice(people).called))
        if dice.random() < 0.1:
            make_check(user, people[0])
    if dice.random() < 0.3:
        able = [user for user in team if may_be_given(user, people[1])]
        restrict_person(people[1], named=[by, *able[:1]], by=by)


def planner_refuses_to_go(problem: Problem, user: User, row: Accompaniment) -> bool:
    """Tell whether the planner keeps somebody from going, for any reason but what is asked for."""
    advocate = next((one for one in problem.advocates if one.id == str(user.pk)), None)
    asked = next(one for one in problem.sessions if one.id == str(row.pk))
    return advocate is None or bool(set(reasons(problem, advocate, asked, Role.COMPANION)) - OWN_SAY)


@pytest.mark.parametrize("seed", range(12))
def test_planner_and_page_agree_on_who_may_go_with_whom(
    seed: int, coordinator: User, supervisor: User
) -> None:
    dice = random.Random(seed)
    team = make_team(dice, coordinator, supervisor)
    people = [make_person(by=coordinator, called=name, full_name=name) for name in ("Quill Ado", "Bea Roe")]
    make_link(*people, by=coordinator)
    rows = [
        make_going(person, by=coordinator, on=TODAY + timedelta(days=days))
        for person in people
        for days in (1, 20)
    ]
    keep_from_people(dice, team, people, coordinator)

    problem = rota_ground(TODAY, LAST, viewer=coordinator).problem

    disagreed = [
        (str(user.name), row.on, [one.code for one in problems])
        for row in rows
        for user in team
        for problems in [going_problems(row, team)[user.pk]]
        if planner_refuses_to_go(problem, user, row) != bool({one.code for one in problems} - PLACES)
    ]
    assert disagreed == []


def test_problem_leaves_out_days_that_have_begun(coordinator: User) -> None:
    make_clinic(by=coordinator)

    problem = rota_ground(TODAY, TODAY + timedelta(days=8)).problem

    assert [session.on for session in problem.sessions] == [date(2026, 12, 3)]
