"""Who reads what comes of the six questions, and what an answer needs (E16)."""

import pytest

from alongside.accounts.models import Role
from alongside.common.problems import Problem
from alongside.peers.rules.questions import may_read_pooled, six_problems
from tests.factories.accounts import somebody


@pytest.mark.parametrize("role", Role)
def test_averages_are_read_by_those_who_answer_for_the_service(role: Role) -> None:
    assert may_read_pooled(somebody(role)) == (role in {Role.COORDINATOR, Role.SUPERVISOR, Role.BOARD})


def test_six_questions_need_one_answer() -> None:
    nothing = Problem("nothing", "Answer one or more, or go back. You need not answer all.")

    assert (six_problems({}), six_problems({"heard": 1})) == ([nothing], [])
