"""A box for a telephone number, as people write it."""

from typing import Any

import phonenumbers
from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from alongside.common.fields import Text


class PhoneText(Text):
    """One number: with spaces, +44 or an extension, or as short as 999 and 116 123. Kept as typed."""

    def __init__(self, *, max_length: int | None = 40, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"inputmode": "tel"}))
        super().__init__(max_length=max_length, **kwargs)

    def validate(self, value: Any) -> None:
        """Check that it has as many digits as numbers have."""
        super().validate(value)
        if value not in self.empty_values and not _is_possible(str(value)):
            raise ValidationError(_("Check the phone number. Write only the number, like 0115 496 0123"))


def _is_possible(typed: str) -> bool:
    try:
        number = phonenumbers.parse(typed, "GB")
    except phonenumbers.NumberParseException:
        return False
    if number.country_code == 44 and number.italian_leading_zero:
        # an 0 that nothing long enough follows, like 0115 4
        return False
    is_short = phonenumbers.is_possible_short_number_for_region(number, "GB")
    return is_short or phonenumbers.is_possible_number(number)
