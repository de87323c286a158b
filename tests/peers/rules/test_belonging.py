"""Who reads what is not right, and where somebody wants to go next (E15, E17)."""

import pytest

from alongside.accounts.models import Role, User
from alongside.common import clock
from alongside.common.problems import Problem
from alongside.peers.actions import publish_team_agreement, raise_trouble, set_goal
from alongside.peers.models import GoalKind, Trouble, TroubleStep
from alongside.peers.rules import (
    bring_problems,
    goals_visible_to,
    news_problems,
    sign_problems,
    step_for,
    troubles_visible_to,
)
from tests.factories.accounts import make_user, somebody

CHOOSE_ANOTHER = Problem("not_a_listener", "Choose somebody else.", "to")
ENDED = Problem("ended", "This has been put right. Begin a new one if it comes back.")
NOT_THEIRS = Problem("not_theirs", "Only whose it is can say this.")


@pytest.mark.parametrize(
    "roles, step",
    [
        ([Role.SUPERVISOR], TroubleStep.TALK),
        ([Role.COORDINATOR], TroubleStep.COORDINATOR),
        ([Role.SUPERVISOR, Role.COORDINATOR], TroubleStep.COORDINATOR),
        ([Role.BOARD], TroubleStep.BOARD),
        ([Role.COORDINATOR, Role.BOARD], TroubleStep.BOARD),
    ],
)
def test_step_is_the_furthest_that_somebody_stands_for(roles: list[Role], step: TroubleStep) -> None:
    assert step_for(somebody(*roles)) == step


@pytest.mark.parametrize("role", Role)
def test_trouble_is_brought_to_those_who_listen(role: Role) -> None:
    listens = role in {Role.SUPERVISOR, Role.COORDINATOR, Role.BOARD}

    assert bring_problems(somebody(), somebody(role)) == ([] if listens else [CHOOSE_ANOTHER])


def test_trouble_is_not_brought_to_oneself() -> None:
    user = somebody(Role.SUPERVISOR)

    assert bring_problems(user, user) == [CHOOSE_ANOTHER]


def test_trouble_is_read_by_whose_it_is_and_who_it_was_brought_to(
    advocate: User, other_advocate: User, supervisor: User, coordinator: User
) -> None:
    first = raise_trouble(words="Never asked", to=supervisor, by=advocate)
    second = raise_trouble(words="Too far", to=coordinator, by=other_advocate)

    found = [set(troubles_visible_to(user)) for user in (advocate, other_advocate, supervisor, coordinator)]

    assert found == [{first}, {second}, {first}, {second}]


@pytest.mark.parametrize(
    "ended, is_decided, is_theirs, found",
    [
        (False, True, True, []),
        (False, False, False, []),
        (False, True, False, [NOT_THEIRS]),
        (True, False, True, [ENDED]),
        (True, True, False, [ENDED, NOT_THEIRS]),
    ],
)
def test_news_comes_until_it_is_put_right_and_its_owner_decides(
    ended: bool, is_decided: bool, is_theirs: bool, found: list[Problem]
) -> None:
    owner = somebody()
    trouble = Trouble(made_by=owner, ended_on=clock.today() if ended else None)

    by = owner if is_theirs else somebody(Role.COORDINATOR)
    assert news_problems(trouble, by=by, is_decided=is_decided) == found


def test_one_agrees_to_the_newest_words(coordinator: User) -> None:
    first = publish_team_agreement(we="We train you", you="I listen", by=coordinator)
    alone = sign_problems(first)

    second = publish_team_agreement(we="We train you well", you="I listen", by=coordinator)

    newer = Problem("newer", "The words have changed. Read them again.")
    assert (alone, sign_problems(first), sign_problems(second)) == ([], [newer], [])


@pytest.mark.parametrize(
    "role, sees_shared",
    [
        (Role.ADVOCATE, False),
        (Role.SUPERVISOR, True),
        (Role.COORDINATOR, True),
        (Role.DP_LEAD, False),
        (Role.BOARD, False),
    ],
)
def test_goal_is_read_by_its_owner_and_once_shared_by_those_who_supervise(
    role: Role, sees_shared: bool, advocate: User
) -> None:
    shared = set_goal(kind=GoalKind.LEARN, goal="A diploma", is_shared=True, by=advocate)
    private = set_goal(kind=GoalKind.WORK, goal="A job", by=advocate)
    reader = make_user("Kim Holt", role)
    own = set_goal(kind=GoalKind.HELP, goal="A choir", by=reader)

    assert set(goals_visible_to(advocate)) == {shared, private}
    assert set(goals_visible_to(reader)) == ({own, shared} if sees_shared else {own})
