"""The idle lock, and showing again who one is (R06, R08)."""

from typing import Any, cast
from urllib.parse import urlencode

from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.forms import ReauthenticateWebAuthnForm
from allauth.mfa.webauthn.internal.auth import begin_authentication
from django.contrib import messages
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.accounts import answers, proofs, sessions, throttle
from alongside.accounts.access import (
    SignedInRequest,
    allowed,
    public,
    secret,
    while_locked,
)
from alongside.accounts.forms.sign_in import AgainForm
from alongside.accounts.models import User
from alongside.accounts.rules import may_be_here
from alongside.accounts.views.plain import end_session
from alongside.audit.actions import record
from alongside.audit.models import Outcome


@secret
@while_locked
@public
def locked(request: Any) -> HttpResponse:
    """Ask the one who signed in to show who they are. Coming here locks the session."""
    if isinstance(request.user, User):
        request.locked_user, request.user = request.user, AnonymousUser()
    user: User | None = request.locked_user
    if user is None:
        return redirect("account_login")
    if not sessions.was_locked(request.session):
        sessions.lock(request.session)
        record("session.lock", by=user, about=user)
    answer = _answer(request, user, "accounts/locked.html")
    if isinstance(request.user, User):
        sessions.unlock(request.session)
        record("session.unlock", by=user, about=user)
    return answer


@secret
@allowed(may_be_here)
def again(request: SignedInRequest) -> HttpResponse:
    """Ask somebody who has been signed in for a while to show again who they are."""
    return _answer(request, request.user, "accounts/again.html")


@while_locked
@require_POST
@public
def still_here(request: HttpRequest) -> HttpResponse:
    """The page tells us that somebody presses keys or touches the screen."""
    somebody = isinstance(request.user, User) or getattr(request, "locked_user", None)
    if not (somebody and sessions.may_be_kept_alive(request.session)):
        return HttpResponse(status=401)
    sessions.see(request.session, keep_alive=True)
    return HttpResponse(status=204)


def _answer(request: Any, user: User, template: str) -> HttpResponse:
    """Show the page, or go on once they have shown who they are: `request.user` is theirs then."""
    form = AgainForm(request.POST if "password" in request.POST else None)
    if request.method == "POST":
        counted = throttle.try_again(request)
        if counted is None:
            return _give_up(request, user)
        if _shows(request, user, form):
            counted.give_back()
            request.user = user
            return redirect(answers.next_page(request))
        record("session.refuse", by=user, about=user, outcome=Outcome.REFUSED)
    return render(
        request, template, _page(request, user, form), status=422 if request.method == "POST" else 200
    )


def _shows(request: Any, user: User, form: AgainForm) -> bool:
    """Tell whether what was sent shows that this is the user."""
    if "credential" in request.POST:
        passkey = ReauthenticateWebAuthnForm(request.POST, user=user)
        if passkey.is_valid():
            passkey.save()
            return True
        messages.error(request, _("That passkey is not for this account."))
        return False
    if "press" in request.POST and proofs.came_by_the_door(request, user):
        proofs.proved(request, user, proofs.DOOR)
        return True
    if form.is_valid() and user.check_password(form.cleaned_data["password"]):
        proofs.proved(request, user, "password", reauthenticated=True)
        return True
    if form.is_bound and form.is_valid():
        form.add_error("password", _("That is not the password. Check it and try again."))
    return False


def _give_up(request: Any, user: User) -> HttpResponse:
    """After too many tries the session ends. Drafts wait for their owner."""
    record("session.end", by=user, about=user, outcome=Outcome.REFUSED)
    end_session(request)
    messages.error(request, _("That was too many tries, so this session has ended. Sign in to go on."))
    return redirect(f"{reverse('account_login')}?{urlencode({'next': answers.next_page(request)})}")


def _page(request: Any, user: User, form: AgainForm) -> dict[str, Any]:
    has_passkey = Authenticator.objects.filter(user=user, type=Authenticator.Type.WEBAUTHN).exists()
    return {
        "who": user,
        "form": form,
        "next": answers.next_page(request),
        "by_press": proofs.came_by_the_door(request, user),
        "passkey_options": cast(Any, begin_authentication(user)) if has_passkey else None,
    }
