"""Input about checks."""

from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from alongside.accounts.queries import terms
from alongside.common.forms import Choice, DateBoxes, Form, LongText, Text
from alongside.peers.models import AppealOutcome, CheckOutcome, Level, ShiftRole


def _roles() -> list[tuple[str, Any]]:
    """Return the roles in the service's own words."""
    words = terms()
    return [(role.value, capfirst(words.get(role.value) or str(role.label))) for role in ShiftRole]


class CheckForm(Form):
    """What is decided about one role."""

    role = Choice(label=_("For which role?"), choices=_roles, missing=_("Choose a role"))
    level = Choice(
        label=_("What does the role ask for?"),
        choices=Level.choices,
        missing=_("Choose one"),
        help_text=_("Never more than the law allows for the role. If you are unsure, ask for less."),
    )
    outcome = Choice(label=_("What do you propose?"), choices=CheckOutcome.choices, missing=_("Choose one"))
    why = LongText(
        label=_("Why?"),
        help_text=_(
            "How it bears on this role, what has changed since, what you agreed. A past is no bar by itself. "
            "Do not copy what the certificate says."
        ),
        missing=_("Write why"),
    )
    certificate_on = DateBoxes(
        label=_("Date of the certificate"), what=_("date"), latest="today", required=False
    )
    certificate_number = Text(
        label=_("Number of the certificate"),
        help_text=_("Give the paper back. No copy is kept."),
        max_length=30,
        required=False,
    )
    review_on = DateBoxes(label=_("When do we look at it again?"), what=_("day"), missing=_("Write the day"))

    def clean_role(self) -> ShiftRole:
        """Return the role itself."""
        return ShiftRole(self.cleaned_data["role"])

    def clean_level(self) -> Level:
        """Return the level itself."""
        return Level(self.cleaned_data["level"])


class AppealForm(Form):
    """Asking for a decision to be looked at again."""

    appeal = LongText(
        label=_("What should be seen differently?"),
        help_text=_("Somebody who had no part in it reads this and answers you."),
        missing=_("Write what should be seen differently"),
    )


class HearForm(Form):
    """The answer to an appeal."""

    outcome = Choice(label=_("What is the answer?"), choices=AppealOutcome.choices, missing=_("Choose one"))
    why = LongText(label=_("Why?"), help_text=_("They read this."), missing=_("Write why"))
