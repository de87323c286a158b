"""What somebody told the rota, as pages show it."""

from dataclasses import dataclass
from itertools import groupby
from uuid import UUID

from django.db.models import Exists, OuterRef

from alongside.accounts.models import Role, User
from alongside.accounts.queries import users_with
from alongside.clinics.models import Clinic, OtherDays, Supply, Trait
from alongside.clinics.queries.places import running_clinics
from alongside.common.languages import Language
from alongside.common.weekdays import Weekday
from alongside.crypto.keys import with_keys
from alongside.peers.models import ShiftRole, Stage
from alongside.peers.rules import READY


@dataclass(frozen=True)
class Hours:
    """One weekday, and from when until when."""

    day: str
    times: list[str]


@dataclass(frozen=True)
class Told:
    """What one advocate told the rota, but for what only the planner may read."""

    supply: Supply | None
    week: list[Hours]
    other_days: list[OtherDays]
    prefers: list[Clinic]


def supply_of(user: User) -> Supply | None:
    """Return what `user` told, if anything that can be opened."""
    rows = with_keys(Supply.objects.filter(user=user))
    return next((row for row in rows if isinstance(row.parts, list)), None)


def told_by(user: User) -> Told:
    """Return what a page shows of the hours of `user`."""
    supply = supply_of(user)
    week = supply.week if supply else []
    liked = set(supply.prefers) if supply else set()
    return Told(
        supply,
        [
            Hours(
                str(Weekday(day).label),
                [f"{clock_of(begins)}–{clock_of(ends)}" for _, begins, ends in windows],
            )
            for day, windows in groupby(week, key=lambda window: window[0])
        ],
        list(OtherDays.objects.to_come().filter(user=user)),
        [clinic for clinic in running_clinics() if str(clinic.pk) in liked],
    )


def clock_of(minute: int) -> str:
    """Return minutes after midnight as people write a time."""
    return f"{minute // 60}:{minute % 60:02}"


def private_words(supply: Supply | None) -> list[str]:
    """Return what the rota may know of somebody, in words: for themselves alone."""
    if supply is None:
        return []
    languages = [str(Language(code).label) for code in supply.languages]
    return languages + [str(Trait(code).label) for code in supply.traits]


def advocates_without_hours() -> list[User]:
    """Return those in training or beyond who have not told the rota when they can, by name."""
    told = Supply.objects.filter(user=OuterRef("pk"))
    silent = list(users_with(Role.ADVOCATE).filter(~Exists(told)))
    stages: dict[UUID, str] = dict(Stage.objects.now_of(user.pk for user in silent))
    working = [user for user in silent if stages.get(user.pk) in READY[ShiftRole.HELPER]]
    return sorted(with_keys(working), key=lambda user: str(user.name).casefold())
