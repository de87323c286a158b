"""Second factors: the library's views with our pages, forms and audit."""

from typing import Any

from allauth.mfa.base.views import IndexView
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.views import GenerateRecoveryCodesView, ViewRecoveryCodesView
from allauth.mfa.totp.views import ActivateTOTPView, DeactivateTOTPView
from allauth.mfa.webauthn.internal.auth import begin_registration
from allauth.mfa.webauthn.views import AddWebAuthnView, RemoveWebAuthnView
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse_lazy

from alongside.accounts import proofs
from alongside.accounts.access import SignedInRequest
from alongside.accounts.adapters import SecondFactorAdapter
from alongside.accounts.forms.sign_in import AddAppForm, AddPasskeyForm
from alongside.accounts.rules import needs_second_factor
from alongside.audit.actions import recorded


class SecondFactors(IndexView):
    """What somebody signs in with beside their password."""

    request: SignedInRequest

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say whether one is needed, and whether this session has shown it."""
        return {
            **super().get_context_data(**kwargs),
            "needs_one": needs_second_factor(self.request.user),
            "is_enough": proofs.are_enough(self.request),
        }


class AddApp(ActivateTOTPView):
    """An app that shows codes."""

    request: SignedInRequest
    form_class = AddAppForm

    def form_valid(self, form: Any) -> HttpResponse:
        """Record it. Whoever sets it up has shown that they hold it."""
        with recorded("factor.add", by=self.request.user, about=self.request.user, kind="totp"):
            response: HttpResponse = super().form_valid(form)
        proofs.proved(self.request, self.request.user, "mfa", type="totp")
        return response


class RemoveApp(DeactivateTOTPView):
    """The app shows codes for us no longer."""

    request: SignedInRequest

    def form_valid(self, form: Any) -> HttpResponse:
        """Record it."""
        with recorded("factor.remove", by=self.request.user, about=self.request.user, kind="totp"):
            response: HttpResponse = super().form_valid(form)
        return response


class AddPasskey(AddWebAuthnView):
    """A passkey of this or another device."""

    request: SignedInRequest
    form_class = AddPasskeyForm

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Ask for a passkey that finds its user by itself and checks a finger, a face or a PIN."""
        context = super().get_context_data(**kwargs)  # begins one of its own: ours comes after it
        options = begin_registration(self.request.user, True)
        return {**context, "js_data": {"creation_options": options}}

    def form_valid(self, form: Any) -> HttpResponse:
        """Record it. Whoever adds it has shown that they hold it."""
        with recorded("factor.add", by=self.request.user, about=self.request.user, kind="webauthn"):
            response: HttpResponse = super().form_valid(form)
        proofs.proved(self.request, self.request.user, "mfa", type="webauthn")
        return response


class RemovePasskey(RemoveWebAuthnView):
    """A passkey opens this account no longer."""

    request: SignedInRequest
    success_url = reverse_lazy("mfa_index")

    def form_valid(self, form: Any) -> HttpResponse:
        """Record it; the last factor stays where the role needs one."""
        adapter = SecondFactorAdapter()
        if not adapter.can_delete_authenticator(self.object):
            messages.error(self.request, str(adapter.error_messages["cannot_delete_authenticator"]))
            return redirect("mfa_index")
        with recorded("factor.remove", by=self.request.user, about=self.request.user, kind="webauthn"):
            response: HttpResponse = super().form_valid(form)
        return response


class SpareCodes(ViewRecoveryCodesView):
    """Codes for the day the phone is lost."""


class NewSpareCodes(GenerateRecoveryCodesView):
    """New codes; the old ones work no longer."""

    request: SignedInRequest

    def form_valid(self, form: Any) -> HttpResponse:
        """Record it."""
        user = self.request.user
        with recorded("factor.renew", by=user, about=user, kind=Authenticator.Type.RECOVERY_CODES):
            response: HttpResponse = super().form_valid(form)
        return response
