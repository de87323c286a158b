"""Coming in by a link: for the first time, or back in."""

from typing import Any

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from alongside.accounts import devices, proofs
from alongside.accounts.access import public, secret, while_locked
from alongside.accounts.actions import come_in
from alongside.accounts.forms.sign_in import NewPasswordForm
from alongside.accounts.models import User
from alongside.accounts.pages import KeepNothing, answer_form
from alongside.accounts.queries import link_behind
from alongside.accounts.views.plain import end_session
from alongside.audit.actions import record

IN_SESSION = "come_in"


@while_locked
@public
def open_link(request: HttpRequest, token: str) -> HttpResponse:
    """Take the token out of the address, where the history of a shared computer would keep it."""
    if link_behind(token) is None:
        return render(request, "accounts/link_gone.html", status=410)
    return go_in_here(request, token)


@secret
@while_locked
@public
def choose_password(request: HttpRequest) -> HttpResponse:
    """Let the owner of the account choose their own password."""
    link = link_behind(request.session.get(IN_SESSION, ""))
    if link is None:
        return render(request, "accounts/link_gone.html", status=410)

    def save(clean: dict[str, Any]) -> User:
        return _sign_in(request, come_in(link, password=clean["password"]))

    response = answer_form(
        request,
        NewPasswordForm,
        template="accounts/choose_password.html",
        save=save,
        then="/",
        keeper=KeepNothing(),
        context={"owner": link.user},
        user=link.user,
    )
    if response.status_code == 302:
        devices.remember(request, response, link.user.login_tag)
    return response


def go_in_here(request: HttpRequest, token: str) -> HttpResponse:
    """Sign out whoever is signed in at this browser, and let the owner of the link go on."""
    end_session(request)
    request.session[IN_SESSION] = token
    return redirect("come-in-choose")


def _sign_in(request: HttpRequest, user: User) -> User:
    request.session.flush()
    login(request, user)
    proofs.proved(request, user, "password")
    record("sign_in.do", by=user, about=user, method="link")
    return user
