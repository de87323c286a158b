"""Steps and the ladder."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.casework.forms.fields import Pick, RowForm, doer_field, offer_colleagues
from alongside.casework.models import Instruction, Rung, Step
from alongside.common.forms import Choice, DateBoxes, Form, LongText, Text

RUNG_HINTS = {
    str(Rung.ALONE): _("They do it, and say how it went"),
    str(Rung.TOGETHER): _("Side by side"),
    str(Rung.YOU_SPEAK): _("One of us speaks and they are there"),
    str(Rung.YOU_ACT): _("One of us does it. Say why"),
}


def _rung_field() -> Choice:
    return Choice(
        label=_("Who does it?"),
        help_text=_("Start at the top. Go down only as far as they want."),
        choices=Rung.choices,
        hints=RUNG_HINTS,
        look="ladder",
        missing=_("Choose who does it"),
    )


def _due_on_field() -> DateBoxes:
    return DateBoxes(
        label=_("By when?"),
        help_text=_("So that nobody forgets it."),
        what=_("day it is due"),
        required=False,
    )


def _words_for(instructions: Iterable[Instruction]) -> list[tuple[Instruction, str]]:
    return [(words, str(words.to_whom)) for words in instructions]


class StepForm(Form):
    """A new step."""

    what = Text(
        label=_("What is to be done?"),
        help_text=_("One small thing."),
        missing=_("Write what is to be done"),
        max_length=500,
    )
    rung = _rung_field()
    rung_why = LongText(
        label=_("If you act for them: why?"), help_text=_("As you agreed it with them."), required=False
    )
    doer = doer_field()
    due_on = _due_on_field()

    def __init__(self, *args: Any, colleagues: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_colleagues(cast(Pick, self.fields["doer"]), colleagues)

    def clean_rung(self) -> int:
        """Return the rung as a number."""
        return int(self.cleaned_data["rung"])


class PlanForm(RowForm):
    """What, by when, and which of us."""

    what = Text(label=_("What is to be done?"), missing=_("Write what is to be done"), max_length=500)
    doer = doer_field()
    due_on = _due_on_field()

    def __init__(self, *args: Any, step: Step, colleagues: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if step.is_for_the_person:
            del self.fields["doer"]
        else:
            offer_colleagues(cast(Pick, self.fields["doer"]), colleagues)


class MoveForm(Form):
    """To another rung."""

    rung = _rung_field()
    why = LongText(
        label=_("Why?"), help_text=_("Needed when it moves down the ladder, towards us."), required=False
    )
    doer = doer_field()

    def __init__(self, *args: Any, colleagues: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_colleagues(cast(Pick, self.fields["doer"]), colleagues)

    def clean_rung(self) -> int:
        """Return the rung as a number."""
        return int(self.cleaned_data["rung"])


class FinishForm(Form):
    """Done. Where one of us spoke: on which agreed words."""

    done_on = DateBoxes(
        label=_("When was it done?"),
        help_text=_("It puts the story in order."),
        what=_("day it was done"),
        latest="today",
        missing=_("Write the day it was done"),
    )
    instruction = Pick(
        label=_("Which words had they agreed to?"),
        help_text=_("Nobody speaks for them without words they agreed to."),
        required=False,
    )
    no_instruction_why = LongText(
        label=_("If there were none: why?"),
        help_text=_("For example, there was no time to ask."),
        required=False,
    )

    def __init__(self, *args: Any, step: Step, instructions: Iterable[Instruction], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if step.rung < Rung.YOU_SPEAK:
            del self.fields["instruction"], self.fields["no_instruction_why"]
        else:
            cast(Pick, self.fields["instruction"]).offer(_words_for(instructions), none=_("There were none"))


class CancelForm(Form):
    """Off the list."""

    why = Text(label=_("Why?"), help_text=_("So that nobody wonders later."), required=False)


class HandOverForm(Form):
    """To a named colleague."""

    to = Pick(
        label=_("Who takes it on?"),
        help_text=_("They will be able to see this person."),
        widget=forms.Select,
        missing=_("Choose who takes it on"),
    )

    def __init__(self, *args: Any, colleagues: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast(Pick, self.fields["to"])
        field.offer([(user, str(user.name)) for user in colleagues], none=_("Choose a name"))
