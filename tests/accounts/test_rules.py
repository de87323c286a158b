"""Who may do what by role, and that somebody can always coordinate."""

import pytest

from alongside.accounts.actions import change_roles, close_account
from alongside.accounts.models import Role, User
from alongside.accounts.rules import may_do_advocacy, problems_with_closing, problems_with_roles
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db


def test_those_who_write_about_lives_are_three_roles(service: object) -> None:
    users = {role: make_user(f"Sam {role}", role) for role in Role}

    assert {role for role, user in users.items() if may_do_advocacy(user)} == {
        Role.ADVOCATE,
        Role.SUPERVISOR,
        Role.COORDINATOR,
    }


def test_only_coordinator_stays_one(coordinator: User, advocate: User) -> None:
    roles, closing = problems_with_roles(coordinator, [Role.BOARD]), problems_with_closing(coordinator)

    assert [(problem.code, problem.field) for problem in roles] == [("last_coordinator", "roles")]
    assert [(problem.code, problem.field) for problem in closing] == [("last_coordinator", None)]
    assert problems_with_roles(coordinator, [Role.COORDINATOR, Role.BOARD]) == []


def test_one_of_two_coordinators_may_go(coordinator: User) -> None:
    make_user("Kit Rowe", Role.COORDINATOR)

    assert problems_with_roles(coordinator, [Role.BOARD]) == []
    assert problems_with_closing(coordinator) == []


def test_those_who_no_longer_coordinate_do_not_count(coordinator: User) -> None:
    change_roles(make_user("Kit Rowe", Role.COORDINATOR), roles=[Role.ADVOCATE], by=coordinator)
    close_account(make_user("Lou Penn", Role.COORDINATOR), by=coordinator)
    make_user("Ash Vale", Role.ADVOCATE)

    assert [problem.code for problem in problems_with_closing(coordinator)] == ["last_coordinator"]
