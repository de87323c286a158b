"""Reads about supervision: the register, what one advocate sees of it, and what the supervisor looks at."""

from dataclasses import dataclass
from datetime import date
from typing import TypeVar
from uuid import UUID

from alongside.accounts.models import Role, User
from alongside.accounts.queries import users_with
from alongside.audit.models import AuditedQuerySet
from alongside.common import clock
from alongside.crypto.keys import with_keys
from alongside.peers.models import (
    OneToOneAsk,
    PrivateNote,
    Supervision,
    SupervisionAction,
    SupervisionKind,
    SupervisionPresence,
    SupervisionSetting,
    SupervisionState,
)
from alongside.peers.rules.work import Standing, missed_sentence, standings, supervision_setting

EARLIER = 12
"""How many supervisions that have been a page shows."""


@dataclass(frozen=True)
class Stands:
    """One advocate, and how they stand with supervision on a day."""

    user: User
    standing: Standing
    on: date

    @property
    def has_missed(self) -> bool:
        """Tell whether their last supervision is too long ago."""
        return self.standing.has_missed(self.on)

    @property
    def missed(self) -> str:
        """Say since when they have missed it."""
        return missed_sentence(self.standing)


Row = TypeVar("Row", bound=Stands)


@dataclass(frozen=True)
class Supervised(Stands):
    """One advocate as the supervisor sees them."""

    missed_weeks: int
    ask: OneToOneAsk | None
    actions: list[SupervisionAction]


@dataclass(frozen=True)
class MySupervision:
    """What an advocate sees of their own supervision."""

    setting: SupervisionSetting
    to_come: Supervision | None
    been: list[SupervisionPresence]
    actions: list[SupervisionAction]
    ask: OneToOneAsk | None
    notes: list[PrivateNote]


def supervision_due() -> Supervision | None:
    """Return the oldest supervision of everybody whose day has come and whose register is not taken."""
    return _groups(SupervisionState.PLANNED).filter(on__lte=clock.today()).order_by("on").first()


def supervision_to_come() -> Supervision | None:
    """Return the next supervision of everybody, today's until its register is taken."""
    return _groups(SupervisionState.PLANNED).filter(on__gte=clock.today()).order_by("on").first()


def supervisions_before(limit: int = EARLIER) -> list[Supervision]:
    """Return the supervisions that took place or were left out, the newest first."""
    done = Supervision.objects.exclude(state=SupervisionState.PLANNED).filter(kind=SupervisionKind.GROUP)
    return with_keys(done.order_by("-on")[:limit])


def register_of(supervision: Supervision) -> dict[UUID, str]:
    """Return what the register of a supervision says, by user."""
    return dict(supervision.register.values_list("user", "presence"))


def people_of_supervision(supervision: Supervision | None = None) -> list[Supervised]:
    """Return every advocate in training or beyond, by name; and whoever is on this register already."""
    today = clock.today()
    users = with_keys(users_with(Role.ADVOCATE))
    found = standings([user.pk for user in users], today)
    there = register_of(supervision) if supervision else {}
    wanted = [user for user in users if found[user.pk].is_working or user.pk in there]
    return _supervised(wanted, found, today)


def supervised(user: User) -> Supervised:
    """Return one advocate as the supervisor sees them."""
    today = clock.today()
    return _supervised([user], standings([user.pk], today), today)[0]


def missed_supervision() -> list[Stands]:
    """Return who has missed supervision for too long, by name; those decided about left out."""
    today = clock.today()
    users = with_keys(users_with(Role.ADVOCATE))
    found = standings([user.pk for user in users], today)
    stand = [Stands(user, found[user.pk], today) for user in users if found[user.pk].is_working]
    return _by_name([one for one in stand if one.has_missed and not one.standing.is_decided])


def my_supervision(user: User) -> MySupervision:
    """Return what `user` sees of their own supervision; the notes are theirs alone."""
    been = user.supervisions.select_related("supervision").order_by("-supervision__on", "-marked_at")
    return MySupervision(
        setting=supervision_setting(),
        to_come=supervision_to_come(),
        been=list(been[:EARLIER]),
        actions=open_actions(user),
        ask=OneToOneAsk.objects.filter(user=user, settled_at=None).first(),
        notes=with_keys(PrivateNote.objects.filter(user=user).order_by("-written_at")),
    )


def open_actions(*users: User) -> list[SupervisionAction]:
    """Return what these advocates said they would do and have not yet, the oldest first."""
    rows = SupervisionAction.objects.filter(user__in=users, done_on=None)
    return with_keys(rows.select_related("supervision").order_by("supervision__on", "id"))


def _supervised(users: list[User], found: dict[UUID, Standing], today: date) -> list[Supervised]:
    held = list(_groups(SupervisionState.HELD).values_list("on", flat=True))
    asks = {
        ask.user_id: ask for ask in with_keys(OneToOneAsk.objects.filter(user__in=users, settled_at=None))
    }
    actions: dict[UUID, list[SupervisionAction]] = {}
    for action in open_actions(*users):
        actions.setdefault(action.user_id, []).append(action)
    rows = [
        Supervised(
            user=user,
            standing=found[user.pk],
            missed_weeks=_missed_weeks(found[user.pk], held),
            ask=asks.get(user.pk),
            actions=actions.get(user.pk, []),
            on=today,
        )
        for user in users
    ]
    return _by_name(rows)


def _by_name(rows: list[Row]) -> list[Row]:
    return sorted(rows, key=lambda one: str(one.user.name).casefold())


def _missed_weeks(standing: Standing, held: list[date]) -> int:
    first = standing.missed_on
    return sum(1 for on in held if on >= first) if first else 0


def _groups(state: SupervisionState) -> AuditedQuerySet[Supervision]:
    return Supervision.objects.filter(kind=SupervisionKind.GROUP, state=state)
