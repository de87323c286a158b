"""What an advocate tells about their own shifts."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.clinics.forms.sessions import when_and_where
from alongside.clinics.models import Shift
from alongside.common.forms import Choice, Form


class SwapForm(Form):
    """Which shift to have instead."""

    marks_skippable = False
    theirs = Choice(
        label=_("Which one would you like instead?"),
        help_text=_("Whoever has it is asked. They do not see who asks."),
        widget=forms.Select,
        missing=_("Choose one"),
    )

    def __init__(self, *args: Any, shifts: Iterable[Shift], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.shifts = {str(shift.pk): shift for shift in shifts}
        named = [(key, when_and_where(shift.session)) for key, shift in self.shifts.items()]
        self.fields["theirs"].choices = [("", _("Choose one")), *named]  # type: ignore[attr-defined]

    def clean_theirs(self) -> Shift:
        """Return the shift."""
        return self.shifts[self.cleaned_data["theirs"]]
