"""What stands against a claim and against paying it."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.accounts.rules import may_coordinate
from alongside.common.problems import Problem
from alongside.peers.models import ROUND_PENCE, Expense, ExpenseState


def expenses_visible_to(user: User) -> QuerySet[Expense]:
    """Return the claims `user` may open: their own; every one for coordinators."""
    everything = Expense.objects.all()
    return everything if may_coordinate(user) else everything.filter(user=user)


def claim_problems(*, pence: int, is_exact: bool, has_receipt: bool, no_receipt_why: str) -> list[Problem]:
    """Say what stands against a claim: round sums are asked about, as they can count as pay."""
    problems = []
    if pence % ROUND_PENCE == 0 and not is_exact:
        sentence = _(
            "This is a round sum. Write just what it cost: the job centre may count a round sum as pay. "
            "If that is what it cost to the penny, tick the box."
        )
        problems.append(Problem("round", sentence, "is_exact"))
    if not has_receipt and not no_receipt_why:
        sentence = _("Add a photo of the receipt, or write why there is none.")
        problems.append(Problem("no_receipt", sentence, "no_receipt_why"))
    return problems


def pay_problems(expense: Expense, *, by: User) -> list[Problem]:
    """Say what stands against paying a claim, or asking about it."""
    problems = []
    if expense.user_id == by.pk:
        problems.append(Problem("oneself", _("Nobody pays themselves. Ask a colleague.")))
    if expense.state == ExpenseState.PAID:
        problems.append(Problem("paid", _("This was paid already.")))
    return problems
