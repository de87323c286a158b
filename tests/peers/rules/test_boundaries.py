"""Who reads the boundaries book, and who decides (E11)."""

import pytest

from alongside.accounts.models import Role, User
from alongside.common.problems import Problem
from alongside.peers.models import BoundaryEntry
from alongside.peers.rules.boundaries import boundaries_visible_to, boundary_problems
from tests.factories.accounts import make_user, somebody
from tests.factories.supervision import make_boundary


@pytest.mark.parametrize("role", Role)
def test_entries_of_others_are_read_by_those_who_supervise(role: Role, advocate: User) -> None:
    reader = make_user("Kim Holt", role)
    others, _own = make_boundary(advocate), make_boundary(reader)

    found = list(boundaries_visible_to(reader))

    assert found == ([others] if role in {Role.SUPERVISOR, Role.COORDINATOR} else [])


def test_entry_is_decided_by_somebody_else() -> None:
    owner, other = somebody(), somebody()
    entry = BoundaryEntry(user=owner)

    assert boundary_problems(entry, by=other) == []
    assert boundary_problems(entry, by=owner) == [
        Problem("oneself", "Somebody else has to decide about this with you.")
    ]
