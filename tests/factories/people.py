"""People, partnerships and walls, made by the actions that the pages call."""

from datetime import date
from typing import Any

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.people import actions
from alongside.people.models import (
    BreakGlass,
    DualRoleCheck,
    Link,
    LinkKind,
    Need,
    NeedKind,
    Partnership,
    PartnershipKind,
    Person,
    SafeContact,
    SafeWay,
    Wall,
    WallKind,
)


def make_person(*, by: User, **told: Any) -> Person:
    """Return a person recorded by `by`, with no partnership yet."""
    return actions.record_person(by=by, **told)


def make_partnership(
    person: Person,
    user: User,
    kind: PartnershipKind = PartnershipKind.ADVOCATE,
    *,
    ends_on: date | None = None,
) -> Partnership:
    """Let `user` work with `person`."""
    return actions.begin_partnership(person, user=user, kind=kind, by=user, ends_on=ends_on)


def make_wall(person: Person, user: User, kind: WallKind = WallKind.CONFLICT) -> Wall:
    """Put a wall between them."""
    return actions.build_wall(person, user=user, kind=kind, by=user)


def make_safe_contact(person: Person, *ways: SafeWay, by: User, **told: Any) -> SafeContact:
    """Write down that these ways are safe, and no other."""
    return actions.write_safe_contact(person, by=by, ways=ways, **told)


def make_need(person: Person, kind: NeedKind = NeedKind.LARGE_PRINT, *, by: User, **told: Any) -> Need:
    """Write down something they need."""
    return actions.record_need(person, by=by, kind=kind, **told)


def make_link(person: Person, other: Person, kind: LinkKind = LinkKind.HOUSEHOLD, *, by: User) -> Link:
    """Tie two people."""
    return actions.link_people(person, other, kind=kind, by=by)


def make_check(user: User, person: Person) -> DualRoleCheck:
    """Find that a new account may belong to somebody on record, and leave it open."""
    with recorded("dual_role.find", by=None):
        return DualRoleCheck.objects.create(user=user, person=person)


def make_glass(person: Person, user: User, why: str = "Has not been seen for two days") -> BreakGlass:
    """Let `user` open the record in an emergency."""
    return actions.break_glass(by=user, reference=person.reference, why=why)
