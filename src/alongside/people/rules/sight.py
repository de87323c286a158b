"""Who may see and change a person: one rule, and everything else asks it."""

from collections.abc import Collection
from typing import Any
from uuid import UUID

from django.db.models import Exists, Q, QuerySet

from alongside.accounts.models import Role, User
from alongside.accounts.queries import users_with
from alongside.accounts.rules import DOES_ADVOCACY, may_do_advocacy, may_see_people
from alongside.common import clock
from alongside.people.models import (
    BreakGlass,
    DualRoleCheck,
    DualRoleState,
    Link,
    Partnership,
    PartnershipKind,
    Person,
    Wall,
)
from alongside.people.rules.declared import declarations_like, declared_pairs

STANDING = (Role.COORDINATOR, Role.DP_LEAD)
"""Roles that hold a partnership with everybody whose record is not restricted."""

WALLED = ("person", "person__links__other", "person__linked_from__person")
"""From a wall to whom it hides: its person, and those they are linked to, from either end (R14)."""

Ids = QuerySet[Any, Any]


def people_visible_to(user: User) -> QuerySet[Person]:
    """Return the people whom `user` may see: what is granted, minus every wall, walls last (R10–R20)."""
    return Person.objects.filter(seen_by(user, "pk"))


def people_changeable_by(user: User) -> QuerySet[Person]:
    """Return the people about whom `user` may write: as visible, but broken glass is for reading (R20)."""
    return Person.objects.filter(changeable_by(user, "pk"))


def seen_by(user: User, person: str = "person") -> Q:
    """Return the filter for rows about people: those whose `person` (a path: "case__person") `user` may see.

    It finds the same rows as `<person>__in=people_visible_to(user)`. For a user who sees nearly everybody it
    asks about each row as it comes, so that a page of rows does not cost a list of all the people.
    """
    if not may_see_people(user):
        return Q(pk__in=[])
    glass = _behind_glass(user)
    if user.has_role(*STANDING):
        return _everybody(user, person, _named_to(user).union(glass))
    return _only(user, person, _worked_with(user).union(glass))


def changeable_by(user: User, person: str = "person") -> Q:
    """Return the filter for rows about people: those about whose `person` (a path) `user` may write."""
    if not may_do_advocacy(user):
        return Q(pk__in=[])
    if user.has_role(Role.COORDINATOR):
        return _everybody(user, person, _named_to(user))
    return _only(user, person, _worked_with(user))


def may_see_person(user: User, person: Person) -> bool:
    """Tell whether `user` may see this person."""
    return people_visible_to(user).filter(pk=person.pk).exists()


def may_change_person(user: User, person: Person) -> bool:
    """Tell whether `user` may write about this person."""
    return people_changeable_by(user).filter(pk=person.pk).exists()


def may_be_given(user: User, person: Person) -> bool:
    """Tell whether work with `person` may be given to `user`. Who asks learns yes or no, never why (R16)."""
    return may_hold(user, person) and not declarations_like(user, person)


def free_for(person: Person, users: Collection[User]) -> set[UUID]:
    """Return to whom of `users` work with `person` may be given: as `may_be_given`, for all in one go."""
    ids = {user.pk for user in users}
    doing = set(users_with(*DOES_ADVOCACY).filter(pk__in=ids).values_list("pk", flat=True))
    return doing - {user for user, _person in _apart(ids, [person])}


def may_hold(user: User, person: Person) -> bool:
    """Tell whether no wall stands between them; a name `user` declared may still be in the way (A7)."""
    free = Person.objects.filter(~Q(pk__in=_walled(user)), _no_open_check(user), pk=person.pk)
    return may_do_advocacy(user) and free.exists()


