"""Accounts and the roles they hold."""

from collections.abc import Collection
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _

from alongside.accounts import mail
from alongside.accounts.models import ComeInLink, Role, RoleGrant, User, login_tag
from alongside.accounts.rules import problems_with_closing, problems_with_roles
from alongside.audit.actions import recorded
from alongside.common import clock
from alongside.common.problems import Problem, refuse_if


def open_account(
    *,
    name: str,
    sign_in_name: str,
    roles: Collection[str],
    by: User | None,
    password: str | None = None,
    **details: Any,
) -> User:
    """Make an account with its roles. Without a password it waits for its owner."""
    with recorded("account.open", by=by) as note:
        refuse_if(_problems_with_sign_in_name(sign_in_name))
        user = User(name=name, sign_in_name=sign_in_name, login_tag=login_tag(sign_in_name), **details)
        user.set_password(password)
        user.save(force_insert=True)
        note.about = user
        for role in roles:
            give_role(user, role=Role(role), by=by)
        _look_for_dual_role(user)
    return user


def change_account(user: User, *, by: User, **details: Any) -> User:
    """Change the name, or how to reach them. A new e-mail address is told to the old one (R09)."""
    old_email = user.email
    with recorded("account.change", by=by, about=user, fields=",".join(sorted(details))):
        user.change(**details)
        if "email" in details and details["email"] != old_email:
            mail.tell(old_email, mail.ADDRESS_CHANGED)
        _look_for_dual_role(user)
    return user


def set_supervisor(user: User, *, supervisor: User | None, by: User) -> None:
    """Say who supervises this user."""
    with recorded("account.set_supervisor", by=by, about=user, supervisor=supervisor and supervisor.pk):
        refuse_if(
            [
                Problem(
                    "own_supervisor", _("Choose somebody else: nobody supervises themselves."), "supervisor"
                )
            ]
            if supervisor == user
            else []
        )
        user.change(supervisor=supervisor)


def change_roles(user: User, *, roles: Collection[str], by: User) -> None:
    """Let the user hold just these roles from now on."""
    with recorded("account.change_roles", by=by, about=user):
        refuse_if(problems_with_roles(user, roles))
        for role in Role:
            if role in roles and role not in user.roles:
                give_role(user, role=role, by=by)
            elif role in user.roles and role not in roles:
                take_role(user, role=role, by=by)


def give_role(user: User, *, role: Role, by: User | None) -> None:
    """Give a role from now on; it changes nothing if they hold it."""
    with recorded("role.give", by=by, about=user, role=role):
        RoleGrant.objects.get_or_create(
            user=user, role=role, until_at=None, defaults={"given_by": by, "from_at": clock.now()}
        )
        user.__dict__.pop("roles", None)


def take_role(user: User, *, role: Role, by: User) -> None:
    """End a role now."""
    with recorded("role.take", by=by, about=user, role=role):
        RoleGrant.objects.filter(user=user, role=role, until_at=None).update(until_at=clock.now())
        user.__dict__.pop("roles", None)


def change_password(user: User, *, password: str, by: User) -> None:
    """Set a password that the user chose, and end their sessions: the caller may carry one over."""
    with recorded("account.change_password", by=by, about=user):
        user.set_password(password)
        user.change(password=user.password, signed_out_at=clock.now())
        mail.tell(user.email, mail.SIGN_IN_CHANGED)


def sign_out_everywhere(user: User, *, by: User) -> None:
    """End every session of the user (R05)."""
    with recorded("account.sign_out_everywhere", by=by, about=user):
        user.change(signed_out_at=clock.now())


def close_account(user: User, *, by: User) -> None:
    """Nobody can sign in to it from the next request on (R05). What they wrote stays."""
    with recorded("account.close", by=by, about=user):
        refuse_if(problems_with_closing(user))
        user.change(is_active=False, signed_out_at=clock.now())
        ComeInLink.objects.filter(user=user, used_at=None, ended_at=None).update(ended_at=clock.now())


def reopen_account(user: User, *, by: User) -> None:
    """Let them sign in again, as they did before."""
    with recorded("account.reopen", by=by, about=user):
        user.change(is_active=True)


def _look_for_dual_role(user: User) -> None:
    """Let the app of people, which stands above this one, notice if they are on our records (R19)."""
    import_string(settings.ALONGSIDE_ON_ACCOUNT_OPENED)(user)


def _problems_with_sign_in_name(sign_in_name: str) -> list[Problem]:
    if not User.objects.filter(login_tag=login_tag(sign_in_name)).exists():
        return []
    return [
        Problem(
            "sign_in_name_taken",
            _("Somebody signs in with this name already. Choose another."),
            "sign_in_name",
        )
    ]
