"""What a rota is planned from, read off the database: the one place where rules become planner's words.

Planning, changing a draft by hand and explaining a gap all read this; that it agrees with the rules asked
when somebody is put on a session is tested for random teams.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from uuid import UUID

from alongside.accounts.models import Role as AccountRole
from alongside.accounts.models import User
from alongside.accounts.queries import users_with
from alongside.clinics.models import (
    ClinicNeed,
    KeptApart,
    OfferKind,
    OfferState,
    OtherDays,
    Session,
    Shift,
    ShiftOffer,
    ShiftRole,
    Supply,
)
from alongside.clinics.queries.outings import Outings, asked_along, minute_of, outings_between
from alongside.clinics.queries.travel import minutes_between
from alongside.clinics.rota.filter import Reason, reasons
from alongside.clinics.rota.problem import Advocate, Problem, Published, Role, Unusual, Weights, Window
from alongside.clinics.rota.problem import Session as Asked
from alongside.clinics.rota.problem import Shift as Placed
from alongside.clinics.rules.accompany import GOES_AS
from alongside.clinics.rules.placing import walls_at
from alongside.common import clock
from alongside.crypto.keys import with_keys
from alongside.peers.models import CheckDecision, ShadowedShift, StageName
from alongside.peers.rules import READY, Standing, standings, work_problems
from alongside.peers.rules.sign_off import OBSERVERS

DAY = 24 * 60
NEVER = date.min
KEPT = timedelta(days=7)
"""Nobody who can still come is moved off a shift nearer than this."""
FOR_TODAY = frozenset({"no_check", "not_trained"})
"""Checks have their own last day; training is asked for by the role, which a stage allows or not."""


@dataclass(frozen=True)
class Ground:
    """The problem, and who is down for its sessions already."""

    problem: Problem
    published: Published
    rows: Mapping[Placed, UUID]
    """The id of the shift that each of those published is."""


def rota_ground(
    first: date, last: date, *, viewer: User | None = None, weights: Weights | None = None
) -> Ground:
    """Return what there is to plan from a day to a day, both included, and after today.

    Of those who want somebody to go with them, it holds the ones whom `viewer` may see.
    """
    sessions = list(
        Session.objects.live()
        .filter(on__range=(first, last), on__gt=clock.today())
        .order_by("on", "starts_at", "id")
    )
    there = _there(Shift.objects.live().filter(session__in=sessions).order_by("put_at", "id"))
    needs = {need.clinic_id: need for need in ClinicNeed.objects.all()}
    outings = outings_between(first, last, viewer)
    there |= outings.there
    walled = _walled_at(sessions)
    asked = (
        *(_asked(row, needs.get(row.clinic_id), there.get(row.pk, {}), walled) for row in sessions),
        *map(asked_along, outings.rows),
    )
    team = tuple(_advocates(_said_yes(asked, there), outings, walled))
    places = {session.area for session in asked}
    minutes = minutes_between({*places, *(advocate.area for advocate in team)}, places)
    problem = Problem(asked, team, minutes, weights=weights or Weights())
    rows = {placed: shift for those in there.values() for placed, shift in those.items()}
    kept = frozenset(str(row) for row in outings.there)
    published = Published(tuple(sorted(rows)), clock.today() + KEPT, _said_no(rows), kept)
    return Ground(problem, published, rows)


def own_say(session: Session, users: Collection[UUID], supplies: Mapping[UUID, Supply]) -> dict[UUID, Reason]:
    """Return who said they cannot come to a session, or have not said they can though they told their week.

    A coordinator who asks them may put them on all the same. What only the planner may know is not told.
    """
    asked = _asked(session, None, (), {})
    problem = Problem((asked,), ())
    other_days = _other_days(users)
    found = {}
    for user in users:
        supply = supplies.get(user)
        advocate = _when(user, supply or Supply(user_id=user), other_days.get(user, ()))
        against = reasons(problem, advocate, asked, Role.HELPER)
        if Reason.AWAY in against:
            found[user] = Reason.AWAY
        elif Reason.NOT_AVAILABLE in against and supply:
            found[user] = Reason.NOT_AVAILABLE
    return found


def _when(user: UUID, supply: Supply, other_days: Iterable[OtherDays]) -> Advocate:
    """Return when somebody can, and nothing else of them."""
    return Advocate(
        id=str(user),
        may=frozenset(),
        usual=tuple(Window(*window) for window in supply.week),
        exceptions=tuple(_unusual(row) for row in other_days),
        most_a_week=supply.most_a_week,
    )


def _there(shifts: Iterable[Shift]) -> dict[UUID, dict[Placed, UUID]]:
    """Return who is on which session. A second lead without a shadow stands in for the shadow (B2)."""
    on: dict[UUID, list[Shift]] = defaultdict(list)
    for shift in shifts:
        on[shift.session_id].append(shift)
    return {session: _roles(those) for session, those in on.items()}


def _roles(shifts: list[Shift]) -> dict[Placed, UUID]:
    leads = [shift for shift in shifts if shift.role == ShiftRole.LEAD]
    has_shadow = any(shift.role == ShiftRole.SHADOW for shift in shifts)
    second = leads[1] if len(leads) > 1 and not has_shadow else None
    return {
        Placed(
            str(shift.session_id),
            Role.SHADOW if shift is second else Role(shift.role),
            str(shift.user_id),
        ): shift.pk
        for shift in shifts
    }


def _walled_at(sessions: Collection[Session]) -> dict[UUID, set[UUID]]:
    """Return from whom a wall parts somebody who is expected at each of these sessions (R16)."""
    own, *tied = (walls.values_list("at", "user") for walls in walls_at(sessions))
    found: dict[UUID, set[UUID]] = defaultdict(set)
    for session, user in own.union(*tied):
        found[session].add(user)
    return found


def _asked(
    row: Session,
    need: ClinicNeed | None,
    there: Iterable[Placed],
    walled: Mapping[UUID, Collection[UUID]],
) -> Asked:
    """Return a session and what it needs; whoever was put on beyond that has a place of their own.

    Of who is expected it says no more than that somebody is, where a wall keeps an advocate from coming.
    """
    need = need or ClinicNeed()
    down = Counter(placed.role for placed in there)
    wanted = {Role.LEAD: 1, Role.SHADOW: 1, Role.HELPER: need.helpers}
    needs = {role: max(count, down[role]) for role, count in wanted.items()}
    return Asked(
        id=str(row.pk),
        on=row.on,
        starts=minute_of(row.starts_at),
        ends=minute_of(row.ends_at),
        needs={role: count for role, count in needs.items() if count},
        clinic=str(row.clinic_id),
        people=frozenset({str(row.pk)} if row.pk in walled else ()),
        area=need.area or None,
        languages=frozenset(need.languages),
        traits=frozenset(need.traits),
        only_languages=frozenset(need.only_languages),
        only_traits=frozenset(need.only_traits),
    )


def _said_yes(asked: Iterable[Asked], there: Mapping[UUID, Iterable[Placed]]) -> dict[str, list[Unusual]]:
    """Return when each advocate can since they are down for it already, whatever their usual week says."""
    found: dict[str, list[Unusual]] = defaultdict(list)
    for session in asked:
        hours = Unusual(session.on, session.on, True, session.starts, session.ends)
        for placed in there.get(UUID(session.id), ()):
            found[placed.advocate].append(hours)
    return found


def _said_no(rows: Mapping[Placed, UUID]) -> frozenset[Placed]:
    """Return those who would rather keep a shift that a rota asked them to leave."""
    offers = ShiftOffer.objects.filter(kind=OfferKind.CHANGE, state=OfferState.NO)
    kept = set(offers.filter(gives_up__ended_at=None).values_list("gives_up", flat=True))
    return frozenset(placed for placed, shift in rows.items() if shift in kept)


@dataclass(frozen=True)
class _Known:
    """All that is known of the team, for as many queries as for one of them."""

    standings: Mapping[UUID, Standing]
    checked_until: Mapping[UUID, date]
    supplies: Mapping[UUID, Supply]
    other_days: Mapping[UUID, list[OtherDays]]
    never_with: Mapping[UUID, frozenset[str]]
    leads_seen: Mapping[UUID, frozenset[str]]
    said_yes: Mapping[str, list[Unusual]]
    busy: Mapping[str, list[Unusual]]


def _advocates(
    said_yes: Mapping[str, list[Unusual]], outings: Outings, walled: Mapping[UUID, Collection[UUID]]
) -> list[Advocate]:
    """Return whoever is in training or beyond. That somebody stepped back is not for the planner to know."""
    users = list(users_with(AccountRole.ADVOCATE).order_by("pk").values_list("pk", flat=True))
    known = _Known(
        standings(users, clock.today()),
        _checked_until(users),
        supplies_of(users),
        _other_days(users),
        _never_with(users, outings, walled),
        _leads_seen(users),
        said_yes,
        outings.busy,
    )
    return [_advocate(user, known) for user in users if known.standings[user].is_working]


def _advocate(user: UUID, known: _Known) -> Advocate:
    supply = known.supplies.get(user) or Supply(user_id=user)
    seen = known.leads_seen.get(user, frozenset())
    is_shadow = known.standings[user].stage == StageName.SHADOW
    when = _when(user, supply, known.other_days.get(user, ()))
    return replace(
        when,
        may=_may(known.standings[user].stage),
        exceptions=(
            *when.exceptions,
            *known.said_yes.get(str(user), ()),
            *known.busy.get(str(user), ()),
        ),
        area=supply.area or None,
        ready_until=_ready_until(known.standings[user], known.checked_until.get(user, NEVER)),
        languages=frozenset(supply.languages),
        traits=frozenset(supply.traits),
        never_with=known.never_with.get(user, frozenset()),
        prefers=frozenset(supply.prefers),
        leads_to_see=max(0, OBSERVERS - len(seen)) if is_shadow else 0,
        leads_seen=seen,
    )


def _may(stage: StageName | None) -> frozenset[Role]:
    """Return the roles a stage allows; that a lead may stand in for a shadow, the planner knows itself."""
    roles = {role for role in ShiftRole if stage in READY[role]}
    if ShiftRole.LEAD in roles:
        roles.discard(ShiftRole.SHADOW)
    along = {Role.COMPANION} if GOES_AS in roles else set()
    return frozenset({Role(role.value) for role in roles} | along)


def _ready_until(standing: Standing, checked_until: date) -> date:
    """Return the last day on which checks are in date; never, where anything stands in the way today.

    What lies ahead is judged by how things stand today, as it is when somebody is put on by hand (B4).
    """
    today = {problem.code for problem in work_problems(standing, clock.today())} - FOR_TODAY
    return NEVER if today else checked_until


def supplies_of(users: Collection[UUID]) -> dict[UUID, Supply]:
    """Return what each of these told the rota.

    What cannot be opened is as if it had not been told: one damaged row does not end all planning.
    """
    told = with_keys(Supply.objects.filter(user__in=users))
    return {supply.user_id: supply for supply in told if isinstance(supply.parts, list)}


def _checked_until(users: Collection[UUID]) -> dict[UUID, date]:
    decided = CheckDecision.objects.filter(user__in=users, review_on__gte=clock.today())
    found: dict[UUID, date] = {}
    for check in decided:
        if check.lets_work:
            found[check.user_id] = max(check.review_on, found.get(check.user_id, NEVER))
    return found


def _other_days(users: Collection[UUID]) -> dict[UUID, list[OtherDays]]:
    found: dict[UUID, list[OtherDays]] = defaultdict(list)
    for row in OtherDays.objects.to_come().filter(user__in=users):
        found[row.user_id].append(row)
    return found


def _unusual(row: OtherDays) -> Unusual:
    return Unusual(
        begins=row.begins_on,
        ends=row.ends_on,
        free=row.can,
        from_minute=minute_of(row.starts_at) if row.starts_at else 0,
        to_minute=minute_of(row.ends_at) if row.ends_at else DAY,
    )


def _never_with(
    users: Collection[UUID], outings: Outings, walled: Mapping[UUID, Collection[UUID]]
) -> dict[UUID, frozenset[str]]:
    """Return the places, people and colleagues each is kept from: for the planner alone (A7)."""
    found = defaultdict(set, {user: set(people) for user, people in outings.never_with(users).items()})
    for session, kept_out in walled.items():
        for user in kept_out:
            found[user].add(str(session))
    for row in KeptApart.objects.live().filter(user__in=users):
        found[row.user_id].add(str(row.clinic_id or row.colleague_id))
    return {user: frozenset(those) for user, those in found.items()}


def _leads_seen(users: Collection[UUID]) -> dict[UUID, frozenset[str]]:
    whole = ShadowedShift.objects.filter(
        user__in=users, shadow_wrote_at__isnull=False, lead_wrote_at__isnull=False
    )
    found: dict[UUID, set[str]] = defaultdict(set)
    for user, lead in whole.values_list("user", "lead"):
        found[user].add(str(lead))
    return {user: frozenset(leads) for user, leads in found.items()}
