"""The form that closes a clinic."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.common.forms import DateBoxes, Form, LongText


class CloseForm(Form):
    """How many came, and anything the next team should know."""

    people_came = forms.IntegerField(
        label=_("How many people came?"),
        help_text=_("With or without a name. The count shows how much a place is needed."),
        min_value=0,
        max_value=500,
        error_messages={"required": _("Write how many people came. 0 is fine.")},
    )
    note = LongText(
        label=_("Anything the next team should know about the place"),
        help_text=_("A new door code, a room change. No names: those belong in a note."),
        required=False,
    )


class HoursForm(Form):
    """From when to when the letter tells the hours."""

    from_on = DateBoxes(
        label=_("From which day?"),
        help_text=_("The letter counts the hours from this day on."),
        what=_("first day"),
        latest="today",
        missing=_("Write the first day"),
    )
    until_on = DateBoxes(
        label=_("To which day?"),
        help_text=_("It counts that day too."),
        what=_("last day"),
        latest="today",
        missing=_("Write the last day"),
    )

    def clean(self) -> dict[str, Any]:
        """The first day comes first."""
        told = super().clean() or self.cleaned_data
        first, last = told.get("from_on"), told.get("until_on")
        if first and last and first > last:
            self.add_error("until_on", _("The last day must be the first day or later."))
        return told
