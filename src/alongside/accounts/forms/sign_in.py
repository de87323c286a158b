"""Signing in, and choosing how. Password managers and pasting work in every box (R02)."""

from typing import Any

from allauth.account.forms import LoginForm
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm
from django import forms
from django.contrib.auth.password_validation import validate_password
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.common.forms import Form


class Secret(forms.CharField):
    """A password, as it was typed: spaces at its ends belong to it."""

    def __init__(self, *, autocomplete: str, missing: Any, **kwargs: Any) -> None:
        widget = forms.PasswordInput(attrs={"autocomplete": autocomplete})
        super().__init__(strip=False, widget=widget, error_messages={"required": missing}, **kwargs)


class SignInForm(Form, LoginForm):
    """A sign-in name and a password."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        name = forms.CharField(
            label=_("Sign-in name"),
            max_length=200,
            widget=forms.TextInput(
                attrs={"autocomplete": "username webauthn", "autocapitalize": "none", "spellcheck": "false"}
            ),
            error_messages={"required": _("Write your sign-in name")},
        )
        password = Secret(
            label=_("Password"),
            autocomplete="current-password webauthn",
            missing=_("Write your password"),
        )
        self.fields = {"login": name, "password": password}


def _code_field(label: Any, help_text: Any) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=help_text,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "class": "short"}),
        error_messages={"required": _("Write the code")},
    )


class CodeForm(Form, AuthenticateForm):
    """The code of an app, or one of the codes kept for a lost phone."""

    code = _code_field(_("Code"), _("The 6 numbers your app shows now, or one of your spare codes."))


class AddAppForm(Form, ActivateTOTPForm):
    """The first code of an app shows that it was set up."""

    code = _code_field(_("The code it shows now"), _("This makes sure that the app and we agree."))


class AddPasskeyForm(AddWebAuthnForm):
    """A passkey asks for a finger, a face or a PIN each time, so that it is two factors in one."""

    def clean(self) -> dict[str, Any]:
        """Insist on that check."""
        self.cleaned_data["passwordless"] = True
        return dict(super().clean())


def _is_mostly_the_name(password: str, user: User) -> bool:
    """Whether fewer than six letters or numbers are left without the names that colleagues know."""
    left = password.casefold()
    for name in sorted(f"{user.sign_in_name} {user.name}".casefold().split(), key=len, reverse=True):
        left = left.replace(name, "")
    return sum(letter.isalnum() for letter in left) < 6


class NewPasswordForm(Form):
    """A password of their own choice, twice because it cannot be seen."""

    password = Secret(
        label=_("New password"),
        help_text=_("At least 10 letters or numbers. Three words nobody would put together are good."),
        autocomplete="new-password",
        missing=_("Write a new password"),
    )
    password_again = Secret(
        label=_("The same again"),
        help_text=_("So that a slip does not lock you out."),
        autocomplete="new-password",
        missing=_("Write the same password again"),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        self.user = user
        super().__init__(*args, **kwargs)

    def clean_password(self) -> str:
        """Check that it is long enough and that not everybody uses it."""
        password: str = self.cleaned_data["password"]
        validate_password(password, self.user)
        if _is_mostly_the_name(password, self.user):
            raise forms.ValidationError(_("This is nearly your own name. Choose words nobody would guess."))
        return password

    def clean(self) -> dict[str, Any]:
        """Check that both are the same."""
        first, second = self.cleaned_data.get("password"), self.cleaned_data.pop("password_again", None)
        if first and second and first != second:
            self.add_error("password_again", _("The two are not the same. Write both again."))
        return self.cleaned_data


class AgainForm(Form):
    """The password of the one who has signed in already."""

    password = Secret(
        label=_("Your password"), autocomplete="current-password", missing=_("Write your password")
    )
