"""Pages about expenses: mine, and those to pay."""

from uuid import UUID

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from alongside.accounts.access import SignedInRequest, allowed
from alongside.accounts.pages import pressed
from alongside.accounts.rules import may_coordinate, may_do_advocacy
from alongside.common import clock
from alongside.crypto.files import read_sealed
from alongside.crypto.seal import CannotOpen
from alongside.drafts.pages import form_page
from alongside.peers.actions import expenses as actions
from alongside.peers.forms.expenses import ExpenseAnswerForm, ExpenseForm, ExpenseQuestionForm
from alongside.peers.models import Expense, ExpenseState
from alongside.peers.queries.expenses import expenses_paid, expenses_to_pay, my_expenses
from alongside.peers.receipts import FILE_TYPE
from alongside.peers.rules.expenses import expenses_visible_to
from alongside.peers.views.frames import frame
from alongside.people.downloads import PersonalFile

PAGE = "common/form_page.html"


@require_GET
@allowed(may_do_advocacy)
def mine(request: SignedInRequest) -> HttpResponse:
    """What I claimed, and what became of it."""
    return render(request, "peers/my_expenses.html", {"expenses": my_expenses(request.user)})


@allowed(may_do_advocacy)
def new(request: SignedInRequest) -> HttpResponse:
    """Claim back what something cost."""
    return form_page(
        request,
        ExpenseForm,
        template=PAGE,
        save=lambda clean: actions.claim_expense(by=request.user, **clean),
        then=reverse("my-expenses"),
        context=frame(
            _("Claim an expense"),
            _("Send"),
            back="my-expenses",
            intro=_("You get back just what you paid, within 5 working days. It is not pay."),
        ),
        initial={"spent_on": clock.today()},
    )


@allowed(may_do_advocacy)
def answer(request: SignedInRequest, expense_id: UUID) -> HttpResponse:
    """Answer a question about a claim of mine."""
    mine = Expense.objects.filter(user=request.user, state=ExpenseState.ASKED)
    expense = get_object_or_404(mine, pk=expense_id)
    return form_page(
        request,
        ExpenseAnswerForm,
        template=PAGE,
        save=lambda clean: actions.answer_about_expense(expense, by=request.user, **clean),
        then=reverse("my-expenses"),
        context=frame(_("A question for you"), _("Answer"), back="my-expenses", intro=expense.question),
    )


@require_GET
@allowed(may_do_advocacy)
def receipt(request: SignedInRequest, expense_id: UUID) -> HttpResponse:
    """The photo of a receipt."""
    expense = get_object_or_404(expenses_visible_to(request.user), pk=expense_id)
    if expense.receipt is None:
        raise Http404
    try:
        content = read_sealed(owner=expense.user_id, name=expense.receipt)
    except (CannotOpen, FileNotFoundError) as error:
        raise Http404 from error
    name = f"receipt-{expense.sent_on}.jpg"
    return PersonalFile(content, file_type=FILE_TYPE, name=name, by=request.user, about=expense)


@require_GET
@allowed(may_coordinate)
def to_pay(request: SignedInRequest) -> HttpResponse:
    """What is to be paid back, the most pressing first."""
    context = {"to_pay": expenses_to_pay(), "paid": expenses_paid()}
    return render(request, "peers/expenses.html", context)


@allowed(may_coordinate)
def ask(request: SignedInRequest, expense_id: UUID) -> HttpResponse:
    """One claim: pay it, or ask about it."""
    expense = get_object_or_404(Expense.objects.select_related("user"), pk=expense_id)
    return form_page(
        request,
        ExpenseQuestionForm,
        template="peers/expense.html",
        save=lambda clean: actions.ask_about_expense(expense, by=request.user, **clean),
        then=reverse("expenses"),
        context={"expense": expense},
    )


@require_POST
@allowed(may_coordinate)
def pay(request: SignedInRequest, expense_id: UUID) -> HttpResponse:
    """Write that a claim was paid back."""
    expense = get_object_or_404(Expense, pk=expense_id)
    return pressed(request, lambda: actions.pay_expense(expense, by=request.user), back="expenses")
