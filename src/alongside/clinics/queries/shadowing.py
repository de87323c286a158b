"""Who learned from whom at a session (E7)."""

from dataclasses import dataclass

from alongside.accounts.models import User
from alongside.clinics.queries.lines import SessionLine


@dataclass(frozen=True)
class Pair:
    """The shadow of a session, and the leads with whom they were."""

    shadow: User
    leads: list[User]


def pair_on(line: SessionLine, user: User) -> Pair | None:
    """Return the shadow and the leads of a session, for one of them; None where nobody shadowed."""
    if not line.shadows or not line.leads:
        return None
    pair = Pair(line.shadows[0].shift.user, [one.shift.user for one in line.leads])
    return pair if user in (pair.shadow, *pair.leads) else None
