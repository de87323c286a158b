"""Expenses at what they really cost, with a receipt or why there is none, paid fast (E12)."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.urls import reverse
from PIL import Image

from alongside.accounts.models import User
from alongside.casework.actions.papers import sweep_papers
from alongside.common.problems import RuleBroken
from alongside.crypto.files import path_of, read_sealed
from alongside.peers import receipts
from alongside.peers.actions import expenses as actions
from alongside.peers.forms.expenses import ExpenseForm
from alongside.peers.models import Expense, ExpenseState
from tests.conftest import SignIn
from tests.factories.supervision import make_expense, make_receipt

NOW = datetime(2026, 12, 22, 9, 30, tzinfo=UTC)
TODAY = NOW.date()
SENT = {
    "kind": "travel",
    "pence": "£4.20",
    "spent_on_day": "22",
    "spent_on_month": "12",
    "spent_on_year": "2026",
}


@pytest.fixture(autouse=True)
def _before_christmas() -> Iterator[None]:
    """The clock stands at half past nine on Tuesday 22 December 2026."""
    with time_machine.travel(NOW, tick=False):
        yield


def refused(act: Callable[[], object]) -> list[str]:
    """Return what an action refuses."""
    with pytest.raises(RuleBroken) as broken:
        act()
    return [problem.code for problem in broken.value.problems]


def test_expense_is_paid_within_five_working_days(advocate: User) -> None:
    expense = make_expense(advocate)

    assert (expense.pay_by, expense.pounds, expense.is_late) == (date(2026, 12, 31), "£4.20", False)
    assert (str(expense), expense.seal_owner()) == (f"expense {expense.pk}", advocate.pk)


def test_expense_that_is_not_paid_in_time_is_late(advocate: User) -> None:
    expense = make_expense(advocate)

    with time_machine.travel(NOW + timedelta(days=10), tick=False):
        assert expense.is_late


@pytest.mark.parametrize("pence, found", [(500, ["round"]), (1000, ["round"]), (420, []), (501, [])])
def test_round_sum_is_asked_about(pence: int, found: list[str], advocate: User) -> None:
    if found:
        assert refused(lambda: make_expense(advocate, pence=pence)) == found
    else:
        assert make_expense(advocate, pence=pence).pence == pence


def test_round_sum_that_is_exact_is_kept(advocate: User) -> None:
    assert make_expense(advocate, pence=500, is_exact=True).is_exact


def test_expense_needs_a_receipt_or_a_reason(advocate: User) -> None:
    assert refused(lambda: make_expense(advocate, no_receipt_why="")) == ["no_receipt"]


def test_receipt_is_kept_as_a_picture_and_nothing_else(advocate: User) -> None:
    made = BytesIO()
    picture = Image.new("RGB", (4000, 30), "white")
    place = Image.Exif()
    place[0x010E] = "Canary street"
    picture.save(made, "JPEG", exif=place)

    expense = make_expense(advocate, receipt=SimpleUploadedFile("r.jpg", made.getvalue()), no_receipt_why="")

    kept = read_sealed(owner=advocate.pk, name=expense.receipt or advocate.pk)
    assert b"Canary" not in kept
    assert Image.open(BytesIO(kept)).size[0] == receipts.LONGEST_SIDE


@pytest.mark.parametrize("content", [b"", b"%PDF-1.7", b"GIF89a", make_receipt().read()[:60]])
def test_receipt_that_is_no_photo_is_refused(content: bytes, advocate: User) -> None:
    upload = SimpleUploadedFile("r.jpg", content)

    assert refused(lambda: make_expense(advocate, receipt=upload)) == ["no_picture"]
    assert Expense.objects.count() == 0


def test_receipt_that_would_open_to_gigabytes_is_refused(
    advocate: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(receipts, "MOST_PIXELS", 100)

    assert refused(lambda: make_expense(advocate, receipt=make_receipt())) == ["too_large"]


def test_receipt_that_was_cut_off_is_too_big(advocate: User) -> None:
    upload = make_receipt()
    upload.size = (upload.size or 0) + 1

    assert refused(lambda: make_expense(advocate, receipt=upload)) == ["too_big"]


def test_receipt_goes_when_its_row_is_not_kept(advocate: User, settings: LazySettings) -> None:
    with pytest.raises(DatabaseError):
        make_expense(advocate, receipt=make_receipt(), pence=-1)

    assert [path for path in settings.ALONGSIDE_PAPERS.glob("??/*") if path.is_file()] == []


def test_receipt_is_not_swept_away(advocate: User) -> None:
    expense = make_expense(advocate, receipt=make_receipt())

    with time_machine.travel(NOW + timedelta(days=800), tick=False):
        swept = sweep_papers()

    assert swept == 0
    assert path_of(expense.receipt or advocate.pk).exists()


def test_question_and_answer_begin_the_days_again(advocate: User, coordinator: User) -> None:
    expense = make_expense(advocate)
    actions.ask_about_expense(expense, question="Which bus?", by=coordinator)

    with time_machine.travel(datetime(2027, 1, 4, 9, tzinfo=UTC), tick=False):
        actions.answer_about_expense(expense, answer="The 12", by=advocate)

    assert (expense.state, expense.pay_by, expense.answer) == ("sent", date(2027, 1, 11), "The 12")


def test_nobody_pays_themselves_nor_twice(coordinator: User, advocate: User) -> None:
    own, other = make_expense(coordinator), make_expense(advocate)
    actions.pay_expense(other, by=coordinator)

    assert refused(lambda: actions.pay_expense(own, by=coordinator)) == ["oneself"]
    assert refused(lambda: actions.pay_expense(other, by=coordinator)) == ["paid"]


@pytest.mark.parametrize(
    "typed, pence", [("4.20", 420), ("£4.20", 420), ("4", 400), ("12,50", 1250), (" 0.85 ", 85)]
)
def test_money_is_read_as_people_write_it(typed: str, pence: int) -> None:
    form = ExpenseForm({**SENT, "pence": typed})

    form.full_clean()

    assert form.cleaned_data["pence"] == pence


@pytest.mark.parametrize("typed", ["", "0", "four", "4.2", "99999"])
def test_money_that_is_none_gets_a_sentence(typed: str) -> None:
    form = ExpenseForm({**SENT, "pence": typed})

    assert form.errors == {"pence": ["Write what it cost, like 4.20"]}


def test_pages_from_claim_to_payment(advocate: User, coordinator: User, signed_in: SignIn) -> None:
    hers, theirs = signed_in(advocate), signed_in(coordinator)
    hers.get(reverse("expense-new"))

    round_sum = hers.post(reverse("expense-new"), {**SENT, "pence": "5", "no_receipt_why": "None given"})
    hers.post(reverse("expense-new"), {**SENT, "what": "To the hostel", "receipt": make_receipt()})
    expense = Expense.objects.get()
    listed = theirs.get(reverse("expenses")).content.decode()
    read = theirs.get(reverse("expense", args=[expense.pk])).content.decode()
    theirs.post(reverse("expense", args=[expense.pk]), {"question": "Which bus?"})
    asked = hers.get(reverse("my-expenses")).content.decode()
    hers.get(reverse("expense-answer", args=[expense.pk]))
    hers.post(reverse("expense-answer", args=[expense.pk]), {"answer": "The 12"})
    photo = theirs.get(reverse("expense-receipt", args=[expense.pk]))
    theirs.post(reverse("expense-pay", args=[expense.pk]))
    paid = hers.get(reverse("my-expenses")).content.decode()
    again = theirs.post(reverse("expense-pay", args=[expense.pk]), follow=True).content.decode()

    assert list(round_sum.context["form"].errors) == ["is_exact"]
    assert "£4.20 · Ana Reyes" in listed
    assert "To the hostel" in read
    assert "There is a question for you" in asked
    assert (photo["Content-Type"], photo["Content-Disposition"]) == (
        "image/jpeg",
        'attachment; filename="receipt-2026-12-22.jpg"',
    )
    assert "Paid Tue 22 Dec" in paid
    assert "This was paid already." in again
    assert Expense.objects.get().state == ExpenseState.PAID


def test_receipt_is_for_its_owner_and_the_coordinator(
    advocate: User, other_advocate: User, signed_in: SignIn
) -> None:
    expense, without = make_expense(advocate, receipt=make_receipt()), make_expense(advocate)
    url = reverse("expense-receipt", args=[expense.pk])

    codes = [signed_in(user).get(url).status_code for user in (advocate, other_advocate)]
    path_of(expense.receipt or advocate.pk).unlink()
    gone = signed_in(advocate).get(url)
    none = signed_in(advocate).get(reverse("expense-receipt", args=[without.pk]))

    assert codes == [200, 404]
    assert (gone.status_code, none.status_code) == (404, 404)


@pytest.mark.parametrize("many", [1, 3])
@pytest.mark.parametrize("page, queries", [("expenses", 10), ("my-expenses", 9)])
def test_lists_cost_the_same_for_three_as_for_one(
    *,
    page: str,
    queries: int,
    many: int,
    advocate: User,
    other_advocate: User,
    supervisor: User,
    coordinator: User,
    signed_in: SignIn,
    django_assert_num_queries: Callable[..., Any],
) -> None:
    for user in [advocate, other_advocate, supervisor][:many]:
        make_expense(user, what="Bus")
        make_expense(coordinator, what="Bus")
        actions.pay_expense(make_expense(user), by=coordinator)
    client = signed_in(coordinator)
    client.get(reverse(page))

    with django_assert_num_queries(queries):
        client.get(reverse(page))
