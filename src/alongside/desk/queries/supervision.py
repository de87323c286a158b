"""What a supervisor's page shows: joins supervision, cases, scores, hard contacts and hours."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from alongside.accounts.models import User
from alongside.casework.models import Case
from alongside.casework.queries.load import LOW, low_scores, open_case_counts, open_cases_with
from alongside.clinics.queries import hours_given
from alongside.peers.models import Away, HardContact, StageName, Supervision, WellbeingPlan
from alongside.peers.queries import stage_of
from alongside.peers.queries.supervision import Supervised, people_of_supervision, supervised
from alongside.peers.queries.wellbeing import (
    LOAD_WEEKS,
    away_now,
    hard_contact_counts,
    hard_contacts_of,
    plan_of,
    plans_shared_with,
    readers_of,
)
from alongside.peers.rules.wellbeing import step_back_problems


@dataclass(frozen=True)
class Load:
    """How much somebody carries now: numbers, no names."""

    cases: int
    hard: int
    hours: float
    low_scores: int

    @property
    def weeks(self) -> int:
        """How many weeks back hard contacts and hours are counted."""
        return LOAD_WEEKS

    @property
    def scores_are_low(self) -> bool:
        """Tell whether people said often enough that it was not about them (C11)."""
        return self.low_scores >= LOW


@dataclass(frozen=True)
class SupervisionLine:
    """One advocate on the supervisor's page."""

    of: Supervised
    load: Load

    @property
    def user(self) -> User:
        """The advocate."""
        return self.of.user


@dataclass(frozen=True)
class SupervisionOf:
    """All that a supervisor looks at with one advocate."""

    line: SupervisionLine
    cases: list[Case]
    other_cases: int
    hard: list[HardContact]


@dataclass(frozen=True)
class MyWellbeing:
    """How somebody is, for themselves."""

    load: Load
    hard: list[HardContact]
    plan: WellbeingPlan | None
    readers: list[User]
    shared: list[WellbeingPlan]
    away: Away | None
    may_step_back: bool


def supervision_lines(viewer: User, supervision: Supervision | None = None) -> list[SupervisionLine]:
    """Return every advocate as the supervisor's page shows them, for as many queries as for one."""
    people = people_of_supervision(supervision)
    loads = loads_of([one.user for one in people], viewer=viewer)
    return [SupervisionLine(one, loads[one.user.pk]) for one in people]


def supervision_of(user: User, *, viewer: User) -> SupervisionOf:
    """Return what a supervisor looks at with one advocate: by name only whom the supervisor may see (R12)."""
    line = SupervisionLine(supervised(user), loads_of([user], viewer=viewer)[user.pk])
    cases = open_cases_with(user, viewer=viewer)
    return SupervisionOf(line, cases, max(0, line.load.cases - len(cases)), hard_contacts_of(user))


def loads_of(users: Sequence[User], *, viewer: User) -> dict[UUID, Load]:
    """Return how much each of these carries (E9), in as many queries as for one."""
    cases, scores = open_case_counts(users, viewer=viewer), low_scores(users, viewer=viewer)
    hard, hours = hard_contact_counts(users), hours_given(users, weeks=LOAD_WEEKS)
    return {
        user.pk: Load(
            cases=cases.get(user.pk, 0),
            hard=hard.get(user.pk, 0),
            hours=hours.get(user.pk, 0.0),
            low_scores=scores.get(user.pk, 0),
        )
        for user in users
    }


def my_wellbeing(user: User) -> MyWellbeing:
    """Return how `user` is, for `user` alone."""
    plan = plan_of(user)
    stage: StageName | None = stage_of(user)
    return MyWellbeing(
        load=loads_of([user], viewer=user)[user.pk],
        hard=hard_contacts_of(user),
        plan=plan,
        readers=readers_of(plan) if plan else [],
        shared=plans_shared_with(user),
        away=away_now(user),
        may_step_back=not step_back_problems(stage),
    )
