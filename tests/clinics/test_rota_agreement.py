"""The planner and whoever puts somebody on by hand never disagree on who may be where (B2, B4, A7)."""

import random
from datetime import date, timedelta

import pytest

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.clinics.actions.apart import say_apart
from alongside.clinics.models import Clinic, Session, ShiftRole
from alongside.clinics.queries.rota_problem import rota_problem
from alongside.clinics.rota.filter import Reason, not_together, reasons
from alongside.clinics.rota.problem import Problem, Role
from alongside.clinics.rules import placings, problems_of
from alongside.peers.actions.supervision import let_work
from alongside.peers.models import CheckDecision, CheckOutcome, StageName
from tests.clinics.conftest import TODAY
from tests.factories.clinics import make_clinic
from tests.factories.peers import make_advocate, make_checked, make_stage
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
        if dice.random() < 0.3:
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
    fit = [user for user in team if not problems_of(placings(sessions[0], [user], ShiftRole.HELPER)[0])]
    with recorded("shift.forge", by=None):
        for user in fit[:1]:
            sessions[0].shifts.create(user=user, role=ShiftRole.HELPER, put_by=coordinator)

    problem = rota_problem(TODAY, LAST)

    disagreed = [
        (str(placing.user.name), session.on, role, [one.code for one in problems_of(placing)])
        for session in sessions[:3] + sessions[-2:]
        for role in ShiftRole
        for placing in placings(session, team, role)
        if planner_refuses(problem, placing.user, session, role)
        != bool({one.code for one in problems_of(placing)} - PLACES)
    ]
    assert disagreed == []


def test_problem_leaves_out_days_that_have_begun(coordinator: User) -> None:
    make_clinic(by=coordinator)

    problem = rota_problem(TODAY, TODAY + timedelta(days=8))

    assert [session.on for session in problem.sessions] == [date(2026, 12, 3)]
