"""What a person tells us of themselves."""

import re
from collections.abc import Callable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from alongside.common.forms import DateBoxes, Form, LongText, Text, Tick
from alongside.common.phones import PhoneText
from alongside.crypto.fields import Unreadable
from alongside.people.forms.find import choice_of
from alongside.people.models import Person

POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)( ?[0-9][A-Z]{2})?", re.IGNORECASE)
NEW = "new"


def without_unreadable(form: forms.Form) -> None:
    """Leave out what could not be opened: an empty box would write over it."""
    for name, value in form.initial.items():
        if isinstance(value, Unreadable):
            del form.fields[name]


class PersonForm(Form):
    """Who they are, as far as they want to say."""

    called = Text(
        label=_("What do they like to be called?"),
        help_text=_("A first name or a nickname is fine. We use it when we speak to them."),
        required=False,
    )
    full_name = Text(
        label=_("Full name"), help_text=_("Letters and calls to other services need it."), required=False
    )
    date_of_birth = DateBoxes(
        label=_("Date of birth"),
        what=_("date of birth"),
        latest="today",
        help_text=_("For example, 27 3 1980. Other services ask for it to find the right person."),
        required=False,
    )
    phone = PhoneText(
        label=_("Phone number"),
        help_text=_("So that we can reach them. Next we ask what is safe."),
        required=False,
    )
    email = forms.EmailField(
        label=_("E-mail address"),
        help_text=_("Only if they like to get e-mail."),
        error_messages={"invalid": _("Write the e-mail address like name@place.example")},
        required=False,
    )
    address = LongText(
        label=_("Where letters reach them"),
        help_text=_("A home, a hostel, or “care of” somebody. For letters only."),
        max_length=500,
        required=False,
    )
    area = Text(
        label=_("First part of the postcode"),
        help_text=_("Like NG1. It tells us which help is near them. We do not need the rest."),
        max_length=10,
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        without_unreadable(self)

    def clean_area(self) -> str:
        """Keep the first part only, also where somebody typed all of it."""
        area: str = self.cleaned_data["area"]
        found = POSTCODE.fullmatch(area)
        if area and not found:
            raise ValidationError(_("Write the first part of a postcode, like NG1"))
        return found[1].upper() if found else ""


class ChangePersonForm(PersonForm):
    """What they tell us now."""

    about_me = LongText(
        label=_("About me"),
        help_text=_(
            "What they want every advocate to know, in their own words. Then they need not say it twice."
        ),
        required=False,
    )


class NewPersonForm(PersonForm):
    """A new record, which asks first whether somebody known already is meant."""

    waiting = Tick(
        label=_("They are waiting for an advocate"),
        help_text=_("Then they are on the list of those to find somebody for."),
    )

    def __init__(self, *args: Any, known: Callable[..., list[Person]], may_wait: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.known = known
        if not may_wait:
            del self.fields["waiting"]

    def clean(self) -> dict[str, Any]:
        """Put a known person under "same" where that is who was meant."""
        cleaned = self.cleaned_data
        told = {name: cleaned.get(name) for name in ("called", "full_name", "date_of_birth", "phone")}
        if likely := {str(person.pk): person for person in self.known(**told)}:
            self._ask(likely)
            cleaned["same"] = likely.get(self.data.get("same", ""))
        return cleaned

    def _ask(self, likely: dict[str, Person]) -> None:
        self.fields["same"] = choice_of(
            likely,
            (NEW, _("No, somebody new")),
            label=_("Is this the same person?"),
            help_text=_("One record for each person keeps their story together."),
        )
        self.order_fields(["same"])
        if self.data.get("same") not in {*likely, NEW}:
            self.add_error("same", _("Say whether this is somebody you know already"))
