"""Who may read the rules, and who may say that they were checked."""

import pytest

from alongside.accounts.models import Role
from alongside.rights.rules import may_check_rules, may_read_rules
from tests.factories.accounts import somebody


@pytest.mark.parametrize("role", Role)
def test_rules_are_read_by_all_who_see_people_and_checked_by_the_coordinator(role: Role) -> None:
    user = somebody(role)

    assert may_read_rules(user) == (role != Role.BOARD)
    assert may_check_rules(user) == (role == Role.COORDINATOR)
