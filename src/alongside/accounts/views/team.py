"""The team: accounts, and what each may do."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.accounts import actions, mail
from alongside.accounts.access import SignedInRequest, allowed, fresh
from alongside.accounts.forms.team import DetailsForm, NewAccountForm, RolesForm, SupervisorForm
from alongside.accounts.models import Role, User
from alongside.accounts.pages import answer_form, pressed
from alongside.accounts.queries import (
    helps_waiting,
    live_link_of,
    open_help_for,
    team,
    users_with,
    waits_for_owner,
)
from alongside.accounts.rules import may_coordinate, may_help_back_in, may_prove_help
from alongside.crypto.keys import with_keys


@allowed(may_help_back_in)
def team_page(request: SignedInRequest) -> HttpResponse:
    """Everybody who signs in here."""
    context = {
        "open_accounts": team(is_active=True),
        "closed_accounts": team(is_active=False),
        "waiting": [help for help in helps_waiting() if may_prove_help(request.user, help)],
        "coordinates": may_coordinate(request.user),
    }
    return render(request, "accounts/team.html", context)


@allowed(may_help_back_in)
def account(request: SignedInRequest, user_id: UUID) -> HttpResponse:
    """One account, and what can be done with it."""
    user = get_object_or_404(User.objects.select_related("supervisor"), pk=user_id)
    help_back_in = open_help_for(user)
    context = {
        "account": user,
        "waits": waits_for_owner(user),
        "link": live_link_of(user),
        "help": help_back_in,
        "may_prove": help_back_in is not None and may_prove_help(request.user, help_back_in),
        "mail_works": mail.can_be_sent(),
        "coordinates": may_coordinate(request.user),
        "is_self": user == request.user,
    }
    return render(request, "accounts/account.html", context)


@fresh
@allowed(may_coordinate)
def new_account(request: SignedInRequest) -> HttpResponse:
    """Open an account; its owner chooses the password."""

    def save(clean: dict[str, Any]) -> User:
        return actions.open_account(by=request.user, **clean)

    return _form(request, NewAccountForm, save, _("Open an account"), then=_page_of, back=reverse("team"))


@fresh
@allowed(may_coordinate)
def change_details(request: SignedInRequest, user_id: UUID) -> HttpResponse:
    """Change a name, or how somebody is reached."""
    user = get_object_or_404(User, pk=user_id)
    return _form(
        request,
        DetailsForm,
        lambda clean: actions.change_account(user, by=request.user, **clean),
        _("Change details"),
        then=_page_of(user),
        initial={"name": user.name, "email": user.email, "phone": user.phone},
    )


@fresh
@allowed(may_coordinate)
def change_roles(request: SignedInRequest, user_id: UUID) -> HttpResponse:
    """Change what somebody does here."""
    user = get_object_or_404(User, pk=user_id, is_active=True)
    return _form(
        request,
        RolesForm,
        lambda clean: actions.change_roles(user, by=request.user, **clean),
        _("Change what they do"),
        then=_page_of(user),
        initial={"roles": list(user.roles)},
    )


@allowed(may_coordinate)
def change_supervisor(request: SignedInRequest, user_id: UUID) -> HttpResponse:
    """Say who supervises somebody."""
    user = get_object_or_404(User, pk=user_id, is_active=True)
    supervisors = with_keys(users_with(Role.SUPERVISOR).exclude(pk=user.pk))
    return _form(
        request,
        SupervisorForm,
        lambda clean: actions.set_supervisor(user, by=request.user, **clean),
        _("Supervisor"),
        then=_page_of(user),
        initial={"supervisor": str(user.supervisor_id or "")},
        supervisors=supervisors,
    )


@fresh
@require_POST
@allowed(may_coordinate)
def close(request: SignedInRequest, user_id: UUID) -> HttpResponse:
    """Close an account."""
    return do_to(request, user_id, actions.close_account, _("The account is closed."))


@fresh
@require_POST
@allowed(may_coordinate)
def reopen(request: SignedInRequest, user_id: UUID) -> HttpResponse:
    """Open a closed account again."""
    return do_to(request, user_id, actions.reopen_account, _("The account is open again."))


@require_POST
@allowed(may_coordinate)
def sign_out_user(request: SignedInRequest, user_id: UUID) -> HttpResponse:
    """Sign somebody out on every device: for a lost phone."""
    return do_to(request, user_id, actions.sign_out_everywhere, _("They are signed out everywhere."))


def _form(
    request: SignedInRequest,
    form_class: Callable[..., Any],
    save: Callable[[dict[str, Any]], Any],
    title: str,
    *,
    then: str | Callable[[Any], str],
    back: str = "",
    **form_options: Any,
) -> HttpResponse:
    return answer_form(
        request,
        form_class,
        template="accounts/form.html",
        save=save,
        then=then,
        keeper=request.keeper,
        context={"title": title, "back_url": back or then, "back_label": _("Back")},
        **form_options,
    )


def do_to(request: SignedInRequest, user_id: UUID, act: Callable[..., Any], done: str) -> HttpResponse:
    """Do one thing to an account at a press, and say so, or why not."""
    user = get_object_or_404(User, pk=user_id)
    return pressed(request, lambda: act(user, by=request.user), back=_page_of(user), said=done)


def _page_of(user: User) -> str:
    return reverse("account", args=[user.pk])
