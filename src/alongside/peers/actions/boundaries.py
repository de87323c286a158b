"""The boundaries book: asking before, telling after, and deciding together (E11)."""

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.common import clock
from alongside.common.problems import refuse_if
from alongside.crypto.actions import make_key
from alongside.peers.models import BoundaryEntry
from alongside.peers.rules.boundaries import boundary_problems


def write_boundary(*, kind: str, when: str, what: str, by: User) -> BoundaryEntry:
    """Ask before, or tell after. Neither is held against anybody."""
    with recorded("boundary.write", by=by, kind=kind, when=when) as note:
        make_key(by.pk)
        entry = BoundaryEntry(user=by, kind=kind, when=when, what=what, told_at=clock.now())
        entry.save(force_insert=True)
        note.about = entry
    return entry


def decide_boundary(entry: BoundaryEntry, *, decision: str, advice: str = "", by: User) -> BoundaryEntry:
    """Write what was decided, and the advice; deciding again replaces it."""
    with recorded("boundary.decide", by=by, about=entry, decision=decision):
        refuse_if(boundary_problems(entry, by=by))
        entry.change(decision=decision, advice=advice or None, decided_by=by, decided_at=clock.now())
    return entry
