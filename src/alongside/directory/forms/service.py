"""A service: what it is, where, and when."""

import re
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator, validate_email
from django.utils import dates
from django.utils.translation import gettext_lazy as _

from alongside.common.forms import Choice, Choices, Form, LongText, Text, Tick, TimeText
from alongside.common.phones import PhoneText
from alongside.directory.actions import PlaceTold
from alongside.directory.emails import looks_personal
from alongside.directory.models import OpenTo, WhatIsWrong
from alongside.directory.needs import NEEDS
from alongside.directory.outward_codes import outward_code_of
from alongside.directory.queries import DAYS

BETWEEN = re.compile(r"\s*(?:,|;|&|\band\b)\s*")
FROM_TO = re.compile(r"\s*(?:-|–|—|\bto\b|\buntil\b)\s*")


class AgeField(forms.IntegerField):
    """An age in years, or nothing."""

    def __init__(self, **kwargs: Any) -> None:
        sentence = _("Write the age as a number, like 18")
        super().__init__(
            min_value=0,
            max_value=120,
            required=False,
            widget=forms.TextInput(attrs={"class": "short", "inputmode": "numeric"}),
            error_messages=dict.fromkeys(("invalid", "min_value", "max_value"), sentence),
            **kwargs,
        )


class ServiceForm(Form):
    """What a service is, whom it is for, and how it is reached."""

    name = Text(
        label=_("What is the service called?"),
        missing=_("Write the name of the service"),
        help_text=_("As it calls itself, so that people can ask for it."),
    )
    organization = Text(
        label=_("Who runs it?"), required=False, help_text=_("Leave it empty if the name says it.")
    )
    description = LongText(
        label=_("What do they do?"),
        required=False,
        help_text=_("In a few plain words. It is found by these words too."),
    )
    needs = Choices(
        label=_("What is it for?"),
        choices=[(need.code, need.word) for need in NEEDS],
        missing=_("Choose at least one"),
        help_text=_("So that it is found by what people need."),
    )
    phone = PhoneText(
        label=_("Phone number"), max_length=200, required=False, help_text=_("The one we ring first.")
    )
    email = Text(label=_("E-mail"), required=False, help_text=_("The one of the service."))
    email_is_personal = Tick(
        label=_("This is one worker’s own address"),
        help_text=_("Then we use it and never publish it."),
    )
    email_is_desk = Tick(
        label=_("This is a desk’s address, and may be published"),
        help_text=_("Only asked where an address looks like one person’s own."),
    )
    url = Text(label=_("Website"), required=False, help_text=_("It is printed on sheets as a code to scan."))
    by_phone = Tick(label=_("They help by phone"), help_text=_("Then it is found from everywhere."))
    online = Tick(label=_("They help online"), help_text=_("Then it is found from everywhere."))
    open_to = Choice(
        label=_("Who may come?"),
        choices=OpenTo.choices,
        initial=OpenTo.EVERYONE.value,
        missing=_("Choose who may come"),
        help_text=_("So that nobody is sent away at the door."),
    )
    minimum_age = AgeField(label=_("Youngest age"), help_text=_("Only where they say one."))
    maximum_age = AgeField(label=_("Oldest age"), help_text=_("Only where they say one."))
    eligibility_description = LongText(
        label=_("Who is it for, in their words?"),
        required=False,
        help_text=_("For example, people who live in Hulme."),
    )
    application_process = LongText(
        label=_("How does somebody get in?"),
        required=False,
        help_text=_("Walk in, ring first, a voucher, a letter from a doctor. This saves a wasted journey."),
    )
    fees = Text(label=_("What does it cost?"), required=False, help_text=_("For example, free."))
    our_note = LongText(
        label=_("What do we know about getting in?"),
        required=False,
        help_text=_("Only our workers read this. No names of those we support."),
    )
    not_in_public_feed = Tick(
        label=_("Keep it to ourselves"),
        help_text=_("Then our workers find it and nobody else does."),
    )

    def clean_url(self) -> str:
        """Add what people leave out, and check the rest."""
        typed: str = self.cleaned_data["url"]
        url = typed if not typed or "://" in typed else f"https://{typed}"
        if url:
            _check(URLValidator(schemes=["http", "https"]), url, _("Write the website like www.example.org"))
        return url

    def clean(self) -> dict[str, Any]:
        """Ask whose an address is that looks like one person's, before it can be published."""
        clean = dict(super().clean() or {})
        is_desk, is_personal = clean.pop("email_is_desk", False), clean.get("email_is_personal")
        email = clean.get("email")
        if email and looks_personal(email) and bool(is_desk) == bool(is_personal):
            self.add_error("email", _("This may be one worker’s own address. Tick below whose it is."))
        return clean

    def clean_email(self) -> str:
        """Check that it can be an address."""
        typed: str = self.cleaned_data["email"]
        if typed:
            _check(validate_email, typed, _("Write the e-mail like help@example.org"))
        return typed


