"""Steps by when they are due: for a person's page, for today, and for the coordinator."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from alongside.accounts.models import Role, User
from alongside.accounts.queries import users_with
from alongside.casework.models import Step
from alongside.casework.rules import visible_to
from alongside.common import clock
from alongside.crypto.keys import with_keys
from alongside.people.models import Partnership, Person
from alongside.people.queries import tell_apart

SOON = timedelta(days=7)


@dataclass(frozen=True)
class PersonDue:
    """A person, and their open steps that are due, the nearest first."""

    person: Person
    steps: list[Step]

    @property
    def next_on(self) -> date | None:
        """The day of the nearest."""
        return self.steps[0].due_on

    @property
    def is_overdue(self) -> bool:
        """Tell whether that day has passed."""
        return self.next_on is not None and self.next_on < clock.today()


def colleagues_of(user: User) -> list[User]:
    """Return everybody who may be given a step, by name, `user` first; walls do not show (R16)."""
    users = with_keys(users_with(Role.ADVOCATE, Role.SUPERVISOR, Role.COORDINATOR))
    return sorted(users, key=lambda other: (other != user, str(other.name).casefold()))


def open_steps_of(person: Person) -> list[Step]:
    """Return what is still to be done with a person, the nearest day first."""
    steps = _open(Step.objects.filter(person=person)).select_related("doer", "case")
    return list(steps.order_by(F("due_on").asc(nulls_last=True), "written_at", "id"))


def steps_due_for(user: User, until: date) -> list[Step]:
    """Return the open steps due by `until` that `user` has, or that nobody has of people they work with."""
    mine = Q(doer=user) | (Q(doer=None) & Q(Exists(works_with(user))))
    return _with_people(visible_to(user, _open(Step.objects.filter(mine, due_on__lte=until))))


def overdue_steps_visible_to(user: User, *, limit: int = 50) -> list[Step]:
    """Return the open steps whose day has passed, of people whom `user` may see: the longest overdue."""
    overdue = visible_to(user, _open(Step.objects.filter(due_on__lt=clock.today())))
    return _with_people(overdue, limit=limit)


def people_with_something_due(user: User, until: date | None = None) -> list[PersonDue]:
    """Return the people with something due by `until` (a week ahead) that is for `user` to do or follow."""
    return _by_person(steps_due_for(user, until or clock.today() + SOON))


def _by_person(steps: Iterable[Step]) -> list[PersonDue]:
    found: dict[Person, list[Step]] = {}
    for step in steps:
        found.setdefault(step.person, []).append(step)
    tell_apart(found)
    return [PersonDue(person, theirs) for person, theirs in found.items()]


def _open(steps: QuerySet[Step]) -> QuerySet[Step]:
    return steps.filter(done_on=None, cancelled_on=None)


def _with_people(steps: QuerySet[Step], *, limit: int | None = None) -> list[Step]:
    ordered = steps.select_related("person", "doer", "case").order_by("due_on", "written_at", "id")
    return with_keys(ordered[:limit], "person", "doer")


def works_with(user: User) -> QuerySet[Partnership]:
    """Return the partnership that `user` holds today with the person of a row, for a filter."""
    return Partnership.objects.holding(clock.today()).filter(user=user, person=OuterRef("person"))
