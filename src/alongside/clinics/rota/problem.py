"""What a rota is planned from: sessions and what they need, advocates and when they can, and what counts."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from enum import StrEnum


class Role(StrEnum):
    """What somebody is on a session."""

    LEAD = "lead"
    SHADOW = "shadow"
    HELPER = "helper"
    """At a drop-in."""
    COMPANION = "companion"
    """Goes with one person to a place."""


@dataclass(frozen=True)
class Weights:
    """The objective, in the open: what each thing that is not as it should be counts. Lower is better."""

    lead: int = 10_000
    """A session without its lead."""
    companion: int = 6_000
    """A person with nobody to go with them."""
    helper: int = 5_000
    """A helper missing at a drop-in."""
    shadow: int = 1_000
    """A session whose lead is alone."""
    asked: int = 800
    """A language or a characteristic that a session asks for and nobody on it has."""
    change: int = 150
    """Somebody moved off a shift of the published rota who could have kept it."""
    new_lead: int = 60
    """Each different lead that a clinic has."""
    far_over: int = 60
    """Each shift more than two above somebody's fair share."""
    stand_in: int = 40
    """A lead in the place of the shadow, where a shadow could be learning."""
    variety: int = 40
    """Each lead that a shadow still has to see before sign-off, and does not."""
    over: int = 20
    """Each of the first two shifts above somebody's fair share."""
    under: int = 15
    """Each shift below somebody's fair share."""
    unliked: int = 5
    """A shift away from the places that the advocate prefers."""
    travel: int = 1
    """Five minutes on the way there."""

    def missing(self, role: Role) -> int:
        """Return what a place for `role` counts that nobody fills."""
        return int(getattr(self, role.value))


@dataclass(frozen=True)
class Window:
    """Hours of one weekday (Monday is 0), in minutes after midnight."""

    weekday: int
    starts: int
    ends: int


@dataclass(frozen=True)
class Unusual:
    """Days, both included, on which somebody can (`free`) or cannot, whatever their usual week says."""

    begins: date
    ends: date
    free: bool = False
    from_minute: int = 0
    to_minute: int = 24 * 60

    def touches(self, session: "Session") -> bool:
        """Tell whether it shares any minute with the session."""
        return (
            self.begins <= session.on <= self.ends
            and self.from_minute < session.ends
            and session.starts < self.to_minute
        )

    def covers(self, session: "Session") -> bool:
        """Tell whether the session lies in it as a whole."""
        return (
            self.begins <= session.on <= self.ends
            and self.from_minute <= session.starts
            and session.ends <= self.to_minute
        )


@dataclass(frozen=True)
class Advocate:
    """Somebody who can be put on the rota."""

    id: str
    may: frozenset[Role]
    """What they are signed off for. A lead may also stand in for a shadow."""
    usual: tuple[Window, ...] = ()
    exceptions: tuple[Unusual, ...] = ()
    most_a_week: int = 1
    area: str | None = None
    """Outward code of where they set out from."""
    most_minutes: int | None = None
    """The longest way they go."""
    ready_from: date | None = None
    ready_until: date | None = None
    """Checks, training and supervision are in date from and until these days."""
    languages: frozenset[str] = frozenset()
    traits: frozenset[str] = frozenset()
    """Characteristics that a session may ask for, such as “woman”."""
    never_with: frozenset[str] = frozenset()
    """Walls: ids of places, people and advocates they are never put with."""
    prefers: frozenset[str] = frozenset()
    """Ids of clinics and places; none: anywhere."""
    leads_to_see: int = 0
    """How many leads a shadow still has to work beside, other than those in `leads_seen`."""
    leads_seen: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Session:
    """A clinic, a drop-in or an accompaniment on one day, and how many of each role it needs."""

    id: str
    on: date
    starts: int
    ends: int
    needs: Mapping[Role, int]
    clinic: str | None = None
    """Sessions of one clinic like to keep their lead."""
    place: str | None = None
    people: frozenset[str] = frozenset()
    """Ids of those whom it is for, where it is for somebody: only walls look at them."""
    area: str | None = None
    languages: frozenset[str] = frozenset()
    traits: frozenset[str] = frozenset()
    """Asked for: somebody on the session should have each."""
    only_languages: frozenset[str] = frozenset()
    only_traits: frozenset[str] = frozenset()
    """Demanded: nobody is put on it who has not all of them."""

    @property
    def week(self) -> date:
        """The Monday of its week."""
        return self.on - timedelta(days=self.on.weekday())

    @property
    def touches(self) -> frozenset[str]:
        """Everything that a wall can stand before."""
        return self.people | {self.place or "", self.clinic or ""} - {""}