class PlaceForm(Form):
    """Where a service is."""

    address = LongText(
        label=_("Address"), required=False, help_text=_("House and street. The postcode has its own box.")
    )
    city = Text(label=_("Town"), required=False, help_text=_("So that people find it."))
    postal_code = Text(
        label=_("Postcode"),
        required=False,
        max_length=10,
        help_text=_("So that it is found from near by. The first half will do."),
    )
    access = LongText(
        label=_("Getting through the door"),
        required=False,
        help_text=_("Steps, a lift, a bell, parking. So that nobody is stuck outside."),
    )
    hide_address = Tick(
        label=_("Hide this address"),
        help_text=_("For a refuge. Only coordinators see it. It is on no list, no sheet and no feed."),
    )

    def clean_postal_code(self) -> str:
        """Write it as post offices do."""
        typed = self.cleaned_data["postal_code"].upper()
        code = outward_code_of(typed)
        if typed and not code:
            raise ValidationError(_("Write the postcode like M15 6AA, or M15"))
        rest = re.sub(r"[^A-Z0-9]", "", typed)[len(code) :]
        return f"{code} {rest}".strip()

    def clean(self) -> dict[str, Any]:
        """Put what was said of the place together, as the actions take it."""
        clean: dict[str, Any] = super().clean() or self.cleaned_data
        told = {name: clean.pop(name, "") for name in PlaceForm.base_fields}
        return {**clean, "place": PlaceTold(**told)}


class DayTimes(Text):
    """The times of one day: "10-12, 14:00-16:30"."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(required=False, max_length=80, **kwargs)

    def to_python(self, value: Any) -> Any:
        """Return each time from and to."""
        return [_range(part) for part in BETWEEN.split(value.strip()) if part] if value else []

    def run_validators(self, value: Any) -> None:
        """The times are checked already."""


class TimesForm(Form):
    """When a service is open in a usual week."""

    mo = DayTimes(
        label=dates.WEEKDAYS[0], help_text=_("Like 10-12, 14:00-16:30. Leave a day it is shut empty.")
    )
    tu = DayTimes(label=dates.WEEKDAYS[1])
    we = DayTimes(label=dates.WEEKDAYS[2])
    th = DayTimes(label=dates.WEEKDAYS[3])
    fr = DayTimes(label=dates.WEEKDAYS[4])
    sa = DayTimes(label=dates.WEEKDAYS[5])
    su = DayTimes(label=dates.WEEKDAYS[6])
    times_in_words = LongText(
        label=_("Times that fit no box"),
        required=False,
        help_text=_("For example, not in August. We show these words and never guess from them."),
    )

    def clean(self) -> dict[str, Any]:
        """Put the times of all days together, as the actions take them."""
        clean: dict[str, Any] = super().clean() or self.cleaned_data
        times = {day: clean.pop(day.lower(), []) for day in DAYS}
        return {**clean, "times": times}


class NewServiceForm(TimesForm, PlaceForm, ServiceForm):
    """A new service: what, where, when."""


class WrongForm(Form):
    """What is not as we say."""

    kind = Choice(
        label=_("What is wrong?"),
        choices=WhatIsWrong.choices,
        missing=_("Choose what is wrong"),
        help_text=_("Your coordinator looks, so that the next person is not sent in vain."),
    )
    words = LongText(
        label=_("What did you find?"),
        required=False,
        help_text=_("What is right instead, if you know. No names of those we support."),
    )

    def clean_kind(self) -> WhatIsWrong:
        """Return the kind itself."""
        return WhatIsWrong(self.cleaned_data["kind"])


def _check(check: Any, value: str, sentence: Any) -> None:
    try:
        check(value)
    except ValidationError:
        raise ValidationError(sentence) from None


def _range(part: str) -> tuple[time, time]:
    ends = FROM_TO.split(part)
    if len(ends) != 2 or not all(ends):
        raise ValidationError(_("Write from and to, like 10-12 or 14:00-16:30"))
    opens, closes = (TimeText().to_python(end) for end in ends)
    return opens, closes
