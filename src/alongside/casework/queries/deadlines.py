"""Time limits: of a person, of a case, of a paper, for today, for the diary, and for whoever decides."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from django.db.models import Case as Choose
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery, When

from alongside.accounts.models import Role, User
from alongside.accounts.queries import users_with
from alongside.casework.models import Case, Deadline, DeadlineChange, Paper
from alongside.casework.models.deadline import DATES
from alongside.casework.queries.triage import people_waiting_for_today
from alongside.casework.reckoned import dates_of, reckoned_of, rule_of, starting_day, told_of
from alongside.casework.rules import deadlines_in_diary_of, visible_to
from alongside.common import clock
from alongside.common.problems import RuleBroken
from alongside.crypto.keys import with_keys
from alongside.people.models import Partnership, PartnershipKind, Person
from alongside.people.rules import people_visible_to, seen_by
from alongside.rights.queries import RuleState, states_of
from alongside.rights.reckoning import Reckoned
from alongside.rights.rule import Rule

SOON = timedelta(days=14)
"""Inside this a time limit with no advocate is red (A8)."""


@dataclass(frozen=True)
class Limit:
    """A time limit as a list shows it: whether somebody has it, whether somebody else watches it."""

    deadline: Deadline
    is_owned: bool = True
    is_watched: bool = True
    has_advocate: bool = True
    may_see: bool = True

    @property
    def title(self) -> str:
        """What the rule is called."""
        return rule_of(self.deadline).title

    @property
    def is_soon(self) -> bool:
        """Tell whether its last day is inside 14 days, or behind us."""
        return self.deadline.last_on <= clock.today() + SOON

    @property
    def is_red(self) -> bool:
        """Tell whether somebody must act: nobody has or watches it, or it is near with no advocate."""
        return not (self.is_owned and self.is_watched) or (self.is_soon and not self.has_advocate)


@dataclass(frozen=True)
class PersonLimits:
    """A person, and their time limits, the nearest first."""

    person: Person
    limits: list[Limit] = field(default_factory=list)


@dataclass(frozen=True)
class WaitingFor:
    """Somebody who waits for an advocate: for how many days, and until when by law."""

    person: Person
    days: int
    last_on: date | None
    has_advocate: bool
    is_today: bool

    @property
    def is_red(self) -> bool:
        """Tell whether a legal date is inside 14 days and they have no advocate (A8)."""
        return self.last_on is not None and self.last_on <= clock.today() + SOON and not self.has_advocate


@dataclass(frozen=True)
class Moved:
    """One date of a time limit, as it stood or stands, and as it became or would be."""

    label: str
    was: date | None
    becomes: date | None


@dataclass(frozen=True)
class PaperLimit:
    """A time limit that a paper started, and what the dates of the paper would move."""

    limit: Limit
    would_move: list[Moved]


@dataclass(frozen=True)
class LimitSheet:
    """All that the page of one time limit shows."""

    limit: Limit
    rule: Rule
    state: RuleState
    reckoned: Reckoned
    changes: list[DeadlineChange]
    would_move: list[Moved]


def limits_of(person: Person, case: Case | None = None) -> list[Limit]:
    """Return the live time limits of a person, or of one case, the nearest first."""
    rows = Deadline.objects.live().filter(person=person)
    return _limits(rows.filter(case=case) if case else rows)


def past_limits_of(case: Case) -> list[Limit]:
    """Return the time limits of a case that were met, missed or dropped, the last first."""
    ended = Deadline.objects.filter(case=case).exclude(pk__in=Deadline.objects.live().values("pk"))
    return [Limit(deadline) for deadline in ended.select_related("case").order_by("-ended_on", "-id")]


def limits_of_paper(paper: Paper) -> list[PaperLimit]:
    """Return the live time limits that a paper started, with what its dates as they stand would move."""
    limits = _limits(Deadline.objects.live().filter(paper=paper))
    for limit in limits:
        limit.deadline.paper = paper
    return [PaperLimit(limit, _would_follow(limit.deadline)) for limit in limits]


def sheet_of_limit(deadline: Deadline) -> LimitSheet:
    """Return one time limit with its reasons, what moved, and what the dates of its paper would move."""
    rule = rule_of(deadline)
    (limit,) = _limits(Deadline.objects.filter(pk=deadline.pk))
    return LimitSheet(
        limit=limit,
        rule=rule,
        state=states_of([rule])[0],
        reckoned=reckoned_of(deadline),
        changes=list(deadline.changes.select_related("written_by").order_by("-number")),
        would_move=_would_follow(deadline),
    )


def limits_for(user: User) -> list[PersonLimits]:
    """Return the live time limits that `user` looks after, watches, or whose person they work with."""
    mine = Q(owner=user) | Q(watcher=user) | Q(Exists(_partnerships(user)))
    rows = visible_to(user, Deadline.objects.live().filter(mine))
    found: dict[Person, PersonLimits] = {}
    for limit in _limits(rows, with_person=True):
        person = limit.deadline.person
        found.setdefault(person, PersonLimits(person)).limits.append(limit)
    return list(found.values())


def limits_needing_cover(user: User, *, limit: int = 50) -> list[Limit]:
    """Return the live limits that want somebody, of people whom `user` may see (A8, D9)."""
    rows = visible_to(user, Deadline.objects.live())
    near = Q(last_on__lte=clock.today() + SOON, has_advocate=False)
    uncovered = near | Q(is_owned=False) | Q(is_watched=False)
    return _limits(_with_cover(rows).filter(uncovered), with_person=True, most=limit)


def diary_of(user: User) -> list[Limit]:
    """Return the team's live time limits as far as `user` may know of them (D9); see the rule."""
    rows = deadlines_in_diary_of(user).annotate(may_see=Exists(_same_row(user)))
    return _limits(rows, with_person=True)


