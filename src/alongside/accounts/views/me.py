"""One's own account."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from alongside.accounts.access import SignedInRequest, allowed, fresh, secret
from alongside.accounts.actions import change_account, change_password, sign_out_everywhere
from alongside.accounts.forms.sign_in import NewPasswordForm
from alongside.accounts.forms.team import OwnDetailsForm
from alongside.accounts.pages import KeepNothing, answer_form
from alongside.accounts.rules import may_be_here


@allowed(may_be_here)
def me(request: SignedInRequest) -> HttpResponse:
    """What is kept about the one who looks, and how they sign in."""
    return render(request, "accounts/me.html")


@fresh
@allowed(may_be_here)
def details(request: SignedInRequest) -> HttpResponse:
    """Change one's own name, or how one is reached."""
    user = request.user
    return answer_form(
        request,
        OwnDetailsForm,
        template="accounts/form.html",
        save=lambda clean: change_account(user, by=user, **clean),
        then=reverse("me"),
        keeper=request.keeper,
        context={
            "title": _("Change your details"),
            "back_url": reverse("me"),
            "back_label": _("Back to your account"),
        },
        initial={"name": user.name, "email": user.email, "phone": user.phone},
    )


@fresh
@secret
@allowed(may_be_here)
def password(request: SignedInRequest) -> HttpResponse:
    """Choose another password. Other browsers are signed out."""
    user = request.user

    def save(clean: dict[str, Any]) -> None:
        change_password(user, password=clean["password"], by=user)
        update_session_auth_hash(request, user)
        messages.success(request, _("Your password is changed. Other devices are signed out."))

    return answer_form(
        request,
        NewPasswordForm,
        template="accounts/password.html",
        save=save,
        then=reverse("me"),
        keeper=KeepNothing(),
        user=user,
    )


@require_POST
@allowed(may_be_here)
def sign_out_all(request: SignedInRequest) -> HttpResponse:
    """Sign out on every device, this one too."""
    sign_out_everywhere(request.user, by=request.user)
    request.session.flush()
    return redirect("goodbye")
