"""Reads about expenses."""

from alongside.accounts.models import User
from alongside.crypto.keys import SERVICE, preload, with_keys
from alongside.peers.models import Expense, ExpenseState


def my_expenses(user: User, *, limit: int = 40) -> list[Expense]:
    """Return what somebody claimed, the newest first."""
    return with_keys(Expense.objects.filter(user=user).order_by("-sent_on", "-id")[:limit])


def expenses_to_pay() -> list[Expense]:
    """Return what is still to be paid back, the most pressing first."""
    open_ones = Expense.objects.exclude(state=ExpenseState.PAID).select_related("user")
    rows = with_keys(open_ones.order_by("pay_by", "id"))
    preload([SERVICE])
    return rows


def expenses_paid(*, limit: int = 20) -> list[Expense]:
    """Return what was paid back last."""
    paid = Expense.objects.filter(state=ExpenseState.PAID).select_related("user", "paid_by")
    rows = with_keys(paid.order_by("-paid_on", "-id")[:limit])
    preload([SERVICE])
    return rows
