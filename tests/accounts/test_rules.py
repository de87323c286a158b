"""Who may do what by role, and that somebody can always coordinate."""

import pytest

from alongside.accounts.actions import change_roles, close_account
from alongside.accounts.models import HelpBackIn, Role, User
from alongside.accounts.rules import (
    may_be_here,
    may_coordinate,
    may_do_advocacy,
    may_help_back_in,
    may_protect_data,
    may_prove_help,
    may_see_people,
    may_supervise,
    needs_second_factor,
    problems_with_closing,
    problems_with_roles,
)
from tests.factories.accounts import make_user

pytestmark = pytest.mark.django_db


ADVOCATE, SUPERVISOR, COORDINATOR = Role.ADVOCATE, Role.SUPERVISOR, Role.COORDINATOR
DP_LEAD = Role.DP_LEAD

ROLES = {
    may_be_here: set(Role),
    may_see_people: {ADVOCATE, SUPERVISOR, COORDINATOR, DP_LEAD},
    needs_second_factor: {ADVOCATE, SUPERVISOR, COORDINATOR, DP_LEAD},
    may_do_advocacy: {ADVOCATE, SUPERVISOR, COORDINATOR},
    may_supervise: {SUPERVISOR, COORDINATOR},
    may_coordinate: {COORDINATOR},
    may_help_back_in: {SUPERVISOR, COORDINATOR, DP_LEAD},
    may_protect_data: {DP_LEAD},
}


def test_each_role_may_do_what_is_written_here_and_no_more(service: object) -> None:
    users = {role: make_user(f"Sam {role}", role) for role in Role}

    assert {rule: {role for role, user in users.items() if rule(user)} for rule in ROLES} == ROLES


def test_closed_account_may_do_nothing_whatever_its_roles(service: object) -> None:
    user = User(name="Sam", is_active=False)
    user.roles = frozenset(Role)  # type: ignore[misc]

    assert [rule for rule in ROLES if rule(user)] == []


def test_r09_help_is_proven_by_a_third_person_who_may_help(
    coordinator: User, supervisor: User, dp_lead: User, advocate: User
) -> None:
    help_back_in = HelpBackIn(user=supervisor, started_by=coordinator)

    provers = [
        user for user in (coordinator, supervisor, dp_lead, advocate) if may_prove_help(user, help_back_in)
    ]

    assert provers == [dp_lead]


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