def nearest_last_day_of(case: Case) -> date | None:
    """Return the nearest last legal day of a case; None where no limit runs."""
    nearest = Deadline.objects.live().filter(case=case).nearest_first().first()
    return nearest.last_on if nearest else None


def people_waiting_by_limit(user: User, *, limit: int = 50) -> list[WaitingFor]:
    """Return those `user` may see who wait for an advocate, in the order in which they need one.

    First whoever cannot wait until tomorrow (A6), then by the nearest legal date, then by arrival (A8).
    """
    urgent = people_waiting_for_today(user)
    is_today = When(pk__in=urgent, then=True)
    theirs = Deadline.objects.live().filter(person=OuterRef("pk")).order_by("last_on")
    waiting: QuerySet[Any] = (
        people_visible_to(user)
        .filter(waiting_since__isnull=False)
        .annotate(nearest_on=Subquery(theirs.values("last_on")[:1]), has_advocate=Exists(_advocates_of("pk")))
        .annotate(is_today=Choose(is_today, default=False))
        .order_by("-is_today", F("nearest_on").asc(nulls_last=True), "waiting_since", "id")
    )
    today = clock.today()
    return [
        WaitingFor(one, (today - one.waiting_since).days, one.nearest_on, one.has_advocate, one.is_today)
        for one in with_keys(waiting[:limit])
    ]


def what_would_move(deadline: Deadline, event_on: date) -> list[Moved]:
    """Return the dates of a time limit that would be others if its clock had started on `event_on`."""
    becomes = dates_of(rule_of(deadline), event_on, told_of(deadline))
    pairs = [Moved(str(label), getattr(deadline, name), becomes[name]) for name, label in DATES.items()]
    return [pair for pair in pairs if pair.was != pair.becomes]


def moved_in(change: DeadlineChange) -> list[Moved]:
    """Return the dates that became others."""
    pairs = []
    for name, label in DATES.items():
        start = name.removesuffix("_on")
        was, became = getattr(change, f"{start}_was_on"), getattr(change, f"{start}_became_on")
        pairs.append(Moved(str(label), was, became))
    return [pair for pair in pairs if pair.was != pair.becomes]


def day_of_paper(deadline: Deadline) -> date | None:
    """Return the date of its paper from which a time limit runs, as it stands now."""
    paper = deadline.paper
    return starting_day(rule_of(deadline), paper.dated_on, paper.received_on) if paper else None


def _would_follow(deadline: Deadline) -> list[Moved]:
    """Nothing where its rule cannot be worked out from that date: changing the day says why."""
    day = day_of_paper(deadline)
    try:
        return what_would_move(deadline, day) if deadline.is_live and day else []
    except RuleBroken:
        return []


def _limits(rows: QuerySet[Any], *, with_person: bool = False, most: int | None = None) -> list[Limit]:
    joined = ("case", "owner", "watcher", *(["person"] if with_person else []))
    found = _with_cover(rows).select_related(*joined).nearest_first()  # type: ignore[attr-defined]
    opened: Iterable[Any] = with_keys(found[:most], "owner", "watcher", *(["person"] if with_person else []))
    return [
        Limit(row, row.is_owned, row.is_watched, row.has_advocate, getattr(row, "may_see", True))
        for row in opened
    ]


def _with_cover(rows: QuerySet[Any]) -> QuerySet[Any]:
    """Say of each whether its owner can act, somebody watches, and the person has an advocate."""
    held = _running().filter(person=OuterRef("person"), user=OuterRef("owner"))
    active = User.objects.filter(pk=OuterRef("owner"), is_active=True)
    coordinates = users_with(Role.COORDINATOR).filter(pk=OuterRef("owner"))
    covered: QuerySet[Any] = rows.annotate(
        is_owned=Q(Exists(active)) & (Q(Exists(held)) | Q(Exists(coordinates))),
        is_watched=Exists(User.objects.filter(pk=OuterRef("watcher"), is_active=True)),
        has_advocate=Exists(_advocates_of("person")),
    )
    return covered


def _advocates_of(person: str) -> QuerySet[Partnership]:
    kinds = (PartnershipKind.ADVOCATE, PartnershipKind.COVER, PartnershipKind.NAMED)
    return _running().filter(person=OuterRef(person), kind__in=kinds, user__is_active=True)


def _partnerships(user: User) -> QuerySet[Partnership]:
    return _running().filter(user=user, person=OuterRef("person"))


def _running() -> QuerySet[Partnership]:
    return Partnership.objects.holding(clock.today())


def _same_row(user: User) -> QuerySet[Deadline]:
    return Deadline.objects.filter(seen_by(user), pk=OuterRef("pk"))
