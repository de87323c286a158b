"""Rotas that were asked for, and a draft as it stands: places, gaps and why, changes, what it counts."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from itertools import groupby

from alongside.accounts.models import User
from alongside.clinics.models import (
    Accompaniment,
    Clinic,
    Rota,
    RotaCompanion,
    RotaShift,
    RotaState,
    Session,
    Shift,
)
from alongside.clinics.queries.rota_problem import Ground, rota_ground
from alongside.clinics.rota.changes import changes, missing
from alongside.clinics.rota.explain import GapReason, explain
from alongside.clinics.rota.fingerprint import fingerprint
from alongside.clinics.rota.hand import Standing
from alongside.clinics.rota.moves import Move, leads_first, moves
from alongside.clinics.rota.offers import fair_shares, offers
from alongside.clinics.rota.problem import Change, Plan, Role, Weights
from alongside.clinics.rota.problem import Shift as Placed
from alongside.clinics.rota.score import score
from alongside.crypto.keys import SERVICE, preload, with_keys

RECENT = 20


def recent_rotas() -> list[Rota]:
    """Return the rotas asked for, the newest first, but for those put aside."""
    return list(Rota.objects.exclude(state=RotaState.LEFT).order_by("-asked_at", "-id")[:RECENT])


def ground_of(rota: Rota, viewer: User | None = None) -> Ground:
    """Return what a rota is planned from, as it is now and as far as `viewer`, or who asked, may see it."""
    viewer = viewer or rota.asked_by
    return rota_ground(rota.from_on, rota.until_on, viewer=viewer, weights=weights_of(rota))


def weights_of(rota: Rota) -> Weights:
    """Return the weights it was asked for with."""
    return Weights(**rota.weights)


Outing = Session | Accompaniment
"""What somebody is planned for."""


@dataclass
class Draft:
    """A draft as it stands beside what it is planned from now."""

    rota: Rota
    ground: Ground
    shifts: frozenset[Placed]
    sessions: Mapping[str, Outing]
    users: Mapping[str, User]
    since: frozenset[Placed] = frozenset()
    """Those put on by hand since it was planned: it knows nothing of them, and asks nothing of them."""
    is_for_another: bool = False
    """Another coordinator reads it than who asked for it: some people may be hidden from them."""

    @cached_property
    def needs(self) -> Mapping[str, Mapping[Role, int]]:
        """What each session needs."""
        return {session.id: session.needs for session in self.ground.problem.sessions}

    @cached_property
    def on(self) -> Mapping[str, list[Placed]]:
        """Who is on each session."""
        found: dict[str, list[Placed]] = defaultdict(list)
        for shift in self.shifts:
            found[shift.session].append(shift)
        return found

    @property
    def plan(self) -> Plan:
        """The draft in the planner's words."""
        parts = self.parts
        full = sum(parts[role.value] for role in Role) + parts["asked"]
        told = self.rota.progress
        return Plan(
            shifts=tuple(sorted(self.valid)),
            objective=sum(parts.values()),
            bound=told["bound"],
            parts=parts,
            missing=missing(self.ground.problem, self.valid),
            missing_bound=told["missing_bound"],
            coverage_proven=self.is_as_planned and full <= told["missing_bound"] + 0.5,
            seconds=told["seconds"],
            seed=0,
        )

    @cached_property
    def parts(self) -> Mapping[str, int]:
        """What each weight adds up to, by the scorer that knows nothing of how it was planned."""
        problem = self.ground.problem
        shares = fair_shares(problem, offers(problem))
        by_id = {advocate.id: share for advocate, share in zip(problem.advocates, shares, strict=True)}
        published = self.ground.published if self.ground.rows else None
        return score(problem, self.valid, by_id, published)

    @property
    def saved(self) -> int:
        """What a better rota could save at most; 0 where none is better."""
        return max(0, self.plan.objective - round(self.plan.bound))

    @cached_property
    def is_as_planned(self) -> bool:
        """Tell whether it stands beside just what it was planned from, so that its proofs hold."""
        return self._is_planned_from(self.ground)

    @cached_property
    def has_changed(self) -> bool:
        """Tell whether hours, stages or sessions have changed since it was planned.

        What is hidden from the reader is no change, and would else show by it (R15).
        """
        if self.is_for_another:
            return not self._is_planned_from(ground_of(self.rota))
        return not self.is_as_planned

    def _is_planned_from(self, ground: Ground) -> bool:
        return bool(fingerprint(ground.problem) == self.rota.progress.get("fingerprint"))

    @cached_property
    def gaps(self) -> list[GapReason]:
        """The places that stay empty, and why."""
        return explain(self.ground.problem, self.plan)

    @cached_property
    def changes(self) -> list[Change]:
        """What it changes for those who are down already: somebody leaves. Whoever goes with one stays."""
        all_changes = changes(self.ground.problem, self.ground.published, tuple(self.shifts))
        found = [change for change in all_changes if change.leaves and left_by(change) in self.moves]
        numbers = {session: number for number, session in enumerate(self.sessions)}
        return sorted(found, key=lambda change: (numbers[change.session], change.role))

    @cached_property
    def moves(self) -> Mapping[Placed, Move]:
        """Who would leave a shift they are down for, and which shift they would have instead."""
        here = {placed for placed in self.shifts if placed.role != Role.COMPANION}
        there = {placed for placed in self.ground.rows.keys() - self.since if placed.role != Role.COMPANION}
        found = moves(self.ground.problem, there, here)
        return {move.leaves: move for move in found}

    @property
    def gone(self) -> list[Placed]:
        """Those of the published rota who have stepped back, or are no advocates: there is nobody to ask."""
        team = {advocate.id for advocate in self.ground.problem.advocates}
        return [placed for placed in self.moves if placed.advocate not in team]

    @cached_property
    def fallen(self) -> frozenset[Placed]:
        """Those who cannot be where the draft has them any more."""
        standing = Standing(self.ground.problem, self.shifts)
        return frozenset(shift for shift in self.shifts if not standing.stands(shift))

    @cached_property
    def valid(self) -> frozenset[Placed]:
        """Those who can be where the draft has them."""
        return self.shifts - self.fallen

    @property
    def new(self) -> list[Placed]:
        """Those who are not down for it yet, leads first."""
        return sorted(self.shifts - self.ground.rows.keys(), key=leads_first)


