"""Addresses of the accounts app. Of the sign-in library's pages only those named here exist."""

from collections.abc import Callable
from typing import Any

from django.urls import path

from alongside.accounts.access import allowed, before_second_factor, fresh, public, secret
from alongside.accounts.rules import may_be_here
from alongside.accounts.views import come_in, factors, helping, lock, me, plain, service, team
from alongside.accounts.views.demonstration import demonstration
from alongside.accounts.views.sign_in import SecondFactor, SignIn, SignInByPasskey

Library = Callable[..., Any]


def _own(view: Library) -> Library:
    """Open a page of the library to everybody about themselves, once they have shown who they are (R08)."""
    return fresh(secret(allowed(may_be_here)(view)))


def _setting_up(view: Library) -> Library:
    return before_second_factor(_own(view))


def _name(view: Any) -> Library:
    return secret(public(view.as_view()))


urlpatterns = [
    # in and out; the names are those that the library looks for
    path("account/login/", _name(SignIn), name="account_login"),
    path("account/login/passkey/", _name(SignInByPasskey), name="mfa_login_webauthn"),
    path("account/login/second/", _name(SecondFactor), name="mfa_authenticate"),
    path("account/logout/", plain.sign_out, name="account_logout"),
    path("goodbye/", plain.goodbye, name="goodbye"),
    path("locked/", lock.locked, name="locked"),
    path("again/", lock.again, name="again"),
    path("still-here/", lock.still_here, name="still-here"),
    path("health", plain.health, name="health"),
    path("demonstration/", demonstration, name="demonstration"),
    path("come-in/", come_in.choose_password, name="come-in-choose"),
    path("come-in/<str:token>/", come_in.open_link, name="come-in"),
    # one's own account
    path("me/", me.me, name="me"),
    path("me/details/", me.details, name="me-details"),
    path("me/password/", me.password, name="account_change_password"),
    path("me/sign-out-everywhere/", me.sign_out_all, name="me-sign-out"),
    path(
        "me/second-factor/",
        before_second_factor(allowed(may_be_here)(factors.SecondFactors.as_view())),
        name="mfa_index",
    ),
    path("me/second-factor/app/", _setting_up(factors.AddApp.as_view()), name="mfa_activate_totp"),
    path("me/second-factor/app/remove/", _own(factors.RemoveApp.as_view()), name="mfa_deactivate_totp"),
    path("me/second-factor/passkey/", _setting_up(factors.AddPasskey.as_view()), name="mfa_add_webauthn"),
    path(
        "me/second-factor/passkey/<int:pk>/remove/",
        _own(factors.RemovePasskey.as_view()),
        name="mfa_remove_webauthn",
    ),
    path("me/second-factor/codes/", _own(factors.SpareCodes.as_view()), name="mfa_view_recovery_codes"),
    path(
        "me/second-factor/codes/new/",
        _own(factors.NewSpareCodes.as_view()),
        name="mfa_generate_recovery_codes",
    ),
    # the team
    path("team/", team.team_page, name="team"),
    path("team/service/", service.service, name="service"),
    path("team/new/", team.new_account, name="account-new"),
    path("team/<uuid:user_id>/", team.account, name="account"),
    path("team/<uuid:user_id>/details/", team.change_details, name="account-details"),
    path("team/<uuid:user_id>/roles/", team.change_roles, name="account-roles"),
    path("team/<uuid:user_id>/supervisor/", team.change_supervisor, name="account-supervisor"),
    path("team/<uuid:user_id>/close/", team.close, name="account-close"),
    path("team/<uuid:user_id>/reopen/", team.reopen, name="account-reopen"),
    path("team/<uuid:user_id>/sign-out/", team.sign_out_user, name="account-sign-out"),
    path("team/<uuid:user_id>/link/", helping.send_link, name="account-link"),
    path("team/<uuid:user_id>/here/", helping.choose_here, name="account-here"),
    path("team/<uuid:user_id>/help/", helping.start_help, name="help-start"),
    path("team/help/<uuid:help_id>/", helping.prove_help, name="help-prove"),
    path("team/help/<uuid:help_id>/call-off/", helping.call_off_help, name="help-call-off"),
]
