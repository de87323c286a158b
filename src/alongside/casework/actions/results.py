"""What came of a case, written down as the person tells it (D8)."""

from datetime import date
from decimal import Decimal

from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.casework.actions.rows import begun, hold
from alongside.casework.models import Case, Result, ResultKind
from alongside.common.problems import Problem, refuse_if


def tell_result(
    case: Case,
    *,
    by: User,
    kind: str,
    told_on: date,
    words: str = "",
    arrears: Decimal | None = None,
    weekly: Decimal | None = None,
) -> Result:
    """Write down one thing that came of a case, even after its end. Amounts are in pounds."""
    refuse_if(_amount_problems(kind, arrears, weekly))
    with recorded("result.tell", by=by, person=case.person, kind=kind) as note:
        hold(case)
        result = Result(
            **begun(case.person, by=by),
            case=case,
            kind=ResultKind(kind),
            words=words or None,
            arrears=arrears,
            weekly=weekly,
            told_on=told_on,
        )
        result.save(force_insert=True)
        note.about = result
    return result


def _amount_problems(kind: str, *amounts: Decimal | None) -> list[Problem]:
    if kind != ResultKind.MONEY and any(amount is not None for amount in amounts):
        return [Problem("not_money", _("Choose “Money”, or leave the two amounts empty"), "kind")]
    return []
