"""Contact notes."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.casework.forms.fields import Pick, RowForm
from alongside.casework.models import OUTSIDE, Case, ContactKind, Instruction
from alongside.common.forms import Choice, DateBoxes, LongText, MinutesField, Tick, TimeText

KINDS = (
    (_("With them"), [(kind.value, kind.label) for kind in ContactKind if kind not in OUTSIDE]),
    (_("With the other side"), [(kind.value, kind.label) for kind in OUTSIDE]),
)


class NoteForm(RowForm):
    """A contact. What happened, what they said and what one thinks are three boxes, and one is enough."""

    kind = Choice(
        label=_("What kind of contact?"),
        help_text=_("So that we can count our work."),
        choices=KINDS,
        widget=forms.Select,
        missing=_("Choose what kind of contact it was"),
    )
    words = LongText(
        label=_("What they said"), help_text=_("In their own words. These come first."), required=False
    )
    fact = LongText(
        label=_("What happened"), help_text=_("Only what you saw or heard. Keep it short."), required=False
    )
    view = LongText(
        label=_("What you think"),
        help_text=_("They can read this too. It stays apart from the facts."),
        required=False,
    )
    happened_on = DateBoxes(
        label=_("When was it?"),
        help_text=_("It puts the story in order."),
        what=_("day of the contact"),
        latest="today",
        missing=_("Write the day"),
    )
    happened_at = TimeText(label=_("At what time?"), help_text=_("Only if it matters."), required=False)
    minutes = MinutesField(
        label=_("How long did it take?"),
        help_text=_("In minutes. It shows what our time goes on."),
        required=False,
    )
    case = Pick(
        label=_("Which case is it about?"), help_text=_("So that it stands with the rest."), required=False
    )
    instruction = Pick(
        label=_("Which words had they agreed to?"),
        help_text=_("Only if you spoke to the other side for them."),
        required=False,
    )
    no_instruction_why = LongText(
        label=_("If there were none: why?"),
        help_text=_("For example, they spoke for themselves."),
        required=False,
    )

    was_hard = Tick(
        label=_("This was hard for me"),
        help_text=_("A colleague offers to talk with you within a day. They are not told about whom."),
    )

    def __init__(
        self,
        *args: Any,
        cases: Iterable[Case],
        instructions: Iterable[Instruction],
        is_anonymous: bool,
        is_new: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        if not is_new:
            del self.fields["was_hard"]
        if is_anonymous:
            del self.fields["happened_at"]
        if known := list(cases):
            cast(Pick, self.fields["case"]).offer(
                [(case, str(case.aim)) for case in known], none=_("None of them")
            )
        else:
            del self.fields["case"]
        cast(Pick, self.fields["instruction"]).offer(
            [(words, str(words.to_whom)) for words in instructions], none=_("There were none")
        )
