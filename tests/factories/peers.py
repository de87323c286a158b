"""Advocates on their way, made by the actions that the pages call."""

from datetime import date, timedelta

from alongside.accounts.models import Role, User
from alongside.audit.actions import recorded
from alongside.common import clock
from alongside.peers.actions import move_stage
from alongside.peers.models import CheckDecision, CheckOutcome, Level, ShiftRole, Stage, StageName
from alongside.peers.rules import READY, SIGNED_OFF
from tests.factories.accounts import make_user


def make_stage(
    user: User,
    stage: StageName,
    *,
    by: User | None = None,
    from_on: date | None = None,
    checked: bool = True,
) -> Stage:
    """Let `user` be at `stage` from now on, with checks in date; leads led elsewhere before."""
    led = stage in SIGNED_OFF
    why = "Led at another service." if led else ""
    made = move_stage(user, to=stage, by=by or user, from_on=from_on, why=why, led_before=led)
    if checked and stage in READY[ShiftRole.HELPER]:
        make_checked(user)
    return made


def make_checked(user: User) -> None:
    """Let the checks of `user` be in date for three years, unless somebody decided about them already."""
    if CheckDecision.objects.filter(user=user).exists():
        return
    other = User.objects.exclude(pk=user.pk).first() or make_user("Kit Warden")
    with recorded("check.forge", by=None):
        CheckDecision.objects.create(
            user=user,
            role=ShiftRole.LEAD,
            level=Level.ENHANCED,
            outcome=CheckOutcome.GO,
            why="Nothing that bears on this role.",
            review_on=clock.today() + timedelta(days=1000),
            made_by=other,
            agreed_on=clock.today(),
        )


def make_advocate(
    name: str, stage: StageName | None = None, *, by: User | None = None, checked: bool = True
) -> User:
    """Return an advocate at `stage`; without one they have not begun."""
    user = make_user(name, Role.ADVOCATE)
    if stage:
        make_stage(user, stage, by=by, checked=checked)
    return user
