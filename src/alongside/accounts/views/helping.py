"""Sending links, and helping somebody back in (R09)."""

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.accounts import actions, mail
from alongside.accounts.access import SignedInRequest, allowed, fresh
from alongside.accounts.forms.team import ProofForm
from alongside.accounts.models import HelpBackIn, User
from alongside.accounts.pages import answer_form, show_problems
from alongside.accounts.rules import may_coordinate, may_help_back_in
from alongside.accounts.views.come_in import go_in_here
from alongside.accounts.views.team import do_to
from alongside.common.problems import RuleBroken


@fresh
@require_POST
@allowed(may_coordinate)
def send_link(request: SignedInRequest, user_id: UUID) -> HttpResponse:
    """Send somebody new the link by which they choose a password."""

    def send(user: User, *, by: User) -> None:
        actions.send_link(user, by=by, address=_address(request))

    return do_to(request, user_id, send, _("The link is on its way to them."))


@fresh
@require_POST
@allowed(may_coordinate)
def choose_here(request: SignedInRequest, user_id: UUID) -> HttpResponse:
    """Sign the coordinator out, and let somebody new choose their password on this screen."""
    user = get_object_or_404(User, pk=user_id)
    try:
        token = actions.make_link(user, by=request.user)
    except RuleBroken as broken:
        show_problems(request, broken)
        return redirect("account", user_id)
    return go_in_here(request, token)


@fresh
@require_POST
@allowed(may_help_back_in)
def start_help(request: SignedInRequest, user_id: UUID) -> HttpResponse:
    """Begin to help somebody back in."""
    return do_to(
        request, user_id, actions.start_help, _("Begun. Now somebody else must make sure who they are.")
    )


@fresh
@allowed(may_help_back_in)
def prove_help(request: SignedInRequest, help_id: UUID) -> HttpResponse:
    """Record how somebody proved who they are, and send them the link."""
    waiting = get_object_or_404(HelpBackIn.objects.select_related("user", "started_by"), pk=help_id)

    def save(clean: dict[str, Any]) -> str | None:
        return actions.prove_help(waiting, by=request.user, address=_address(request), **clean)

    tokens: list[str | None] = []
    answer = answer_form(
        request,
        ProofForm,
        template="accounts/prove_help.html",
        save=lambda clean: tokens.append(save(clean)),
        then=reverse("account", args=[waiting.user_id]),
        keeper=request.keeper,
        context={"help": waiting, "mail_works": mail.can_be_sent()},
        asks_email=mail.can_be_sent() and not waiting.user.email,
    )
    return go_in_here(request, tokens[0]) if tokens and tokens[0] else answer


@require_POST
@allowed(may_help_back_in)
def call_off_help(request: SignedInRequest, help_id: UUID) -> HttpResponse:
    """Help is not needed after all."""
    waiting = get_object_or_404(HelpBackIn, pk=help_id)

    def call_off(_user: User, *, by: User) -> None:
        actions.call_off_help(waiting, by=by)

    return do_to(request, waiting.user_id, call_off, _("Called off."))


def _address(request: SignedInRequest) -> actions.Address:
    return lambda token: request.build_absolute_uri(reverse("come-in", args=[token]))
