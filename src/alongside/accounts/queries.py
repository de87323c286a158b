"""Reads about the service and its workers."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from alongside.accounts.models import (
    ComeInLink,
    HelpBackIn,
    Role,
    RoleGrant,
    Service,
    User,
    login_tag,
)
from alongside.accounts.words import words_for
from alongside.common import clock
from alongside.crypto.keys import with_keys
from alongside.crypto.lookup import tag

_loaded: ContextVar[Service | None] = ContextVar("service_of_this_request", default=None)


def service() -> Service | None:
    """Return the service, or None before it has been set up."""
    return _loaded.get() or Service.objects.first()


@contextmanager
def loaded_once(here: Service) -> Iterator[None]:
    """Let `service` answer from memory inside: for one request."""
    token = _loaded.set(here)
    try:
        yield
    finally:
        _loaded.reset(token)


def terms() -> dict[str, str]:
    """Return the service's words for person, lead, shadow and clinic."""
    here = service()
    return words_for(here.words if here else {})


def users_with(*roles: Role) -> QuerySet[User]:
    """Return open accounts that hold any of `roles` now."""
    held = RoleGrant.objects.filter(user=OuterRef("pk"), role__in=roles, until_at=None)
    return User.objects.filter(Exists(held), is_active=True)


def user_signing_in_as(sign_in_name: str) -> User | None:
    """Return the user of this sign-in name, or None."""
    return User.objects.filter(login_tag=login_tag(sign_in_name)).first()


def first_coordinator_to_come() -> User | None:
    """Return whoever a new service waits for: its only account, whose owner never came in."""
    users = list(User.objects.all()[:2])
    return users[0] if len(users) == 1 and waits_for_owner(users[0]) else None


def team(*, is_active: bool) -> list[User]:
    """Return open, or closed, accounts by name, with the roles they hold."""
    users = with_keys(User.objects.filter(is_active=is_active))
    held: dict[UUID, set[str]] = {user.pk: set() for user in users}
    grants = RoleGrant.objects.filter(user__is_active=is_active, until_at=None)
    for user_id, role in grants.values_list("user_id", "role"):
        held[user_id].add(role)
    for user in users:
        user.__dict__["roles"] = frozenset(held[user.pk])
    return sorted(users, key=lambda user: str(user.name).casefold())


def users_by_role(users: list[User]) -> list[tuple[Role, list[User]]]:
    """Return each role with the users who hold it, roles without anybody left out."""
    groups = [(role, [user for user in users if role in user.roles]) for role in Role]
    return [(role, held_by) for role, held_by in groups if held_by]


def waits_for_owner(user: User) -> bool:
    """Tell whether nobody has chosen a password for this account yet."""
    return not user.has_usable_password()


def link_behind(token: str) -> ComeInLink | None:
    """Return the link of this token if it can still be used."""
    link = ComeInLink.objects.select_related("user").filter(tag=tag("come-in link", token)).first()
    return link if link and link.is_live(clock.now()) and link.user.is_active else None


def live_link_of(user: User) -> ComeInLink | None:
    """Return the link by which this user can come in now, if there is one."""
    link = ComeInLink.objects.filter(user=user, used_at=None, ended_at=None).order_by("made_at").last()
    return link if link and link.is_live(clock.now()) else None


def open_help_for(user: User) -> HelpBackIn | None:
    """Return the help that waits for a second person, if there is one."""
    return (
        HelpBackIn.objects.select_related("user", "started_by")
        .filter(user=user, proved_at=None, called_off_at=None)
        .first()
    )


def helps_waiting() -> list[HelpBackIn]:
    """Return who waits for a second person to say that they are who they are, longest first."""
    waiting = HelpBackIn.objects.filter(proved_at=None, called_off_at=None, user__is_active=True)
    return with_keys(
        waiting.select_related("user", "started_by").order_by("started_at"), "user", "started_by"
    )
