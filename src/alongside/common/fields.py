"""The kinds of answer a form can ask for, forgiving of how people write them."""

import calendar
import datetime
import re
from collections.abc import Mapping, Sequence
from typing import Any, Literal

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MaxLengthValidator
from django.utils import dates
from django.utils.formats import date_format
from django.utils.functional import Promise, lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.common import clock
from alongside.common.widgets import BoxesForDate, RadioCards, TickCards

Words = str | Promise
Limit = datetime.date | Literal["today"] | None

SPACE = re.compile(r"\s")
TIME = re.compile(r"(\d{1,2})(?:[:.h]?(\d{2}))?(?:([ap])\.?m?\.?)?")
LENGTH = re.compile(
    r"(?:(\d{1,2})(?:h|hr|hrs|hour|hours|:))?(?:and)?(?:(\d{1,4})(?:m|min|mins|minute|minutes)?)?"
)
TOO_LONG = _("Make this shorter: at most %(limit_value)d letters. It has %(show_value)d.")


class Text(forms.CharField):
    """A line of text. Too long is said, not cut off."""

    def __init__(self, *, missing: Words = "", max_length: int | None = 200, **kwargs: Any) -> None:
        super().__init__(error_messages=_missing(missing), **kwargs)
        if max_length:
            self.validators.append(MaxLengthValidator(max_length, TOO_LONG))


class LongText(Text):
    """Text of any usual length, in a box that grows with it."""

    widget = forms.Textarea(attrs={"rows": 4})

    def __init__(self, *, max_length: int | None = 20_000, **kwargs: Any) -> None:
        super().__init__(max_length=max_length, **kwargs)


class Tick(forms.BooleanField):
    """One box to tick. Only `required=True` insists on it."""

    def __init__(self, *, required: bool = False, missing: Words = "", **kwargs: Any) -> None:
        super().__init__(required=required, error_messages=_missing(missing), **kwargs)


class Choice(forms.ChoiceField):
    """One of a few answers, as cards. `hints` explains answers; `look` is a class of the style sheet."""

    def __init__(
        self, *, missing: Words = "", hints: Mapping[str, Words] | None = None, look: str = "", **kwargs: Any
    ) -> None:
        kwargs.setdefault("widget", RadioCards(look=look, hints=hints))
        sentences = {"invalid_choice": _("Choose one of these answers"), **_missing(missing)}
        super().__init__(error_messages=sentences, **kwargs)


class Choices(forms.MultipleChoiceField):
    """Any number of a few answers, as cards."""

    def __init__(
        self, *, missing: Words = "", hints: Mapping[str, Words] | None = None, look: str = "", **kwargs: Any
    ) -> None:
        kwargs.setdefault("widget", TickCards(look=look, hints=hints))
        sentences = {"invalid_choice": _("Choose from these answers"), **_missing(missing)}
        super().__init__(error_messages=sentences, **kwargs)


class DateBoxes(forms.Field):
    """A date as day, month and year. `what` is its name in sentences, such as "date of the visit"."""

    widget = BoxesForDate

    def __init__(
        self,
        *,
        what: Words = "",
        earliest: Limit = None,
        latest: Limit = None,
        missing: Words = "",
        **kwargs: Any,
    ) -> None:
        self.what = what or _("date")
        self.earliest, self.latest = earliest, latest
        kwargs.setdefault("help_text", _example())
        super().__init__(error_messages=_missing(missing), **kwargs)

    def to_python(self, value: Sequence[Any] | datetime.date | None) -> datetime.date | None:
        """Return the date in the three boxes, or raise each sentence that helps to put it right."""
        if value is None or isinstance(value, datetime.date):
            return value
        day, month, year = (str(part or "").strip() for part in value)
        if not (day or month or year):
            return None
        numbers = _number(day, 1, 31), _month(month), _number(year, 1900, 2099)
        if problems := self._not_numbers(numbers, year) or self._not_in_the_calendar(*numbers):
            raise ValidationError(problems)
        return datetime.date(numbers[2], numbers[1], numbers[0])

    def validate(self, value: datetime.date | None) -> None:
        """Check that the date is neither too early nor too late."""
        super().validate(value)
        latest, earliest = _as_date(self.latest), _as_date(self.earliest)
        if value and latest and value > latest:
            self._refuse(_("The %(what)s must be %(limit)s or earlier"), latest)
        if value and earliest and value < earliest:
            self._refuse(_("The %(what)s must be %(limit)s or later"), earliest)

    def _not_numbers(self, numbers: Sequence[int], year: str) -> list[str]:
        """Return a sentence for each box that is empty or wrong."""
        two_numbers = _("The %(what)s needs all 4 numbers of the year, like %(year)s")
        sentences = (
            _("The %(what)s needs a day from 1 to 31"),
            _("The %(what)s needs a month from 1 to 12"),
            two_numbers if re.fullmatch(r"\d\d", year) else _("The %(what)s needs a year, like %(year)s"),
        )
        facts = {"what": self.what, "year": clock.today().year}
        return [text % facts for text, number in zip(sentences, numbers, strict=True) if not number]

    def _not_in_the_calendar(self, day: int, month: int, year: int) -> list[str]:
        last = calendar.monthrange(year, month)[1]
        sentence = _("%(month)s %(year)d has %(last)d days. Check the %(what)s")
        facts = {"month": dates.MONTHS[month], "year": year, "last": last, "what": self.what}
        return [sentence % facts] if day > last else []

    def _refuse(self, sentence: Any, limit: datetime.date) -> None:
        named = gettext("today") if limit == clock.today() else date_format(limit, "j F Y")
        raise ValidationError(sentence % {"what": self.what, "limit": named})


