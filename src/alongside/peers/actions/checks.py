"""Every change to a decision about checks (E4)."""

from datetime import date

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.common import clock
from alongside.common.problems import refuse_if
from alongside.peers.models import AppealOutcome, CheckDecision, CheckOutcome, Level, ShiftRole
from alongside.peers.rules import agree_problems, appeal_problems, check_problems, hear_problems


def propose_check(
    user: User,
    *,
    role: ShiftRole,
    level: Level,
    outcome: CheckOutcome,
    why: str,
    review_on: date,
    by: User,
    certificate_on: date | None = None,
    certificate_number: str = "",
) -> CheckDecision:
    """Propose whether somebody may work in a role. It counts once a second person agrees."""
    refuse_if(check_problems(user, role=role, level=level, review_on=review_on, by=by))
    with recorded("check.propose", by=by, user=user.pk, role=role, level=level) as note:
        check = CheckDecision(
            user=user,
            role=role,
            level=level,
            outcome=outcome,
            why=why,
            review_on=review_on,
            certificate_on=certificate_on,
            certificate_number=certificate_number or None,
            made_by=by,
            made_at=clock.now(),
        )
        check.save(force_insert=True)
        note.about = check
    return check


def agree_check(check: CheckDecision, *, by: User) -> None:
    """Agree to what somebody else proposed."""
    with recorded("check.agree", by=by, about=check, user=check.user_id):
        held = CheckDecision.objects.select_for_update().get(pk=check.pk)
        refuse_if(agree_problems(held, by=by))
        check.change(agreed_by=by, agreed_on=clock.today())


def appeal_check(check: CheckDecision, *, appeal: str, by: User) -> None:
    """Ask for a decision about oneself to be looked at again."""
    refuse_if(appeal_problems(check, by=by))
    with recorded("check.appeal", by=by, about=check):
        check.change(appeal=appeal, appealed_on=clock.today())


def hear_appeal(check: CheckDecision, *, outcome: AppealOutcome, why: str, by: User) -> None:
    """Answer an appeal, by somebody who had no part in the decision."""
    refuse_if(hear_problems(check, by=by))
    with recorded("check.hear", by=by, about=check, decided=outcome):
        check.change(appeal_outcome=outcome, appeal_why=why, heard_by=by, heard_on=clock.today())