def draft_of(rota: Rota, viewer: User | None = None) -> Draft:
    """Return a draft as it stands for `viewer`, or for who asked; as many queries as for a small one."""
    ground = ground_of(rota, viewer)
    wanted = {session.id for session in ground.problem.sessions}
    rows = [placed_of(row) for row in RotaShift.objects.filter(rota=rota)]
    rows += [companion_of(row) for row in RotaCompanion.objects.filter(rota=rota)]
    # whoever goes with somebody already goes, whatever a draft says
    going = {placed for placed in ground.rows if placed.role == Role.COMPANION}
    settled = {placed.session for placed in going}
    shifts = frozenset({placed for placed in rows if placed.session in wanted - settled} | going)
    ids = {advocate.id for advocate in ground.problem.advocates} | {one.advocate for one in shifts}
    ids |= {placed.advocate for placed in ground.rows}
    preload([SERVICE])
    outings: list[Outing] = list(Session.objects.filter(pk__in=wanted).select_related("clinic"))
    outings += with_keys(Accompaniment.objects.filter(pk__in=wanted).select_related("person"))
    outings.sort(key=lambda one: (one.on, one.starts_at, one.pk))
    users = User.objects.filter(pk__in=ids)
    newer = (
        Shift.objects.live()
        .filter(session__in=list(wanted), put_at__gt=rota.begun_at)
        .values_list("pk", flat=True)
    )
    since = set(newer)
    return Draft(
        rota,
        ground,
        shifts,
        {str(outing.pk): outing for outing in outings},
        {str(user.pk): user for user in users},
        frozenset(placed for placed, shift in ground.rows.items() if shift in since),
        is_for_another=viewer is not None and viewer.pk != rota.asked_by_id,
    )


def is_anything_to_plan() -> bool:
    """Tell whether a rota could hold anything: a place that runs, or somebody to go with."""
    return Clinic.objects.running().exists() or Accompaniment.objects.to_come().exists()


def left_by(change: Change) -> Placed:
    """Return the place that somebody would leave, as the planner calls it."""
    return Placed(change.session, change.role, change.leaves or "")


def placed_of(row: RotaShift) -> Placed:
    """Return a place of a draft in the planner's words."""
    return Placed(str(row.session_id), Role(row.role), str(row.user_id))


def companion_of(row: RotaCompanion) -> Placed:
    """Return who would go with somebody in the planner's words."""
    return Placed(str(row.accompaniment_id), Role.COMPANION, str(row.user_id))


@dataclass(frozen=True)
class Seat:
    """One role of a session in a draft, with who is on it."""

    role: Role
    people: list[tuple[User, bool]]
    """Each with whether they can be there."""
    missing: int


@dataclass(frozen=True)
class Row:
    """One session of a draft."""

    session: Outing
    seats: list[Seat]

    @property
    def missing(self) -> int:
        """How many are missing on it."""
        return sum(seat.missing for seat in self.seats)


@dataclass(frozen=True)
class Week:
    """A week of a draft."""

    monday: date
    rows: list[Row]

    @property
    def missing(self) -> int:
        """How many are missing in it."""
        return sum(row.missing for row in self.rows)


def weeks_of(draft: Draft) -> list[Week]:
    """Return a draft by week and session."""
    rows = [_row(draft, session) for session in draft.sessions.values()]
    return [
        Week(monday, list(those))
        for monday, those in groupby(
            rows, key=lambda row: row.session.on - timedelta(row.session.on.weekday())
        )
    ]


def _row(draft: Draft, session: Outing) -> Row:
    needs = draft.needs[str(session.pk)]
    there: dict[Role, list[tuple[User, bool]]] = defaultdict(list)
    for shift in draft.on[str(session.pk)]:
        there[shift.role].append((draft.users[shift.advocate], shift in draft.valid))
    return Row(session, [_seat(role, needs.get(role, 0), there[role]) for role in Role if role in needs])


def _seat(role: Role, needed: int, people: list[tuple[User, bool]]) -> Seat:
    return Seat(role, _by_name(people), max(0, needed - sum(can for _user, can in people)))


def _by_name(people: Iterable[tuple[User, bool]]) -> list[tuple[User, bool]]:
    return sorted(people, key=lambda one: str(one[0].name).casefold())


@dataclass(frozen=True)
class Chances:
    """Who could have one place of a draft, and what is in the way of the others."""

    possible: list[User]
    refused: list[tuple[User, list[str]]]
    """Each with what is in the way, as the planner's codes."""
    there: list[User]
    room: int


def chances(draft: Draft, session_id: str, role: Role) -> Chances:
    """Return who could have a place, those who have it now among them: the planner's own rules."""
    problem = draft.ground.problem
    there = [one for one in draft.shifts if (one.session, one.role) == (session_id, role)]
    standing = Standing(problem, draft.shifts - set(there))
    found = Chances([], [], [draft.users[one.advocate] for one in there], standing.room(session_id, role))
    for user_id, user in sorted(draft.users.items(), key=lambda one: str(one[1].name).casefold()):
        against = standing.against(Placed(session_id, role, user_id))
        if against:
            found.refused.append((user, [each.value for each in against]))
        else:
            found.possible.append(user)
    return found
