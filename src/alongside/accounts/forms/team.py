"""Accounts of the team."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import Role, User
from alongside.common.forms import Choice, Choices, DateBoxes, Form, LongText, Text
from alongside.common.phones import PhoneText

ROLE_HINTS: dict[str, Any] = {
    Role.ADVOCATE: _("Stands beside those who come. Sees those they work with."),
    Role.SUPERVISOR: _("Supports advocates. Sees those they stand in for."),
    Role.COORDINATOR: _("Runs the rota and the team. Sees everybody, except behind a wall."),
    Role.DP_LEAD: _("Looks after people’s rights over what is kept. Reads, and does not write."),
    Role.BOARD: _("Sees figures only, and nobody’s record."),
}


class EmailText(Text):
    """An e-mail address."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.TextInput(attrs={"type": "email", "inputmode": "email"}), **kwargs)

    def clean(self, value: Any) -> str | None:
        """Return the address, or None for an empty box."""
        address: str = super().clean(value)
        if not address:
            return None
        try:
            validate_email(address)
        except ValidationError:
            raise ValidationError(_("Write the whole address, like sam@charity.example")) from None
        return address


class DetailsForm(Form):
    """What somebody is called and how to reach them."""

    name = Text(
        label=_("Name"),
        help_text=_("What the team calls them."),
        missing=_("Write their name"),
        max_length=100,
    )
    email = EmailText(
        label=_("E-mail address"),
        help_text=_("To send them the link to come in, and to tell them when their sign-in changes."),
        required=False,
    )
    phone = PhoneText(
        label=_("Phone"),
        help_text=_("So that colleagues can reach them."),
        required=False,
        empty_value=None,
    )


class OwnDetailsForm(DetailsForm):
    """The same, about oneself."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["name"].help_text = _("What the team calls you.")
        self.fields["email"].help_text = _("To tell you when your sign-in changes, and to help you back in.")
        self.fields["phone"].help_text = _("So that colleagues can reach you.")


class NewAccountForm(DetailsForm):
    """Somebody new in the team."""

    sign_in_name = Text(
        label=_("Sign-in name"),
        help_text=_("What they type to sign in. It cannot be changed later."),
        missing=_("Write a sign-in name"),
        max_length=60,
    )
    roles = Choices(
        label=_("What will they do?"),
        help_text=_("This decides what they can see."),
        choices=Role.choices,
        hints=ROLE_HINTS,
        missing=_("Choose at least one"),
    )
    date_of_birth = DateBoxes(
        label=_("Date of birth"),
        what=_("date of birth"),
        help_text=_("To notice if they are on our records, so that they never open their own."),
        latest="today",
        required=False,
    )

    field_order = ("name", "sign_in_name", "roles", "email", "phone", "date_of_birth")


class RolesForm(Form):
    """What somebody does from now on."""

    roles = Choices(
        label=_("What do they do?"),
        help_text=_("This decides what they can see, from the next page they open."),
        choices=Role.choices,
        hints=ROLE_HINTS,
        missing=_("Choose at least one. To end all of them, close the account."),
    )


class SupervisorForm(Form):
    """Who supervises somebody."""

    supervisor = Choice(label=_("Who supervises them?"), help_text=_("So that both know."), required=False)

    def __init__(self, *args: Any, supervisors: list[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.supervisors = {str(user.pk): user for user in supervisors}
        choices = [("", _("Nobody yet")), *((pk, str(user.name)) for pk, user in self.supervisors.items())]
        self.fields["supervisor"].choices = choices  # type: ignore[attr-defined]

    def clean_supervisor(self) -> User | None:
        """Return the user."""
        return self.supervisors.get(self.cleaned_data["supervisor"])


class ProofForm(Form):
    """How somebody proved who they are, and where to send the link."""

    proof = LongText(
        label=_("How did they show you who they are?"),
        help_text=_(
            "Such as: face to face, or by video with somebody who knows them. Keep no copy of a document."
        ),
        missing=_("Write how they showed you who they are"),
        max_length=500,
    )
    email = EmailText(
        label=_("Their e-mail address"),
        help_text=_("They have none yet, and the link must go to them and nobody else."),
        missing=_("Write their e-mail address"),
    )

    def __init__(self, *args: Any, asks_email: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not asks_email:
            del self.fields["email"]
