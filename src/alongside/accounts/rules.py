"""Who may come in, and what each role may do at all."""

from collections.abc import Collection

from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import HelpBackIn, Role, RoleGrant, User
from alongside.common.problems import Problem

SEES_PEOPLE = (Role.ADVOCATE, Role.SUPERVISOR, Role.COORDINATOR, Role.DP_LEAD)
DOES_ADVOCACY = (Role.ADVOCATE, Role.SUPERVISOR, Role.COORDINATOR)
HELPS_BACK_IN = (Role.COORDINATOR, Role.SUPERVISOR, Role.DP_LEAD)


def may_be_here(user: User) -> bool:
    """Anybody with an open account."""
    return user.is_active


def may_see_people(user: User) -> bool:
    """Roles that work with people. Which people is another question: people.rules."""
    return user.has_role(*SEES_PEOPLE)


def may_do_advocacy(user: User) -> bool:
    """Roles that write about people's lives: not the data protection lead, not the board (R21)."""
    return user.has_role(*DOES_ADVOCACY)


def may_coordinate(user: User) -> bool:
    """The coordinator's pages."""
    return user.has_role(Role.COORDINATOR)


def may_supervise(user: User) -> bool:
    """The supervisor's pages."""
    return user.has_role(Role.SUPERVISOR, Role.COORDINATOR)


def may_protect_data(user: User) -> bool:
    """The data protection lead's pages."""
    return user.has_role(Role.DP_LEAD)


def may_help_back_in(user: User) -> bool:
    """Those who know the team by sight: they may see who is in it, and help somebody back in (R09)."""
    return user.has_role(*HELPS_BACK_IN)


def may_prove_help(user: User, help_back_in: HelpBackIn) -> bool:
    """Somebody other than the one who started it, and other than the one it is for (R09)."""
    return may_help_back_in(user) and user.pk not in {help_back_in.started_by_id, help_back_in.user_id}


def needs_second_factor(user: User) -> bool:
    """Every role that sees people (R01)."""
    return may_see_people(user)


def problems_with_roles(user: User, wanted: Collection[str]) -> list[Problem]:
    """Return what stands in the way of `user` holding just these roles from now on."""
    if Role.COORDINATOR in wanted or not is_last_coordinator(user):
        return []
    return [
        Problem(
            "last_coordinator",
            _("There must be a coordinator. Give the role to somebody else first."),
            "roles",
        )
    ]


def problems_with_closing(user: User) -> list[Problem]:
    """Return what stands in the way of closing the account."""
    if not is_last_coordinator(user):
        return []
    return [
        Problem(
            "last_coordinator",
            _("This is the only coordinator. Give the role to somebody else before you close it."),
        )
    ]


def is_last_coordinator(user: User) -> bool:
    """Tell whether nobody else could coordinate. Holds the grants, so that two cannot leave at once."""
    grants = RoleGrant.objects.select_for_update().filter(
        role=Role.COORDINATOR, until_at=None, user__is_active=True
    )
    return {grant.user_id for grant in grants} == {user.pk}
