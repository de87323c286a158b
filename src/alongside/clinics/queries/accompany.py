"""Who goes somewhere with whom, for those who may see them; and who could go (B7)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import Q

from alongside.accounts.models import Role, User
from alongside.accounts.queries import terms, users_with
from alongside.clinics.models import CALLED_OFF, Accompaniment, Trait
from alongside.clinics.queries.candidates import Candidates
from alongside.clinics.queries.rota_problem import own_say, supplies_of
from alongside.clinics.queries.travel import way_in_words
from alongside.clinics.rota_words import IN_THE_WAY
from alongside.clinics.rules.accompany import GOES_AS, accompaniments_visible_to, going_problems
from alongside.common import clock
from alongside.common.languages import Language
from alongside.crypto.keys import SERVICE, preload, with_keys
from alongside.peers.models import Stage
from alongside.peers.rules import READY, can_be_decided, stage_label
from alongside.people.models import Person
from alongside.people.rules import kept_from

SOON = timedelta(days=7)
BEFORE = timedelta(days=14)
"""How long it is asked what came of it."""
AHEAD = timedelta(weeks=13)
MOST = 100
FEW = 20


@dataclass(frozen=True)
class Going:
    """One accompaniment of a list, and whether whoever was put on can still go."""

    row: Accompaniment
    stands: bool

    @property
    def needs_somebody(self) -> bool:
        """Tell whether somebody has still to be found."""
        return self.row.is_to_come and not self.stands

    @property
    def is_to_tell(self) -> bool:
        """Tell whether its time is over and nobody has said what came of it."""
        return self.row.is_to_come and self.row.is_over

    @property
    def wishes(self) -> list[str]:
        """What whoever goes should be or speak, in words."""
        traits = [str(Trait(code).label) for code in self.row.traits]
        return traits + [str(Language(code).label) for code in self.row.languages]


def goings(rows: Iterable[Accompaniment]) -> list[Going]:
    """Return accompaniments as lines, each with its person and who goes; as many queries as for one."""
    found = with_keys(rows)
    preload([SERVICE])
    users = {row.user for row in found if row.user}
    stages = Stage.objects.now_of(user.pk for user in users)
    kept = kept_from({user.pk for user in users}, {row.person for row in found}) if users else set()
    ready = {user.pk for user in users if user.is_active and stages.get(user.pk) in READY[GOES_AS]}
    return [
        Going(row, row.user_id in ready and (row.user_id, row.person_id) not in kept and _has_sight(row))
        for row in found
    ]


def to_come(viewer: User) -> list[Going]:
    """Return those to come, and those of which nobody has said what came of them, the first first."""
    rows = accompaniments_visible_to(viewer).to_come()
    return goings(rows.select_related("person", "user", "sight")[:MOST])


def needing_somebody(viewer: User, *, limit: int) -> list[Going]:
    """Return those of the next seven days with whom nobody goes, or nobody who can."""
    today = clock.today()
    rows = accompaniments_visible_to(viewer).to_come().filter(on__range=(today, today + SOON))
    found = goings(rows.select_related("person", "user", "sight"))
    return [going for going in found if going.needs_somebody and not going.row.is_over][:limit]


def accompaniments_of(person: Person) -> list[Accompaniment]:
    """Return those of a person: to come first, then what is over, the latest first; in one query."""
    rows = with_keys(person.accompaniments.select_related("user").order_by("-on", "-starts_at", "-id")[:FEW])
    preload([SERVICE])
    return [row for row in reversed(rows) if row.is_to_come] + [row for row in rows if not row.is_to_come]


def going_along(user: User) -> list[Accompaniment]:
    """Return where `user` goes in the coming 13 weeks, and what they have still to say how it was."""
    today = clock.today()
    rows = (
        accompaniments_visible_to(user).to_come().filter(user=user, on__range=(today - BEFORE, today + AHEAD))
    )
    return with_keys(rows.select_related("person"))


def not_going_any_more(user: User) -> list[Accompaniment]:
    """Return what others called off or took `user` off: it is shown with no name and no place."""
    called_off = Q(user=user, state__in=CALLED_OFF) & ~Q(ended_by=user)
    taken_off = Q(taken_off=user, taken_off_at__gte=clock.now() - BEFORE) & ~Q(user=user)
    rows = Accompaniment.objects.filter(called_off | taken_off, on__gte=clock.today())
    return list(rows.order_by("on", "starts_at", "id"))


def could_go(row: Accompaniment) -> Candidates:
    """Return who could go and what their way would cost; as many queries whatever the size of the team."""
    advocates = sorted(with_keys(users_with(Role.ADVOCATE)), key=lambda user: str(user.name).casefold())
    ids = [user.pk for user in advocates]
    against, supplies = going_problems(row, advocates), supplies_of(ids)
    said, stages, words = own_say(row.then, ids, supplies), Stage.objects.now_of(ids), terms()
    found = Candidates([], [], [])
    for user in advocates:
        sentences = [problem.sentence for problem in against[user.pk]]
        if can_be_decided(against[user.pk]):
            found.to_decide.append((user, sentences))
        elif sentences:
            found.refused.append((user, sentences))
        else:
            own, supply = said.get(user.pk), supplies.get(user.pk)
            way = way_in_words(supply.area if supply else None, row.area)
            parts = (stage_label(stages.get(user.pk), words), str(IN_THE_WAY[own]) if own else "", way)
            found.possible.append((user, " · ".join(part for part in parts if part)))
    return found


def _has_sight(row: Accompaniment) -> bool:
    sight = row.sight
    return sight is not None and (sight.ends_on is None or sight.ends_on >= clock.today())
