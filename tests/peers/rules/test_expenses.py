"""Who reads a claim, and what stands against it (E12)."""

import pytest

from alongside.accounts.models import Role, User
from alongside.common.problems import Problem
from alongside.peers.models import Expense, ExpenseState
from alongside.peers.rules.expenses import claim_problems, expenses_visible_to, pay_problems
from tests.factories.accounts import make_user, somebody
from tests.factories.supervision import make_expense

OWNER, OTHER = somebody(), somebody()
WHO = {"owner": OWNER, "other": OTHER}
ROUND = Problem(
    "round",
    "This is a round sum. Write just what it cost: the job centre may count a round sum as pay. "
    "If that is what it cost to the penny, tick the box.",
    "is_exact",
)
NO_RECEIPT = Problem(
    "no_receipt", "Add a photo of the receipt, or write why there is none.", "no_receipt_why"
)


@pytest.mark.parametrize("role", Role)
def test_claims_are_read_by_their_owner_and_the_coordinator(role: Role, advocate: User) -> None:
    reader = make_user("Kim Holt", role)
    others, own = make_expense(advocate), make_expense(reader)

    assert set(expenses_visible_to(reader)) == ({others, own} if role == Role.COORDINATOR else {own})


@pytest.mark.parametrize(
    "pence, is_exact, has_receipt, why, found",
    [
        (500, False, True, "", [ROUND]),
        (1000, False, True, "", [ROUND]),
        (500, True, True, "", []),
        (499, False, True, "", []),
        (501, False, False, "The bus gave none", []),
        (501, False, False, "", [NO_RECEIPT]),
        (500, False, False, "", [ROUND, NO_RECEIPT]),
    ],
)
def test_round_sum_and_missing_receipt_are_asked_about(
    *, pence: int, is_exact: bool, has_receipt: bool, why: str, found: list[Problem]
) -> None:
    assert (
        claim_problems(pence=pence, is_exact=is_exact, has_receipt=has_receipt, no_receipt_why=why) == found
    )


@pytest.mark.parametrize(
    "state, who, codes",
    [
        (ExpenseState.SENT, "other", []),
        (ExpenseState.ASKED, "other", []),
        (ExpenseState.PAID, "other", ["paid"]),
        (ExpenseState.SENT, "owner", ["oneself"]),
        (ExpenseState.PAID, "owner", ["oneself", "paid"]),
    ],
)
def test_claim_is_paid_once_by_a_colleague(state: ExpenseState, who: str, codes: list[str]) -> None:
    problems = {
        "oneself": Problem("oneself", "Nobody pays themselves. Ask a colleague."),
        "paid": Problem("paid", "This was paid already."),
    }

    assert pay_problems(Expense(user=OWNER, state=state), by=WHO[who]) == [problems[code] for code in codes]
