"""Who may be put on a session, and whether a session is safe."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum, auto
from typing import Any
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.utils.translation import gettext as _

from alongside.accounts.models import Role, User
from alongside.accounts.queries import terms, users_with
from alongside.clinics.models import (
    LIVE,
    Accompaniment,
    KeptApart,
    LeadAloneDecision,
    Session,
    Shift,
    ShiftRole,
    VisitState,
)
from alongside.common.problems import Problem
from alongside.peers.models import Stage, StageName
from alongside.peers.rules import READY, Standing, placement_problem, standings, work_problems
from alongside.people.models import Wall
from alongside.people.rules import WALLED


@dataclass(frozen=True)
class Placing:
    """The thought of putting somebody on a session, with all that the rules look at."""

    session: Session
    user: User
    role: ShiftRole
    is_advocate: bool
    standing: Standing
    here: Collection[Shift]
    elsewhere: Collection[Shift]
    is_out: bool
    is_kept_apart: bool
    words: Mapping[str, str]

    @property
    def stage(self) -> StageName | None:
        """The stage of their journey."""
        return self.standing.stage


def session_takes_people(placing: Placing) -> Problem | None:
    """A session that was cancelled or closed takes nobody."""
    if placing.session.is_live:
        return None
    return Problem("not_live", _("This session does not run or is closed."))


def is_an_advocate(placing: Placing) -> Problem | None:
    """Only advocates whose account is open."""
    if placing.is_advocate:
        return None
    return Problem("not_an_advocate", _("Has no open account as an advocate."))


def has_come_far_enough(placing: Placing) -> Problem | None:
    """The stage of their journey allows the role."""
    return placement_problem(placing.stage, placing.role, placing.words)


def is_not_on_it(placing: Placing) -> Problem | None:
    """Nobody is put on one session twice."""
    if all(shift.user_id != placing.user.pk for shift in placing.here):
        return None
    return Problem("on_it_already", _("Is on this session already."))


def is_no_second_shadow(placing: Placing) -> Problem | None:
    """Two shadows never; a second lead may stand in for the shadow (B2)."""
    taken = any(shift.role == ShiftRole.SHADOW for shift in placing.here)
    if placing.role != ShiftRole.SHADOW or not taken:
        return None
    shadow = placing.words["shadow"]
    sentence = _("There is a %(shadow)s on this session already. Never put on two.") % {"shadow": shadow}
    return Problem("two_shadows", sentence)


def is_free(placing: Placing) -> Problem | None:
    """Nobody can be at two places at once."""
    there = [shift for shift in placing.elsewhere if shift.user_id == placing.user.pk]
    if there:
        return is_at(there[0])
    return is_out() if placing.is_out else None


def is_at(shift: Shift) -> Problem:
    """Say at which place somebody is."""
    return Problem("elsewhere", _("Is at %(place)s then.") % {"place": shift.session.clinic.name})


def is_out() -> Problem:
    """Say that somebody goes along with a person; with whom is not told (B7)."""
    return Problem("elsewhere", _("Goes somewhere with somebody then."))


def is_not_kept_apart(placing: Placing) -> Problem | None:
    """Nobody is put where, or with whom, they said they should not be, nor where a person comes who is behind
    a wall for them. Why is never given (A7, B4, R16).
    """
    return Problem("not_available", _("Not available.")) if placing.is_kept_apart else None


Rule = Callable[[Placing], Problem | None]
RULES: tuple[Rule, ...] = (
    session_takes_people,
    is_an_advocate,
    has_come_far_enough,
    is_not_on_it,
    is_no_second_shadow,
    is_free,
    is_not_kept_apart,
)
"""One function asks them all: the page, the action, and whatever plans a rota."""


def problems_of(placing: Placing) -> list[Problem]:
    """Return everything that stands against it, whether they may work at all among it (B4)."""
    found = [problem for rule in RULES if (problem := rule(placing))]
    found += work_in_the_way(placing.standing, placing.session.on, placing.role)
    # two rules may say the same, and twice would tell that there are two
    return list({problem.code: problem for problem in found}.values())


def work_in_the_way(standing: Standing, on: date, role: str) -> list[Problem]:
    """Return what keeps somebody from working as `role` on a day. Whoever is still learning may help."""
    learning = {"not_trained"} if role == ShiftRole.HELPER else set()
    return [problem for problem in work_problems(standing, on) if problem.code not in learning]


def placings(
    session: Session, users: Iterable[User], role: ShiftRole, *, without: Collection[Shift] = ()
) -> list[Placing]:
    """Return the thought of putting each of `users` on `session`, for as many queries as for one.

    The shifts in `without` are thought away: who holds them would leave them.
    """
    asked = list(users)
    ids = [user.pk for user in asked]
    advocates = users_with(Role.ADVOCATE).in_bulk(ids)
    standing = standings(ids, session.on)
    here = [shift for shift in session.shifts.live() if shift not in without]
    elsewhere = [shift for shift in overlapping(session, ids) if shift not in without]
    out = out_during(session, ids)
    apart = kept_apart_from(session, here)
    words = terms()
    return [
        Placing(
            session=session,
            user=user,
            role=role,
            is_advocate=user.pk in advocates,
            standing=standing[user.pk],
            here=here,
            elsewhere=elsewhere,
            is_out=user.pk in out,
            is_kept_apart=user.pk in apart,
            words=words,
        )
        for user in asked
    ]


def shift_problems(
    session: Session, user: User, role: ShiftRole, *, without: Collection[Shift] = ()
) -> list[Problem]:
    """Return everything that stands against putting `user` on `session` as `role`."""
    return problems_of(placings(session, [user], role, without=without)[0])


def kept_apart_from(session: Session, here: Collection[Shift]) -> set[UUID]:
    """Return who is not to be at this place, with somebody who is on this session, or with whoever comes."""
    on_it = [shift.user_id for shift in here]
    live = KeptApart.objects.live()
    told = live.filter(Q(clinic=session.clinic_id) | Q(colleague__in=on_it)).values_list("user", flat=True)
    told_of = live.filter(user__in=on_it, colleague__isnull=False).values("colleague")
    walled = (walls.values("user") for walls in walls_at([session]))
    return set(told.union(told_of, *walled))


def walls_at(sessions: Collection[Session]) -> list[QuerySet[Any, Any]]:
    """Return the walls round whom these sessions expect, and round those they are linked to, each `at` one.

    Three lists, to be put together: a person's own, and from either end of a link (R14).
    """
    return [
        Wall.objects.filter(
            **{
                "lifted_at": None,
                f"{way}__visits__session__in": list(sessions),
                f"{way}__visits__state__in": [VisitState.EXPECTED, VisitState.CAME],
            }
        ).annotate(at=F(f"{way}__visits__session"))
        for way in WALLED
    ]


def overlapping(session: Session, users: Iterable[UUID]) -> Iterable[Shift]:
    """Return the live shifts these users have at other places while `session` runs."""
    return (
        Shift.objects.live()
        .filter(user__in=list(users), session__on=session.on, session__state__in=LIVE)
        .filter(session__starts_at__lt=session.ends_at, session__ends_at__gt=session.starts_at)
        .exclude(session=session)
        .select_related("session__clinic", "user")
    )


def out_during(session: Session, users: Iterable[UUID]) -> set[UUID]:
    """Return which of these users go somewhere with a person while `session` runs."""
    out = Accompaniment.objects.during(session.on, session.starts_at, session.ends_at)
    return set(out.filter(user__in=list(users)).values_list("user", flat=True))


class Safety(StrEnum):
    """Whether enough advocates of the right kind are on a session (B2)."""

    SAFE = auto()
    """A lead and a shadow, or two leads."""
    DECIDED = auto()
    """A lead alone, and a coordinator decided that it may be so."""
    NEEDS_DECISION = auto()
    """A lead alone, and nobody decided yet."""
    SHORT = auto()
    """No lead."""


@dataclass(frozen=True)
class Placed:
    """Somebody on a session, and whether they can still stand there as what they were put."""

    shift: Shift
    stands: bool


def placed(shift: Shift, stages: Mapping[UUID, StageName]) -> Placed:
    """Return whether a shift still holds: a lead who stepped back, or whose account closed, leaves a gap."""
    ready = stages.get(shift.user_id) in READY[ShiftRole(shift.role)]
    return Placed(shift, stands=ready and shift.user.is_active)


def leads_of(people: Sequence[Placed]) -> list[Shift]:
    """Return the shifts of leads who can still lead."""
    return [one.shift for one in people if one.stands and one.shift.role == ShiftRole.LEAD]


def safety_of(people: Sequence[Placed], decisions: Iterable[LeadAloneDecision]) -> Safety:
    """Tell whether these people make a session safe."""
    standing = [one.shift for one in people if one.stands]
    leads = leads_of(people)
    if not leads:
        return Safety.SHORT
    if len(leads) > 1 or any(shift.role == ShiftRole.SHADOW for shift in standing):
        return Safety.SAFE
    decided = any(decision.lead_id == leads[0].user_id for decision in decisions)
    return Safety.DECIDED if decided else Safety.NEEDS_DECISION


def placed_on(session: Session) -> list[Placed]:
    """Return who is on a session, and whether they still stand there."""
    shifts = list(session.shifts.live().select_related("user").order_by("put_at", "id"))
    stages = Stage.objects.now_of(shift.user_id for shift in shifts)
    return [placed(shift, stages) for shift in shifts]


def session_safety(session: Session) -> Safety:
    """Tell whether a session is safe as it stands."""
    return safety_of(placed_on(session), session.lead_alone_decisions.all())
