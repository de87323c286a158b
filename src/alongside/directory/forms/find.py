"""What is looked for in the directory."""

from datetime import time, timedelta
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import dates
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.common import clock
from alongside.common.forms import Choice, Form, Text
from alongside.directory.models import OpenTo
from alongside.directory.needs import NEEDS
from alongside.directory.outward_codes import outward_code_of
from alongside.directory.queries import TimeAsked, Wish, now_asked

PARTS = {
    "morning": (time(6), time(11, 59, 59)),
    "afternoon": (time(12), time(16, 59, 59)),
    "evening": (time(17), time(23, 59, 59)),
}
WHOLE_DAY = time.min, time(23, 59, 59)
USUAL_REACH = 10


def _days() -> list[tuple[str, Any]]:
    """Return the days that can be asked about, today first."""
    today = clock.today()
    days = [today + timedelta(days=number) for number in range(7)]
    return [
        ("", _("Any day")),
        ("now", _("Open now")),
        *(
            (str(day.weekday()), gettext("Today") if day == today else dates.WEEKDAYS[day.weekday()])
            for day in days
        ),
    ]


class FindForm(Form):
    """Who can I send this person to? Every question can be left out."""

    marks_skippable = False

    need = Choice(
        label=_("What is needed?"),
        choices=[("", _("Anything")), *((need.code, need.word) for need in NEEDS)],
        widget=forms.Select,
        required=False,
    )
    day = Choice(label=_("When?"), choices=_days, widget=forms.Select, required=False)
    part = Choice(
        label=_("Which part of the day?"),
        choices=[
            ("", _("Any time")),
            ("morning", _("Morning")),
            ("afternoon", _("Afternoon")),
            ("evening", _("Evening")),
        ],
        widget=forms.Select,
        required=False,
    )
    area = Text(
        label=_("Near where?"),
        help_text=_("The first half of a postcode, like M15. More is not needed and not kept."),
        max_length=12,
        required=False,
    )

    within = Choice(
        label=_("How far?"),
        help_text=_("We count from the middle of the area. In the country a place can be several miles out."),
        choices=[
            ("0", _("Less than 2 miles")),
            ("5", _("Up to 5 miles")),
            ("10", _("Up to 10 miles")),
            ("25", _("Up to 25 miles")),
        ],
        widget=forms.Select,
        required=False,
    )
    open_to = Choice(
        label=_("Who is it for?"),
        help_text=_("Some places are for women only or for men only."),
        choices=[("", _("Anybody")), (OpenTo.WOMEN.value, _("A woman")), (OpenTo.MEN.value, _("A man"))],
        widget=forms.Select,
        required=False,
    )
    age = forms.IntegerField(
        label=_("How old are they?"),
        help_text=_("Some places are only for some ages."),
        min_value=0,
        max_value=120,
        required=False,
        widget=forms.TextInput(attrs={"class": "short", "inputmode": "numeric"}),
        error_messages=dict.fromkeys(
            ("invalid", "min_value", "max_value"), _("Write the age as a number, like 34")
        ),
    )
    words = Text(
        label=_("Any words"),
        help_text=_("Part of a name, or what they do. For example, soup."),
        max_length=100,
        required=False,
    )

    more = ("within", "open_to", "age", "words")

    def clean_area(self) -> str:
        """Keep the first half of a postcode only."""
        typed = self.cleaned_data["area"]
        code = outward_code_of(typed)
        if typed and not code:
            raise ValidationError(_("Write the first half of a postcode, like M15"))
        # the rest is not shown again either
        self.data = {**self.data.dict(), "area": code}  # type: ignore[attr-defined]
        return code

    def wish(self) -> Wish:
        """Return what is looked for."""
        told = self.cleaned_data
        return Wish(
            need=told["need"],
            when=self._when(told["day"], told["part"]),
            area=told["area"],
            within=int(told["within"] or USUAL_REACH),
            age=told["age"],
            open_to=told["open_to"],
            words=told["words"],
        )

    def in_words(self) -> str:
        """Return what is looked for as one line: "Food · Open now · Near M15 · Change"."""
        asked = [
            str(label)
            for name in ("need", "day", "part", "open_to")
            for value, label in self.fields[name].choices  # type: ignore[attr-defined]
            if value and value == self.cleaned_data[name]
        ]
        if area := self.cleaned_data["area"]:
            asked.append(gettext("Near %(area)s") % {"area": area})
        return " · ".join([*asked, gettext("Change what you look for")])

    @property
    def asks_more(self) -> bool:
        """Tell whether something that is asked for less often was filled in, or is wrong."""
        return any(self[name].value() or self[name].errors for name in self.more)

    def _when(self, day: str, part: str) -> TimeAsked | None:
        if day == "now":
            return now_asked()
        if not day and not part:
            return None
        today = clock.today()
        ahead = (int(day) - today.weekday()) % 7 if day else 0
        return TimeAsked(today + timedelta(days=ahead), *PARTS.get(part, WHOLE_DAY))