def kept_from(users: Collection[UUID], people: Collection[Person]) -> set[tuple[UUID, UUID]]:
    """Return which of these users cannot be given which of these people, as pairs of their ids.

    As `may_be_given` but for the role, and in as many queries for all as for one. Whoever is not named for a
    restricted record is kept from it too. Who asks learns yes or no, never why (R16).
    """
    held = _held_now().filter(user__in=users)  # no mutant: fewer rows, the same answer
    named = set(held.filter(kind=PartnershipKind.NAMED).values_list("user", "person"))
    restricted = {(user, person.pk) for person in people if person.is_restricted for user in users}
    return _apart(users, people) | (restricted - named)


def walls_round(person: Person) -> QuerySet[Wall]:
    """Return every wall that hides this person: their own, and those of whom they are linked to (R14)."""
    tied = Link.objects.filter(person=person).values("other")
    tied_back = Link.objects.filter(other=person).values("person")
    near = Q(person=person) | Q(person__in=tied) | Q(person__in=tied_back)
    return Wall.objects.filter(near, lifted_at=None)


def people_walled_from(user: User) -> QuerySet[Person]:
    """Return the people behind a wall for `user`, whatever their roles: for rules with sight of their own."""
    return Person.objects.filter(pk__in=_walled(user))


def open_checks_of(user: User) -> QuerySet[DualRoleCheck]:
    """Return what has still to be resolved before `user` may see anybody (R19)."""
    return DualRoleCheck.objects.filter(user=user, state=DualRoleState.OPEN)


def _apart(users: Collection[UUID], people: Collection[Person]) -> set[tuple[UUID, UUID]]:
    """Pairs between whom a wall stands, a check is open or a declared name may be in the way."""
    ids = [person.pk for person in people]
    walls = Wall.objects.filter(user__in=users, lifted_at=None)
    behind, *tied = (walls.filter((f"{path}__in", ids)).values_list("user", path) for path in WALLED)
    checks = DualRoleCheck.objects.filter(user__in=users, state=DualRoleState.OPEN)
    waiting = {(user, one) for user in checks.values_list("user", flat=True) for one in ids}
    return {*behind.union(*tied)} | waiting | declared_pairs(users, people)


def _only(user: User, person: str, granted: Ids) -> Q:
    """These people, minus walls: a list of ids that a database makes first, so that it looks at no others."""
    return Q((f"{person}__in", granted.difference(_walled(user)))) & _no_open_check(user)


def _everybody(user: User, person: str, opened: Ids) -> Q:
    """Everybody whose record is not restricted, and those `opened` to this user, minus walls."""
    of = "" if person == "pk" else f"{person}__"
    granted = Q((f"{of}is_restricted", False)) | Q((f"{person}__in", opened))
    not_joined = Q((f"{of}joined_to", None))
    return granted & not_joined & ~Q((f"{person}__in", _walled(user))) & _no_open_check(user)


def _worked_with(user: User) -> Ids:
    """A restricted record is open to those who are named for it, and to no other partner (R18)."""
    open_to_them = Q(person__is_restricted=False) | Q(kind=PartnershipKind.NAMED)
    return _held_by(user).filter(open_to_them, person__joined_to=None).values("person")


def _named_to(user: User) -> Ids:
    return _held_by(user).filter(kind=PartnershipKind.NAMED).values("person")


def _held_by(user: User) -> QuerySet[Partnership]:
    return _held_now().filter(user=user)


def _held_now() -> QuerySet[Partnership]:
    """Return the partnerships that hold today."""
    return Partnership.objects.holding(clock.today())


def _behind_glass(user: User) -> Ids:
    now = clock.now()
    held = BreakGlass.objects.filter(user=user, from_at__lte=now, until_at__gt=now, person__joined_to=None)
    return held.filter(person__is_own_file=False).values("person")


def _walled(user: User) -> Ids:
    """A wall round one person hides the records in which they are a linked party, too (R14)."""
    walls = Wall.objects.filter(user=user, lifted_at=None)
    behind = walls.values("person")
    tied = Link.objects.filter(other__in=behind).values("person")
    tied_back = Link.objects.filter(person__in=behind).values("other")
    return behind.union(tied, tied_back)


def _no_open_check(user: User) -> Q:
    return ~Q(Exists(open_checks_of(user)))
