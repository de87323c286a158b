"""Letting Universal Credit talk to one of us."""

from collections.abc import Sequence
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.casework.forms.fields import Pick
from alongside.casework.models import GivenHow
from alongside.common.forms import Choice, DateBoxes, Form, LongText

DAY = _("Write the day of the month as a number from 1 to 31")


class UcConsentForm(Form):
    """Who, what and why: Universal Credit asks for each."""

    named = Pick(
        label=_("Which of us may they talk to?"),
        help_text=_("Universal Credit wants one name. It does not take “the service”."),
        missing=_("Choose which of us"),
        widget=forms.Select,
    )
    what = LongText(
        label=_("What may Universal Credit tell us?"),
        help_text=_("Only what is needed. “Everything” is not taken."),
        missing=_("Write what they may tell us"),
        max_length=1000,
    )
    why = LongText(
        label=_("Why?"),
        help_text=_("Universal Credit asks for the reason. When it is done, the consent ends."),
        missing=_("Write why"),
        max_length=1000,
    )
    given_on = DateBoxes(
        label=_("When did they tell Universal Credit?"),
        help_text=_("It runs out some time after this day."),
        what=_("day they told Universal Credit"),
        latest="today",
        missing=_("Write the day"),
    )
    how = Choice(
        label=_("How?"),
        help_text=_("So that you can say where it stands if nobody finds it."),
        choices=GivenHow.choices,
        missing=_("Choose how they told Universal Credit"),
    )
    assessment_day = forms.IntegerField(
        label=_("On which day of the month does their assessment period begin?"),
        help_text=_("It stands on each payment statement. It decides when the consent runs out."),
        min_value=1,
        max_value=31,
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "numeric"}),
        error_messages={"required": DAY, "invalid": DAY, "min_value": DAY, "max_value": DAY},
    )

    def __init__(self, *args: Any, colleagues: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(Pick, self.fields["named"]).offer([(user, str(user.name)) for user in colleagues])
