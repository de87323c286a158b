"""Who may see and change what is written about a person: those who may see the person, and do advocacy."""

from typing import TypeVar

from django.db.models import Exists, Q, QuerySet

from alongside.accounts.models import User
from alongside.accounts.rules import may_do_advocacy
from alongside.casework.models import Case, Deadline, PersonRow
from alongside.people.rules import changeable_by, open_checks_of, people_walled_from, seen_by

Row = TypeVar("Row", bound=PersonRow)


def visible_to(user: User, rows: QuerySet[Row]) -> QuerySet[Row]:
    """Return those of `rows` that are about people whom `user` may see; none for other trades (R12, R21)."""
    if not may_do_advocacy(user):
        return rows.none()
    return rows.filter(seen_by(user))


def writable_by(user: User, rows: QuerySet[Row]) -> QuerySet[Row]:
    """Return those of `rows` that `user` may add to or change: an emergency look lets nobody write (R20)."""
    return rows.filter(changeable_by(user))


def cases_visible_to(user: User) -> QuerySet[Case]:
    """Return the cases that `user` may see."""
    return visible_to(user, Case.objects.all())


def may_see(user: User, row: PersonRow) -> bool:
    """Tell whether `user` may see this case, step, note or other row."""
    return visible_to(user, type(row)._default_manager.all()).filter(pk=row.pk).exists()


def may_change(user: User, row: PersonRow) -> bool:
    """Tell whether `user` may add to or change this case, step, note or other row."""
    return writable_by(user, type(row)._default_manager.all()).filter(pk=row.pk).exists()


def deadlines_in_diary_of(user: User) -> QuerySet[Deadline]:
    """Return the live time limits that the team diary shows `user`: of people they see, or that they watch.

    One that they watch shows its date and two names, and nothing else. Behind a wall there is no row at all:
    a row would tell that the person is here (D9, R14).
    """
    rows = Deadline.objects.live()
    if not may_do_advocacy(user):
        return rows.none()
    watched = Q(owner=user) | Q(watcher=user)
    free = ~Q(person__in=people_walled_from(user).values("pk")) & ~Q(Exists(open_checks_of(user)))
    return rows.filter(seen_by(user) | (watched & free))