@dataclass(frozen=True, order=True)
class Shift:
    """Somebody put on a session, by their ids."""

    session: str
    role: Role
    advocate: str


@dataclass(frozen=True)
class Problem:
    """All that a rota is planned from."""

    sessions: tuple[Session, ...]
    advocates: tuple[Advocate, ...]
    minutes: Mapping[tuple[str, str], int] = field(default_factory=dict)
    """Minutes from outward code to outward code; either direction will do."""
    unknown_minutes: int = 45
    """For two codes without minutes."""
    weights: Weights = field(default_factory=Weights)

    def way(self, advocate: Advocate, session: Session) -> int:
        """Return the minutes from the advocate to the session; 0 where either has no area."""
        if advocate.area is None or session.area is None:
            return 0
        return self.between(advocate.area, session.area)

    def between(self, here: str, there: str) -> int:
        """Return the minutes between two outward codes."""
        known = self.minutes.get((here, there), self.minutes.get((there, here)))
        if known is not None:
            return known
        return 0 if here == there else self.unknown_minutes

    def clash(self, one: Session, other: Session) -> bool:
        """Tell whether nobody can be on both: they overlap, or the way between them is too long."""
        if one.on != other.on:
            return False
        way = self.between(one.area, other.area) if one.area and other.area else 0
        first, second = sorted((one, other), key=lambda session: (session.starts, session.id))
        return second.starts < first.ends + way

    def steps(self, advocate: Advocate, session: Session) -> int:
        """Return the way in whole steps of five minutes."""
        return self.way(advocate, session) // 5


@dataclass(frozen=True)
class Published:
    """A rota that people already know. Nobody is moved off a session before `keep_until`, nor off `kept`."""

    shifts: tuple[Shift, ...]
    keep_until: date | None = None
    said_no: frozenset[Shift] = frozenset()
    """Those who were asked to leave and would rather stay: they are not asked again."""
    kept: frozenset[str] = frozenset()
    """Ids of sessions: accompaniments, say, where somebody counts on the one they know."""


@dataclass(frozen=True)
class Plan:
    """The best rota found, what it counts, and how far from the best possible it can be at most."""

    shifts: tuple[Shift, ...]
    objective: int
    bound: float
    parts: Mapping[str, int]
    """What each of the weights adds to the objective."""
    missing: tuple[tuple[str, Role, int], ...]
    """Session, role and how many are missing."""
    missing_bound: float
    """What is missing at least, as the weights count it: proven week by week."""
    coverage_proven: bool
    """No rota fills more, as the weights count it."""
    seconds: float
    seed: int
    stopped: bool = False
    changes: tuple["Change", ...] = ()

    @property
    def gap(self) -> float:
        """How much of the objective may still be saved: 0 is proven best, 1 is nothing known."""
        return max(0.0, (self.objective - self.bound) / self.objective) if self.objective > 0 else 0.0


@dataclass(frozen=True, order=True)
class Change:
    """What a new rota changes in the published one: somebody leaves, somebody comes, or both."""

    session: str
    role: Role
    leaves: str | None
    comes: str | None
    avoidable: bool = False
    """Whoever leaves could have stayed."""
