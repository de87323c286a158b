"""Expenses at what they really cost, paid within five working days (E12)."""

from contextlib import AbstractContextManager, nullcontext
from datetime import date
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile

from alongside.accounts.models import User
from alongside.accounts.queries import service
from alongside.audit.actions import recorded
from alongside.common import clock
from alongside.common.problems import refuse_if
from alongside.common.working_days import working_days_after
from alongside.crypto.actions import make_key
from alongside.crypto.files import kept_sealed
from alongside.peers.models import Expense, ExpenseState
from alongside.peers.receipts import receipt_of, too_big
from alongside.peers.rules.expenses import claim_problems, pay_problems

PAID_WITHIN = 5
"""Working days [policy]."""


def claim_expense(
    *,
    by: User,
    spent_on: date,
    kind: str,
    pence: int,
    what: str = "",
    receipt: "UploadedFile[bytes] | None" = None,
    no_receipt_why: str = "",
    is_exact: bool = False,
) -> Expense:
    """Claim back what something cost, with its receipt or why there is none."""
    refuse_if(
        claim_problems(
            pence=pence,
            is_exact=is_exact,
            has_receipt=receipt is not None,
            no_receipt_why=no_receipt_why,
        )
    )
    make_key(by.pk)
    with _kept(receipt, by=by) as file, recorded("expense.claim", by=by, kind=kind) as note:
        expense = Expense(
            user=by,
            spent_on=spent_on,
            kind=kind,
            pence=pence,
            what=what or None,
            receipt=file,
            no_receipt_why=no_receipt_why or None,
            is_exact=is_exact,
            sent_on=clock.today(),
            pay_by=_pay_by(clock.today()),
        )
        expense.save(force_insert=True)
        note.about = expense
    return expense


def ask_about_expense(expense: Expense, *, question: str, by: User) -> Expense:
    """Ask whoever claimed something about it."""
    with recorded("expense.ask", by=by, about=expense):
        refuse_if(pay_problems(expense, by=by))
        expense.change(state=ExpenseState.ASKED, question=question, answer=None)
    return expense


def answer_about_expense(expense: Expense, *, answer: str, by: User) -> Expense:
    """Answer what was asked; the days to pay it begin again."""
    with recorded("expense.answer", by=by, about=expense):
        expense.change(state=ExpenseState.SENT, answer=answer, pay_by=_pay_by(clock.today()))
    return expense


def pay_expense(expense: Expense, *, by: User, paid_on: date | None = None) -> Expense:
    """Write that a claim was paid back."""
    with recorded("expense.pay", by=by, about=expense):
        refuse_if(pay_problems(expense, by=by))
        expense.change(state=ExpenseState.PAID, paid_on=paid_on or clock.today(), paid_by=by)
    return expense


def _pay_by(day: date) -> date:
    here = service()
    return working_days_after(day, PAID_WITHIN, nation=here.nation if here else "ENG")


def _kept(receipt: "UploadedFile[bytes] | None", *, by: User) -> AbstractContextManager[UUID | None]:
    """The photo, sealed, as long as its row is kept; where there is none, nothing."""
    if receipt is None:
        return nullcontext()
    content: bytes = receipt.read()
    if len(content) != receipt.size:
        raise too_big()
    return kept_sealed(receipt_of(content), owner=by.pk)