class TimeText(forms.CharField):
    """A time of day as people write it: "9", "9.30", "930", "9:30am", "14:00"."""

    def __init__(self, *, missing: Words = "", **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"class": "short"}))
        super().__init__(error_messages=_missing(missing), **kwargs)

    def prepare_value(self, value: Any) -> Any:
        """Show a time that is known already without its seconds."""
        return f"{value.hour}:{value.minute:02}" if isinstance(value, datetime.time) else value

    def to_python(self, value: Any) -> Any:
        """Return the time, or None when nothing was typed."""
        if value is None or isinstance(value, datetime.time):
            return value
        typed = SPACE.sub("", str(value)).lower()
        return _time(typed) if typed else None


class MinutesField(forms.CharField):
    """A length of time in whole minutes: "20", "45 min", "1h 20", "1:20"."""

    def __init__(self, *, most: int = 24 * 60, missing: Words = "", **kwargs: Any) -> None:
        self.most = most
        kwargs.setdefault("widget", forms.TextInput(attrs={"class": "short"}))
        super().__init__(error_messages=_missing(missing), **kwargs)

    def to_python(self, value: Any) -> Any:
        """Return the minutes, or None when nothing was typed."""
        typed = SPACE.sub("", str("" if value is None else value)).lower()
        if not typed:
            return None
        found = LENGTH.fullmatch(typed)
        if not found:
            raise ValidationError(_("Write the minutes as a number, like 20"))
        minutes = int(found[1] or 0) * 60 + int(found[2] or 0)
        if minutes > self.most:
            raise ValidationError(_("Write %(most)d minutes or fewer") % {"most": self.most})
        return minutes


def _missing(sentence: Words) -> dict[str, Any]:
    """Return what to say to an empty answer, as Django takes it."""
    return {"required": sentence} if sentence else {}


@lazy
def _example() -> str:
    today = clock.today()
    return gettext("For example, %(date)s") % {"date": f"{today.day} {today.month} {today.year}"}


def _as_date(limit: Limit) -> datetime.date | None:
    return clock.today() if limit == "today" else limit


def _number(typed: str, least: int, most: int) -> int:
    """Return the number, or 0 when there is none from `least` to `most`."""
    number = int(typed) if re.fullmatch(r"\d{1,4}", typed) else 0
    return number if least <= number <= most else 0


def _month(typed: str) -> int:
    """Return the number of a month written as a number or a name ("3", "mar", "March")."""
    start = typed.lower().rstrip(".")
    for number, name in dates.MONTHS.items():
        if len(start) >= 3 and str(name).lower().startswith(start):
            return number
    return _number(typed, 1, 12)


def _time(typed: str) -> datetime.time:
    """Return the time; 12am is midnight, 12pm is noon, and a bare number is on the 24-hour clock."""
    found = TIME.fullmatch(typed)
    hour, minute = (int(found[1]), int(found[2] or 0)) if found else (24, 0)
    if found and found[3]:
        hour = hour % 12 + (12 if found[3] == "p" else 0) if 1 <= hour <= 12 else 24
    if hour > 23 or minute > 59:
        raise ValidationError(_("Write the time like 9:30 or 14:00"))
    return datetime.time(hour, minute)
