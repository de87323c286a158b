"""A clinic: where it is, when it is, its risk sheet and its door."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from alongside.clinics.models import ClinicKind, ExceptionKind
from alongside.common.forms import Choice, DateBoxes, Form, LongText, Text, Tick, TimeText
from alongside.common.weekdays import Weekday


class PlaceForm(Form):
    """Where it is, who hosts it, and how to get in."""

    name = Text(
        label=_("What do you call this place?"),
        missing=_("Write a name for the place"),
        help_text=_("It stands in every list. For example, Canal Street hostel."),
    )
    kind = Choice(label=_("What is it?"), missing=_("Choose what it is"))
    host = Text(
        label=_("Who hosts it?"),
        required=False,
        help_text=_("The service that lends us the room. We are independent of it."),
    )
    address = LongText(
        label=_("Address"),
        required=False,
        help_text=_("So that everyone finds it. The public page shows it too, unless you change that there."),
    )
    room = Text(label=_("Room"), required=False, help_text=_("Where inside the building."))
    getting_in = LongText(
        label=_("Getting in"),
        required=False,
        help_text=_("Steps, lift, bell, whom to ask for. Read by those who work there. No door code here."),
    )

    def __init__(self, *args: Any, words: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            (ClinicKind.CLINIC.value, capfirst(words["clinic"])),
            (ClinicKind.DROP_IN.value, _("Drop-in")),
        ]
        self.fields["kind"].choices = choices  # type: ignore[attr-defined]


class SeriesForm(Form):
    """On which day of the week, from when until when, and since when."""

    weekday = Choice(
        label=_("Which day of the week?"),
        choices=[("", _("Choose a day")), *((str(day.value), day.label) for day in Weekday)],
        widget=forms.Select,
        missing=_("Choose the day of the week"),
    )
    starts_at = TimeText(
        label=_("Starts at"), missing=_("Write when it starts"), help_text=_("Like 10 or 13:30.")
    )
    ends_at = TimeText(label=_("Ends at"), missing=_("Write when it ends"), help_text=_("Like 12 or 15:30."))
    starts_on = DateBoxes(
        label=_("What is the first day?"),
        what=_("first day"),
        missing=_("Write the first day"),
        help_text=_("Sessions are made from this day on."),
    )
    ends_on = DateBoxes(
        label=_("What is the last day?"),
        what=_("last day"),
        required=False,
        help_text=_("Only if you know it already. After it no sessions are made."),
    )
    runs_on_bank_holidays = Tick(
        label=_("It also runs on bank holidays"),
        help_text=_("Most places are shut then, so usually it does not."),
    )

    def clean_weekday(self) -> int:
        """Return the day as a number."""
        return int(self.cleaned_data["weekday"])


class ClinicForm(SeriesForm, PlaceForm):
    """A new clinic: the place, then the series."""


class RiskSheetForm(Form):
    """What to know to be safe there."""

    risk_sheet = LongText(
        label=_("Risk sheet"),
        missing=_("Write the risk sheet"),
        help_text=_("What keeps advocates safe here: exits, alarm, who is near, what to avoid. No names."),
    )


class DoorCodeForm(Form):
    """How the door opens."""

    door_code = Text(
        label=_("Door code"),
        required=False,
        max_length=60,
        help_text=_(
            "Only those on shift see it, on the day and the day before. Leave it empty if there is none."
        ),
    )


class PublicPageForm(Form):
    """What anybody may read of it."""

    is_public = Tick(
        label=_("Show it on the public page"),
        help_text=_(
            "Then anybody can read its name, its days, its hours and its address, on the web and on paper."
        ),
    )
    public_address = LongText(
        label=_("Address for the public page"),
        required=False,
        max_length=500,
        help_text=_(
            "Only if it is not the address we have. For a quiet place, write how to ask where it is."
        ),
    )
    public_notes = LongText(
        label=_("How to find us there"),
        required=False,
        max_length=1000,
        help_text=_("Steps, lift, bus, which door. Anybody can read this. No door code and no names."),
    )


class ExceptionForm(Form):
    """One day that is otherwise."""

    on = DateBoxes(
        label=_("Which day?"), what=_("day"), earliest="today", missing=_("Write the day that is different")
    )
    kind = Choice(
        label=_("What is different?"),
        choices=ExceptionKind.choices,
        hints={
            ExceptionKind.MOVED.value: _("Write the new times below."),
            ExceptionKind.RUNS_ANYWAY.value: _("On a bank holiday, or an extra day."),
        },
        missing=_("Choose what is different"),
    )
    starts_at = TimeText(
        label=_("Starts at"), required=False, help_text=_("Only if the times are different.")
    )
    ends_at = TimeText(label=_("Ends at"), required=False, help_text=_("Only if the times are different."))
    why = LongText(label=_("Why?"), required=False, help_text=_("It helps those who ask later."))

    def clean_kind(self) -> ExceptionKind:
        """Return the kind itself."""
        return ExceptionKind(self.cleaned_data["kind"])
