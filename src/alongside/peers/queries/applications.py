"""Reads about who was asked to join, and who applied (E2, E3)."""

from dataclasses import dataclass

from alongside.accounts.models import User
from alongside.crypto.keys import preload, with_keys
from alongside.peers.models import Application, Decision, Invitation
from alongside.people.models import Person
from alongside.people.rules import changeable_by


@dataclass(frozen=True)
class Applications:
    """Who waits for an answer, who is to come in, and who was answered."""

    waiting: list[Application]
    welcomed: list[Application]
    answered: list[Application]


def applications() -> Applications:
    """Return everybody who applied; who waits longest comes first."""
    rows = with_keys(Application.objects.select_related("user").order_by("answer_by", "id"), "user")
    welcomed = [row for row in rows if row.decision == Decision.YES and row.user_id is None]
    return Applications(
        waiting=[row for row in rows if not row.decision],
        welcomed=welcomed,
        answered=[row for row in reversed(rows) if row.decision and row not in welcomed],
    )


def invitation_of(person: Person) -> Invitation | None:
    """Return the invitation that waits for an answer, if there is one."""
    return Invitation.objects.filter(person=person).first()


def invitations_for(user: User) -> list[Invitation]:
    """Return invitations of people whom `user` may write about, the oldest first."""
    rows = Invitation.objects.filter(changeable_by(user)).select_related("person").order_by("made_on", "id")
    found = list(rows)
    preload({row.person_id for row in found})
    return found
