"""When a place still needs somebody, and what stands against giving one up, taking one, and a swap (B3)."""

from django.utils.translation import gettext as _

from alongside.clinics.models import OfferState, Session, Shift, ShiftOffer, ShiftRole
from alongside.clinics.rules.placing import Safety, session_safety, shift_problems
from alongside.common.problems import Problem


def is_needed(session: Session, role: ShiftRole) -> bool:
    """Tell whether a place still needs somebody: helpers always; the others until the session is safe."""
    if role == ShiftRole.HELPER:
        return True
    has_shadow = session.shifts.live().filter(role=ShiftRole.SHADOW).exists()
    if role == ShiftRole.SHADOW and has_shadow:
        return False
    return session_safety(session) != Safety.SAFE


def give_up_problems(shift: Shift) -> list[Problem]:
    """One can say that one cannot come until the session is over."""
    if shift.ended_at:
        return [Problem("off_already", _("You are not down for this any more."))]
    if not shift.session.is_live or shift.session.is_over:
        return [Problem("over", _("This day is over or does not run."))]
    return []


def answer_problems(offer: ShiftOffer) -> list[Problem]:
    """An offer can be answered until the session is over: once, or anew while a yes waits for others."""
    if offer.state not in {OfferState.WAITING, OfferState.AGREED, OfferState.GONE}:
        return [Problem("answered", _("You have answered this already."))]
    if not offer.session.is_live or offer.session.is_over:
        return [Problem("over", _("This day is over or does not run."))]
    return []


def swap_problems(mine: Shift, theirs: Shift) -> list[Problem]:
    """Two can swap when the rules allow each the place of the other. What stood in the way is not told."""
    both = (mine, theirs)
    if any(give_up_problems(shift) for shift in both):
        return [Problem("changed", _("One of the two shifts has changed. Choose again."))]
    against = [
        *shift_problems(theirs.session, mine.user, ShiftRole(theirs.role), without=both),
        *shift_problems(mine.session, theirs.user, ShiftRole(mine.role), without=both),
    ]
    return [Problem("no_swap", _("This swap cannot be made. Choose another one."))] if against else []
