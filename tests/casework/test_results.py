"""What came of a case, as the person tells it."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.audit.models import Entry
from alongside.casework.actions.cases import close_case
from alongside.casework.actions.results import tell_result
from alongside.casework.forms.results import ResultForm
from alongside.casework.models import Case, Result, ResultKind
from alongside.casework.queries.results import results_of
from alongside.common import clock
from alongside.common.problems import RuleBroken
from tests.conftest import SignIn
from tests.factories.casework import codes

TODAY = clock.today()
TOLD_TODAY = {
    "told_on_day": str(TODAY.day),
    "told_on_month": str(TODAY.month),
    "told_on_year": str(TODAY.year),
}


def test_result_keeps_their_word_for_it(case: Case, advocate: User) -> None:
    result = tell_result(case, by=advocate, kind=ResultKind.APOLOGY, told_on=TODAY, words="They said sorry")

    kept = Result.objects.get()
    assert (kept.case, kept.kind, kept.words, kept.told_on) == (
        case,
        ResultKind.APOLOGY,
        "They said sorry",
        TODAY,
    )
    assert kept.has_amount is False
    entry = Entry.objects.get(action="result.tell")
    assert (entry.about, entry.person, entry.facts["kind"]) == (str(result.pk), case.person_id, "apology")


@pytest.mark.parametrize(
    "arrears, weekly, total",
    [
        (Decimal("300"), Decimal("20.50"), Decimal("1366.00")),
        (Decimal("300"), None, Decimal("300")),
        (None, Decimal("20.50"), Decimal("1066.00")),
    ],
)
def test_d8_money_is_the_past_and_52_weeks(
    arrears: Decimal | None, weekly: Decimal | None, total: Decimal, case: Case, advocate: User
) -> None:
    tell_result(case, by=advocate, kind=ResultKind.MONEY, told_on=TODAY, arrears=arrears, weekly=weekly)

    kept = Result.objects.get()
    assert (kept.total, kept.has_amount) == (total, True)


def test_money_may_be_told_without_how_much(case: Case, advocate: User) -> None:
    result = tell_result(case, by=advocate, kind=ResultKind.MONEY, told_on=TODAY)

    assert (result.has_amount, result.total) == (False, Decimal(0))


def test_only_money_has_an_amount(case: Case, advocate: User) -> None:
    with pytest.raises(RuleBroken) as broken:
        tell_result(case, by=advocate, kind=ResultKind.HOME, told_on=TODAY, weekly=Decimal(5))

    assert codes(broken) == ["not_money"]


@pytest.mark.parametrize("wrong", [{"kind": "luck"}, {"kind": "home", "arrears": Decimal(5)}])
def test_database_refuses_a_result_that_makes_no_sense(
    case: Case, advocate: User, wrong: dict[str, Any]
) -> None:
    result = tell_result(case, by=advocate, kind=ResultKind.MONEY, told_on=TODAY)

    with (
        pytest.raises(IntegrityError),
        transaction.atomic(),
        recorded("result.tell", by=advocate, about=result),
    ):
        result.change(**wrong)


def test_good_news_may_come_after_the_case_is_closed(case: Case, advocate: User) -> None:
    close_case(case, by=advocate, reason="done", aim_met="not_said")

    result = tell_result(case, by=advocate, kind=ResultKind.HOME, told_on=TODAY)

    assert results_of(case) == [result]


def test_results_of_a_case_begin_with_the_last_told(case: Case, advocate: User) -> None:
    first = tell_result(case, by=advocate, kind=ResultKind.HOME, told_on=TODAY)
    earlier = tell_result(case, by=advocate, kind=ResultKind.POLICY, told_on=TODAY - timedelta(days=3))

    assert results_of(case) == [first, earlier]


@pytest.mark.parametrize("name", ["case", "case-close"])
def test_result_and_how_it_adds_up_stand_on_the_case_and_at_its_end(
    name: str, case: Case, advocate: User, signed_in: SignIn
) -> None:
    client = signed_in(advocate)
    there = [case.person_id, case.pk]

    answer = client.post(
        reverse("result-new", args=there),
        {
            "kind": "money",
            "words": "I can eat again",
            "arrears": "£1,300",
            "weekly": "20.50",
            **TOLD_TODAY,
        },
    )
    page = client.get(reverse(name, args=there)).content.decode()

    assert answer["Location"] == reverse("case", args=there)
    for words in (
        "I can eat again",
        "£2,366.00",
        "£1,300.00 for the past, and £20.50 more a week. For 52 weeks that is £1,066.00.",
    ):
        assert words in page


@pytest.mark.parametrize("typed", ["lots", "-5", "1.234", "12345678"])
def test_amount_that_is_no_amount_is_said_plainly(typed: str) -> None:
    form = ResultForm({"kind": "money", "weekly": typed, **TOLD_TODAY})

    assert form.errors == {"weekly": ["Write the pounds as a number, like 120 or 72.50"]}
