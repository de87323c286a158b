"""Whom to ask whether they would like to offer."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.clinics.queries.matching import Suggestion
from alongside.common.forms import Choices, Form


class AskForm(Form):
    """Which advocates."""

    users = Choices(
        label=_("Whom would you ask?"),
        help_text=_("They are not told who it is, and can say “not this time” without a reason."),
        missing=_("Choose at least one"),
    )

    def __init__(self, *args: Any, suggested: Sequence[Suggestion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.by_id = {str(one.user.pk): one.user for one in suggested}
        field: Any = self.fields["users"]
        field.choices = [(key, str(user.name)) for key, user in self.by_id.items()]
        field.widget.hints = {str(one.user.pk): " · ".join(one.fits) for one in suggested}

    def clean_users(self) -> list[User]:
        """Return the advocates."""
        return [self.by_id[key] for key in self.cleaned_data["users"]]
