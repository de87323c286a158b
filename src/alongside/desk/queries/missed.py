"""Who has missed supervision, and where they are down for all that (B4)."""

from dataclasses import dataclass

from alongside.clinics.models import Shift
from alongside.clinics.queries import next_shifts_of
from alongside.peers.queries.supervision import Stands, missed_supervision


@dataclass(frozen=True)
class MissedBy:
    """One advocate who missed supervision, and their next shift, if they are down for one."""

    of: Stands
    next_shift: Shift | None


def missed_by(*, limit: int) -> list[MissedBy]:
    """Return who has missed supervision and is not decided about; who is down for a shift first."""
    missed = missed_supervision()
    shifts = next_shifts_of(one.user for one in missed)
    lines = [MissedBy(one, shifts.get(one.user.pk)) for one in missed]
    return sorted(lines, key=lambda line: line.next_shift is None)[:limit]
