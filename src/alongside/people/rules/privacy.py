"""Who hands people over, who is told who looked, and who looks after walls, alerts and emergencies."""

from alongside.accounts.models import Role, User
from alongside.accounts.queries import users_with
from alongside.accounts.rules import may_coordinate, may_protect_data
from alongside.common import clock
from alongside.people.models import (
    DualRoleCheck,
    DualRoleState,
    Partnership,
    PartnershipKind,
    Person,
)
from alongside.people.rules.sight import STANDING, open_checks_of


def may_hand_over(user: User, person: Person) -> bool:
    """The coordinator, and whoever is their advocate now or covers for one."""
    held = Partnership.objects.holding(clock.today()).filter(
        person=person, user=user, kind__in=(PartnershipKind.ADVOCATE, PartnershipKind.COVER)
    )
    return may_coordinate(user) or held.exists()


def may_say_who_looked(user: User) -> bool:
    """Roles that answer a person who asks who looked at their record (R27), and lift their objections."""
    return user.has_role(*STANDING)


def may_look_after_privacy(user: User) -> bool:
    """The data protection lead; the coordinator stands in, or sees what waits for too long (R20)."""
    return user.has_role(*STANDING) and not open_checks_of(user).exists()


def looks_after_all_privacy(user: User) -> bool:
    """Tell whether all of it is theirs: the coordinator's only while there is no lead to do it."""
    return may_look_after_privacy(user) and (may_protect_data(user) or not _has_a_lead())


def _has_a_lead() -> bool:
    """A lead whose own account waits for a check cannot look after anything (R19)."""
    waiting = DualRoleCheck.objects.filter(state=DualRoleState.OPEN).values("user")
    return users_with(Role.DP_LEAD).exclude(pk__in=waiting).exists()
