"""Reads about who works with whom, and what was opened in an emergency."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from alongside.accounts.models import Role, User
from alongside.accounts.queries import service, users_with
from alongside.accounts.rules import DOES_ADVOCACY
from alongside.common import clock
from alongside.common.working_days import working_days_before
from alongside.crypto.keys import preload, with_keys
from alongside.people.models import (
    LAPSING,
    BreakGlass,
    Declaration,
    Partnership,
    Person,
    Wall,
    WallKind,
)
from alongside.people.rules import (
    STANDING,
    people_changeable_by,
    people_visible_to,
    people_walled_from,
    seen_by,
)

REVIEW_DAYS = 5
"""Working days in which somebody asks why a record was opened in an emergency (R20)."""


@dataclass(frozen=True)
class Partners:
    """Who works with a person now or soon, and who did."""

    now: list[Partnership]
    before: list[Partnership]


@dataclass(frozen=True)
class WorksWith:
    """A colleague, and what they hold with those whom the reader may see."""

    user: User
    held: list[Partnership]


def partners_of(person: Person) -> Partners:
    """Return everybody who works or worked with a person, the newest first."""
    held = with_keys(
        person.partnerships.select_related("user").order_by("-starts_on", "-given_at", "pk"), "user"
    )
    today = clock.today()
    return Partners(
        now=[one for one in held if one.ends_on is None or one.ends_on >= today],
        before=[one for one in held if one.ends_on is not None and one.ends_on < today],
    )


def who_works_with_whom(users: Sequence[User], *, viewer: User) -> list[WorksWith]:
    """Return what each of these colleagues holds now, with those whom `viewer` may see (R12).

    What lapses by itself, such as meeting somebody at a clinic, is left out.
    """
    held = with_keys(
        Partnership.objects.holding(clock.today())
        .filter(seen_by(viewer), user__in=users)
        .exclude(kind__in=LAPSING)
        .select_related("person")
        .order_by("-starts_on", "pk"),
        "person",
    )
    by_user: dict[UUID, list[Partnership]] = {user.pk: [] for user in users}
    for one in held:
        by_user[one.user_id].append(one)
    return [WorksWith(user, by_user[user.pk]) for user in users]


def objections_of(person: Person) -> list[Wall]:
    """Return whom the person does not want to see their record: only for who may lift it (R15)."""
    walls = Wall.objects.filter(person=person, kind=WallKind.OBJECTION, lifted_at=None)
    return with_walled_names(walls.order_by("from_at", "pk"))


def with_walled_names(walls: QuerySet[Wall]) -> list[Wall]:
    """Return walls with the names of whom they keep out ready to show."""
    found = list(walls.select_related("user"))
    preload({wall.user.seal_owner() for wall in found})
    return found


def declarations_by(user: User) -> list[Declaration]:
    """Return what somebody declared themselves, the newest first; nobody else's."""
    return with_keys(Declaration.objects.filter(user=user).order_by("-told_at", "pk"))


def people_to_declare(user: User) -> list[Person]:
    """Return those on the list of an advocate. A coordinator's would be everybody: they write a name."""
    if user.has_role(*STANDING):
        return []
    people = with_keys(people_visible_to(user))
    return sorted(people, key=lambda person: person.label.casefold())


def person_with_reference(typed: str) -> Person | None:
    """Return whose reference this is, whatever way it was typed: "7kq 2mx" is "7KQ-2MX". Asks no rule."""
    letters = "".join(letter for letter in typed.upper() if letter.isalnum())
    return Person.objects.filter(reference=f"{letters[:3]}-{letters[3:]}", joined_to=None).first()


def open_glass_of(user: User) -> BreakGlass | None:
    """Return the record that `user` has open in an emergency now, if any: the banner shows until when."""
    return BreakGlass.objects.filter(user=user, until_at__gt=clock.now()).order_by("-until_at").first()


def unreviewed_glass(viewer: User, *, days: int = REVIEW_DAYS) -> list[BreakGlass]:
    """Return what others opened in an emergency and nobody reviewed in so many working days (R20)."""
    return list(glass_without_review(viewer).filter(from_at__lt=working_days_ago(days)))


def glass_without_review(viewer: User) -> QuerySet[BreakGlass]:
    """Return what others opened in an emergency, as far as `viewer` may know of the person."""
    glass = BreakGlass.objects.filter(reviewed_at=None).exclude(user=viewer)
    return glass.exclude(person__in=people_walled_from(viewer)).order_by("from_at", "pk")


def working_days_ago(days: int) -> datetime:
    """Return the beginning of the day that lies so many working days back."""
    here = service()
    day = working_days_before(clock.today(), days, nation=here.nation if here else "ENG")
    return timezone.make_aware(datetime.combine(day, time.min))


def colleagues(*roles: Role) -> list[User]:
    """Return everybody who does advocacy, by name. Whether one is available is asked when chosen (R16)."""
    found = with_keys(users_with(*(roles or DOES_ADVOCACY)))
    return sorted(found, key=lambda user: str(user.name).casefold())


def partners_on(person: Person, day: date) -> list[User]:
    """Return who works with a person on a day, by name."""
    held = Partnership.objects.holding(day).filter(person=person).values("user")
    return sorted(with_keys(User.objects.filter(pk__in=held)), key=lambda user: str(user.name).casefold())


def people_to_hand_over(user: User, *, on: date, by: User) -> list[Person]:
    """Return those whom `user` works with on that day, as far as `by` may hand them over."""
    held = Partnership.objects.holding(on).filter(user=user).exclude(kind__in=LAPSING)
    return with_keys(people_changeable_by(by).filter(pk__in=held.values("person")).order_by("pk"))
