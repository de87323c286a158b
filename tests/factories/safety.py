"""Concerns, made by the actions that the pages call."""

from typing import Any

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.people.models import Person
from alongside.safety import actions
from alongside.safety.models import Concern, ConcernOutcome, Share


def make_concern(*, by: User, person: Person | None = None, **told: Any) -> Concern:
    """Return a concern that somebody raised."""
    return actions.raise_concern(by=by, person=person, **{"saw": "A bruise on the left arm", **told})


def make_closed(concern: Concern, *, by: User) -> Concern:
    """Decide on the concern and close it."""
    actions.decide_on_concern(concern, by=by, share=Share.NO, why="She asked us to wait")
    return actions.close_concern(concern, by=by, outcome=ConcernOutcome.SAFER, words="She has moved out")


def put_under(user: User, supervisor: User) -> User:
    """Make `supervisor` the one who looks after `user`'s work."""
    with recorded("account.change", by=None, about=user):
        return user.change(supervisor=supervisor)
