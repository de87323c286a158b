"""What the person wants said."""

from datetime import date
from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.casework.forms.fields import RowForm, agreed_on_field
from alongside.casework.models import AgreedHow, WasItRight
from alongside.common import clock
from alongside.common.forms import Choice, DateBoxes, Form, LongText, Text


class WordsForm(RowForm):
    """To whom, and what."""

    to_whom = Text(
        label=_("To whom?"),
        help_text=_("The person or office who should hear it."),
        missing=_("Write who should hear it"),
    )
    words = LongText(
        label=_("What do they want said?"),
        help_text=_("In their own words. Nothing else is said for them."),
        missing=_("Write what they want said"),
    )


class AgreeForm(Form):
    """The person agreed to the words."""

    agreed_how = Choice(
        label=_("How did they agree?"),
        help_text=_("Nobody speaks for them before this."),
        choices=AgreedHow.choices,
        missing=_("Choose how they agreed"),
    )
    agreed_on = agreed_on_field(missing=_("Write the day they agreed"))


class InstructionForm(WordsForm):
    """New words, agreed at once or later."""

    agreed_how = Choice(
        label=_("Have they agreed to these words?"),
        help_text=_("Read them back. Nobody speaks for them before they agree."),
        choices=[("", _("Not yet")), *AgreedHow.choices],
        required=False,
    )
    agreed_on = agreed_on_field(required=False)

    def clean(self) -> dict[str, Any]:
        """A day alone is no agreement; agreement without a day was today."""
        clean: dict[str, Any] = super().clean() or {}
        day: date = clean.get("agreed_on") or clock.today()
        clean["agreed_on"] = day if clean.get("agreed_how") else None
        return clean


class SaidForm(Form):
    """The words were said."""

    done_on = DateBoxes(
        label=_("When was it said?"),
        help_text=_("It shows what was said and when, if anybody asks."),
        what=_("day it was said"),
        latest="today",
        missing=_("Write the day it was said"),
    )
    said_back = LongText(
        label=_("What was said back?"), help_text=_("So that they hear all of it."), required=False
    )


class WasRightForm(RowForm):
    """Whether it was what they wanted."""

    was_right = Choice(
        label=_("Was it what they wanted said?"),
        help_text=_("Ask them. Next time we do it better."),
        choices=WasItRight.choices,
        missing=_("Choose an answer, or “Not asked yet”"),
    )
    words = LongText(
        label=_("What do they say about it?"), help_text=_("In their own words."), required=False
    )
