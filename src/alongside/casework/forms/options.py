"""The options sheet."""

from collections.abc import Iterable
from typing import Any, cast

from django.utils.translation import gettext_lazy as _

from alongside.casework.forms.fields import Pick, RowForm
from alongside.casework.models import Option
from alongside.common.forms import DateBoxes, Form, LongText, Text


class OptionForm(RowForm):
    """Something the person could do."""

    words = Text(
        label=_("What could they do?"),
        help_text=_("Also things you would not do yourself. It is their choice."),
        missing=_("Write what they could do"),
    )
    good = LongText(label=_("What is good about it?"), help_text=_("As they see it."), required=False)
    bad = LongText(label=_("What is bad about it?"), help_text=_("As they see it."), required=False)
    risk = LongText(
        label=_("What could go wrong?"), help_text=_("So that nothing comes as a surprise."), required=False
    )

    def __init__(self, *args: Any, is_do_nothing: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_do_nothing:
            del self.fields["words"]


class ChoiceForm(Form):
    """What the person chose."""

    option = Pick(
        label=_("What did they choose?"),
        help_text=_("They choose, not us. They can choose again later."),
        missing=_("Choose one of the options"),
    )
    why = LongText(label=_("Why?"), help_text=_("In their own words."), required=False)
    chosen_on = DateBoxes(
        label=_("When did they choose?"),
        help_text=_("It shows which choice is the newest."),
        what=_("day they chose"),
        latest="today",
        missing=_("Write the day they chose"),
    )

    def __init__(self, *args: Any, options: Iterable[Option], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(Pick, self.fields["option"]).offer([(option, option.label) for option in options])
