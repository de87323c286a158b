"""How the sign-in library fits our users, our audit and our seals."""

import base64
from typing import Any, cast

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.stagekit import clear_login
from allauth.core import context
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from alongside.accounts import devices, mail, proofs, sessions, throttle
from alongside.accounts.actions import change_password
from alongside.accounts.models import User, login_tag
from alongside.accounts.queries import service, user_signing_in_as
from alongside.accounts.rules import needs_second_factor
from alongside.audit.actions import record
from alongside.audit.models import Outcome
from alongside.crypto import keys, seal

WRONG = _("The name and the password do not belong together. Check both and try again.")
TOO_MANY = _("There have been too many tries. Wait 15 minutes, then try again.")
WRONG_CODE = _("That is not right, or has been used already. Try again with the next one.")


class AccountAdapter(DefaultAccountAdapter):
    """Names and passwords. Nobody signs themselves up."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "username_password_mismatch": WRONG,
        "too_many_login_attempts": TOO_MANY,
        "rate_limited": TOO_MANY,
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are opened by the coordinator."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """Return a keyed hash: the library's own limits must not write addresses down."""
        return throttle.source_of(request)

    def is_ajax(self, request: HttpRequest) -> bool:
        """Only the passkey script asks for data; pages are never answered as data."""
        return bool(request.headers.get("Accept") == "application/json")

    def ajax_response(
        self, request: HttpRequest, response: HttpResponse, *_args: Any, **_kwargs: Any
    ) -> HttpResponse:
        """Leave answers as they are: a form as data would say the password back."""
        return response

    def pre_authenticate(self, request: HttpRequest, **credentials: Any) -> None:
        """Count the try (R04)."""
        self.counted = throttle.try_to_sign_in(request, login_tag(credentials["username"]))
        if self.counted is None:
            record("sign_in.throttle", by=None, outcome=Outcome.REFUSED)
            raise self.validation_error("too_many_login_attempts")

    def authenticate(self, request: HttpRequest, **credentials: Any) -> User | None:
        """Return the user whose name and password these are."""
        user = cast(User | None, super().authenticate(request, **credentials))
        if user and self.counted:
            self.counted.give_back()
        return user

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Record it, in the same number of steps whether or not the name is known."""
        user = user_signing_in_as(credentials["username"])
        record("sign_in.refuse", by=None, about=user, outcome=Outcome.REFUSED, method="password")

    def pre_login(self, request: HttpRequest, user: Any, **_kwargs: Any) -> HttpResponse | None:
        """Turn away a passkey of an account that has been closed: passwords of it are wrong already."""
        if user.is_active:
            return None
        clear_login(request)
        record("sign_in.refuse", by=None, about=user, outcome=Outcome.REFUSED, method="closed")
        messages.error(request, _("That passkey does not open an account here. Ask your coordinator."))
        return redirect("account_login")

    def post_login(self, request: HttpRequest, user: Any, **how: Any) -> HttpResponse:
        """Record it, and let the device say from now on that they signed in on it."""
        response: HttpResponse = super().post_login(request, user, **how)
        methods = {str(proof.get("type", proof["method"])) for proof in proofs.all_of(request)}
        record("sign_in.do", by=user, about=user, method=",".join(sorted(methods)))
        sessions.SessionStore.clear_expired()
        devices.remember(request, response, user.login_tag)
        return response

    def reauthenticate(self, user: Any, password: str) -> bool:
        """Tell whether it is their password. Tries are counted by whoever asks."""
        return bool(user.check_password(password))

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, str]]:
        """There is one page for showing again who one is."""
        return [{"id": "again", "description": "", "url": reverse("again")}]

    def is_reauthentication_required(self, *, app: str, **_kwargs: Any) -> bool:
        """Signing in counts as much as doing it again (R08)."""
        return not proofs.is_fresh(context.request)

    def set_password(self, user: Any, password: str) -> None:
        """Save it by our own action."""
        change_password(user, password=password, by=user)

    def send_notification_mail(self, template_prefix: str, user: Any, *_args: Any, **_kwargs: Any) -> None:
        """Tell them that the way they sign in was changed, and not how: mail is read by others."""
        mail.tell(user.email, mail.SIGN_IN_CHANGED)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Second factors, sealed with the service's key."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "incorrect_code": WRONG_CODE,
        "cannot_delete_authenticator": _("Add another second factor first: your work here needs one."),
    }

    def encrypt(self, text: str) -> str:
        """Return a secret sealed."""
        sealed = seal.seal(text, key=keys.key_of(keys.SERVICE), place="second factor")
        return base64.b64encode(sealed).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Return the secret. Raises CannotOpen."""
        sealed = base64.b64decode(encrypted_text)
        return str(seal.open_sealed(sealed, key=keys.key_of(keys.SERVICE), place="second factor"))

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """The last one stays where the role needs one (R01)."""
        others = Authenticator.objects.filter(user=authenticator.user).exclude(pk=authenticator.pk)
        has_other = others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()
        return has_other or not needs_second_factor(authenticator.user)

    def generate_authenticator_name(self, user: Any, type: Authenticator.Type) -> str:
        """No name: it would be readable in the database, and the date tells them apart."""
        return "-"

    def _get_user_identifier(self, user: Any) -> str:
        return str(user.sign_in_name)

    def _get_site_name(self) -> str:
        here = service()
        return str(here.name) if here else "Alongside"
