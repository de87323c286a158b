"""The fairness log: what happened, and what may be done with it."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.casework.forms.fields import RowForm
from alongside.common.forms import Choice, Choices, DateBoxes, Form, LongText, Text, Tick
from alongside.voice.models import SaidHow, Theme, Use

USE_HINTS = {
    Use.COUNT.value: _("Only how often it happens. No words and no name."),
    Use.QUOTE.value: _("In a report or to those who decide, with nothing that shows who they are."),
    Use.TELL_SERVICE.value: _("So that it can answer. It may guess who it was: say so."),
}


class FairnessForm(RowForm):
    """What happened, in the person's words."""

    field_order = ("where", "words", "theme", "happened_on")

    words = LongText(
        label=_("What happened, in their words?"),
        help_text=_("As they say it. Leave out the names of others."),
        missing=_("Write what happened, as they say it"),
    )
    theme = Choice(
        label=_("What was it most of all?"),
        help_text=_("So that we see when the same thing happens to many."),
        choices=Theme.choices,
        missing=_("Choose what it was most of all"),
    )
    happened_on = DateBoxes(
        label=_("When?"),
        help_text=_("It shows whether the same thing happens again."),
        what=_("day it happened"),
        latest="today",
        required=False,
    )
    where = Text(
        label=_("Where was it?"),
        help_text=_("The name of the service. It is for us; it is told to nobody without their yes."),
        missing=_("Write where it happened"),
    )

    def __init__(self, *args: Any, knows_where: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if knows_where:
            del self.fields["where"]


class UseForm(Form):
    """What they allow. Nothing is chosen beforehand, and nothing at all is an answer."""

    uses = Choices(
        label=_("What may we do with it?"),
        help_text=_("Read each one to them. If they choose none, it stays on their record and goes nowhere."),
        choices=Use.choices,
        hints=USE_HINTS,
        required=False,
    )
    may_name_service = Tick(
        label=_("We may say which service it was"),
        help_text=_("Outside our team. Without this we say “a service”."),
    )
    may_name_person = Tick(
        label=_("We may say who they are"),
        help_text=_("Most people say no to this, and that is fine."),
    )
    said_how = Choice(
        label=_("How did they say so?"),
        help_text=_("So that anybody who is asked about it can say."),
        choices=SaidHow.choices,
        missing=_("Choose how they said so"),
    )
