"""Signing in: the library's views with our pages, forms and audit."""

from typing import Any

from allauth.account.views import LoginView
from allauth.mfa.base.views import AuthenticateView
from allauth.mfa.webauthn.views import LoginWebAuthnView
from django.http import HttpResponse

from alongside.accounts.demonstration import door_is_open
from alongside.accounts.forms.sign_in import CodeForm, SignInForm
from alongside.audit.actions import record
from alongside.audit.models import Outcome


class SignIn(LoginView):
    """By name and password."""

    form_class = SignInForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Add the way to the door of a demonstration."""
        return {**super().get_context_data(**kwargs), "door_is_open": door_is_open(self.request)}


class SecondFactor(AuthenticateView):
    """By a second factor, after name and password."""

    form_class = CodeForm

    def form_invalid(self, form: Any) -> HttpResponse:
        """Record it: a code that was used before ends here too (R03)."""
        user = self.stage.login.user
        record("sign_in.refuse", by=None, about=user, outcome=Outcome.REFUSED, method="second factor")
        response: HttpResponse = super().form_invalid(form)
        return response


class SignInByPasskey(LoginWebAuthnView):
    """By a passkey alone: it is two factors in one."""

    def form_invalid(self, form: Any) -> HttpResponse:
        """Record it. Whose it is, nobody knows."""
        record("sign_in.refuse", by=None, outcome=Outcome.REFUSED, method="passkey")
        response: HttpResponse = super().form_invalid(form)
        return response
