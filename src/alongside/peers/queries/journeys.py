"""What the page of a journey shows: what was seen, shifts shadowed, what is still to come (E6, E7)."""

from dataclasses import dataclass

from django.db.models import Q

from alongside.accounts.models import Role, User
from alongside.accounts.queries import terms, users_with
from alongside.common.problems import Problem
from alongside.crypto.keys import with_keys
from alongside.peers.models import Competence, ShadowedShift, Sighting, Stage, StageName
from alongside.peers.queries.stages import journey_of, stages_of
from alongside.peers.queries.training import TraineeLine, by_name, trainings_of
from alongside.peers.rules import (
    SIGNED_OFF,
    Shadowing,
    lead_problems,
    shadowings_of,
    sign_off_problems,
)


@dataclass(frozen=True)
class Seen:
    """One competence, and who saw it when."""

    competence: Competence
    sightings: list[Sighting]


@dataclass(frozen=True)
class Journey:
    """Everything about the way of one advocate."""

    stage: StageName | None
    stages: list[Stage]
    trainings: list[TraineeLine]
    seen: list[Seen]
    shadowed: list[ShadowedShift]
    to_come: list[Problem]

    @property
    def seen_so_far(self) -> int:
        """How many competences somebody has seen."""
        return sum(bool(one.sightings) for one in self.seen)


@dataclass(frozen=True)
class Learner:
    """Somebody on the way to lead."""

    user: User
    stage: StageName
    record: Shadowing
    is_ready: bool


def whole_journey_of(user: User) -> Journey:
    """Return all that the page of a journey shows; what is still to come only before they lead."""
    stages = journey_of(user)
    stage = stages_of([user]).get(user.pk)
    return Journey(
        stage=stage,
        stages=stages,
        trainings=trainings_of(user),
        seen=_seen(user),
        shadowed=shadowed_of(user),
        to_come=still_to_come(user, stage),
    )


def still_to_come(user: User, stage: StageName | None) -> list[Problem]:
    """Return what a shadow has still to do before they can lead; nothing of anybody else."""
    return lead_problems(user) if stage == StageName.SHADOW else []


def shadowed_of(user: User) -> list[ShadowedShift]:
    """Return the shifts somebody shadowed, the newest first."""
    rows = ShadowedShift.objects.filter(user=user).select_related("user", "lead").order_by("-on", "-id")
    return with_keys(rows, "user", "lead")


def waiting_for_my_part(user: User) -> list[ShadowedShift]:
    """Return shifts of which the other has written and `user` has not."""
    mine = Q(user=user, shadow_wrote_at=None) | Q(lead=user, lead_wrote_at=None)
    rows = ShadowedShift.objects.filter(mine).select_related("user", "lead").order_by("on", "id")
    return with_keys(rows, "user", "lead")


def leads_now() -> list[User]:
    """Return who leads today, by name."""
    advocates = list(users_with(Role.ADVOCATE))
    stages = stages_of(advocates)
    return by_name(user for user in advocates if stages.get(user.pk) in SIGNED_OFF)


def learners(viewer: User) -> list[Learner]:
    """Return others in training and shadowing, by name, with how far they have come."""
    advocates = list(users_with(Role.ADVOCATE).exclude(pk=viewer.pk))
    stages = stages_of(advocates)
    learning = [one for one in advocates if stages.get(one.pk) in (StageName.TRAINING, StageName.SHADOW)]
    records, words = shadowings_of(one.pk for one in learning), terms()
    return [
        Learner(
            user=one,
            stage=stages[one.pk],
            record=records[one.pk],
            is_ready=stages[one.pk] == StageName.SHADOW and not sign_off_problems(records[one.pk], words),
        )
        for one in by_name(learning)
    ]


def ready_to_lead(viewer: User) -> list[User]:
    """Return the shadows for whom nothing more is to come before they lead, by name."""
    return [one.user for one in learners(viewer) if one.is_ready]


def _seen(user: User) -> list[Seen]:
    rows = Sighting.objects.filter(user=user).select_related("made_by").order_by("-seen_on", "-id")
    found = with_keys(rows, "made_by")
    return [
        Seen(competence, [row for row in found if row.competence == competence]) for competence in Competence
    ]
