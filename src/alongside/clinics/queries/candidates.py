"""Who can be put on a session, and why the others cannot."""

from dataclasses import dataclass

from django.utils.functional import Promise

from alongside.accounts.models import Role, User
from alongside.accounts.queries import users_with
from alongside.clinics.models import Session, ShiftRole
from alongside.clinics.queries.rota_problem import own_say, supplies_of
from alongside.clinics.rota_words import IN_THE_WAY
from alongside.clinics.rules import placings, problems_of
from alongside.crypto.keys import with_keys
from alongside.peers.rules import can_be_decided, stage_label


@dataclass(frozen=True)
class Candidates:
    """Every advocate: who can be put on, with their stage and their own say; the others with every reason."""

    possible: list[tuple[User, str]]
    # a coordinator may decide that they can be, and write why
    to_decide: list[tuple[User, list[str | Promise]]]
    refused: list[tuple[User, list[str | Promise]]]


def candidates(session: Session, role: ShiftRole) -> Candidates:
    """Return who can be put on `session` as `role`; for as many queries whatever the size of the team."""
    advocates = sorted(with_keys(users_with(Role.ADVOCATE)), key=lambda user: str(user.name).casefold())
    ids = [user.pk for user in advocates]
    found, said = Candidates([], [], []), own_say(session, ids, supplies_of(ids))
    for placing in placings(session, advocates, role):
        problems = problems_of(placing)
        sentences = [problem.sentence for problem in problems]
        if can_be_decided(problems):
            found.to_decide.append((placing.user, sentences))
        elif problems:
            found.refused.append((placing.user, sentences))
        else:
            stage, against = stage_label(placing.stage, placing.words), said.get(placing.user.pk)
            words = f"{stage} · {IN_THE_WAY[against]}" if against else stage
            found.possible.append((placing.user, words))
    return found
