"""When somebody can, what the rota may know of them, and what a clinic needs."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from alongside.clinics.models import (
    HOURS,
    MOST_A_WEEK,
    MOST_HELPERS,
    Clinic,
    ClinicNeed,
    Supply,
    ToMatch,
    Trait,
)
from alongside.clinics.queries.supply import clock_of
from alongside.common.fields import TimeText
from alongside.common.forms import Choice, Choices, DateBoxes, Form, LongText, Text
from alongside.common.languages import Language
from alongside.common.weekdays import Weekday
from alongside.directory.outward_codes import OUTWARD, WHOLE

LINE = re.compile(
    r"\s*(\w{3,})\W+(?:\w+\s+)??(\d[\d:.apm]*)\s*(?:-|–|\w+)\s*(\d[\d:.apm]*)\W*", re.IGNORECASE
)
"""A line such as “Monday 10 to 12:30”."""

PARTS = [
    (part.value, _("%(part)s, %(first)d to %(last)d") % {"part": part.label, "first": first, "last": last})
    for part, (first, last) in HOURS.items()
]


class OutwardCodeText(Text):
    """The first half of a postcode. A whole one is cut, since the half is all we keep."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"class": "short"}))
        super().__init__(required=False, **kwargs)

    def to_python(self, value: Any) -> str:
        """Return the outward code in capitals, or raise what it should look like."""
        letters = re.sub(r"\W", "", super().to_python(value) or "").upper()
        if whole := WHOLE.fullmatch(letters):
            return whole[1]
        if letters and not OUTWARD.fullmatch(letters):
            raise ValidationError(_("Write the first half of a postcode, like M15"))
        return letters


class HoursForm(Form):
    """The usual week, and how often."""

    other = LongText(
        label=_("Other hours"),
        required=False,
        help_text=_("If your hours are otherwise. A line for each, like “Monday 10 to 12:30”."),
    )
    most_a_week = Choice(
        label=_("How many shifts a week at most?"),
        choices=[(str(number), str(number)) for number in range(MOST_A_WEEK + 1)],
        widget=forms.Select,
        help_text=_("So that nobody is asked for more than they want to give."),
    )
    area = OutwardCodeText(
        label=_("Where do you set out from?"),
        help_text=_("The first half of your postcode, like M15, so that ways are short. No more is kept."),
    )
    prefers = Choices(
        label=_("Where do you like to be?"),
        required=False,
        help_text=_("The rota tries. Tick none if you do not mind."),
    )

    def __init__(self, *args: Any, places: Iterable[Clinic], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for day in Weekday:
            field = Choices(label=day.label, choices=PARTS, look="tally", required=False)
            self.fields[name_of(day)] = field
        self.places = {str(place.pk): place for place in places}
        named = [(key, str(place.name)) for key, place in self.places.items()]
        self.fields["prefers"].choices = named  # type: ignore[attr-defined]
        self.order_fields([*(name_of(day) for day in Weekday), "other", "most_a_week", "area", "prefers"])

    def clean_other(self) -> list[list[int]]:
        """Return each line as weekday, from and until in minutes after midnight."""
        lines = self.cleaned_data["other"].splitlines()
        return [_hours(line) for line in lines if line.strip()]

    def clean(self) -> dict[str, Any]:
        """Return what the action takes."""
        cleaned = super().clean() or self.cleaned_data
        parts = [[day.value, part] for day in Weekday for part in cleaned.get(name_of(day), [])]
        return {
            "parts": parts,
            "hours": cleaned.get("other", []),
            "most_a_week": int(cleaned.get("most_a_week") or 1),
            "area": cleaned.get("area", ""),
            "prefers": [self.places[key] for key in cleaned.get("prefers", [])],
        }


def name_of(day: Weekday) -> str:
    """Return the name of the field of a weekday."""
    return f"day_{day.value}"


def hours_initial(supply: Supply | None) -> dict[str, Any]:
    """Return how a form stands for what was told before."""
    if supply is None:
        return {"most_a_week": "1"}
    days: dict[str, Any] = {name_of(day): [] for day in Weekday}
    for day, part in supply.parts:
        days[name_of(Weekday(day))].append(part)
    return {
        **days,
        "other": "\n".join(_line(*window) for window in supply.hours),
        "most_a_week": str(supply.most_a_week),
        "area": supply.area,
        "prefers": supply.prefers,
    }


def _line(day: int, begins: int, ends: int) -> str:
    words = {"day": Weekday(day).label, "begins": clock_of(begins), "ends": clock_of(ends)}
    return gettext("%(day)s %(begins)s to %(ends)s") % words


def _hours(line: str) -> list[int]:
    """Return the weekday and the hours in a line, or raise a sentence that names the line."""
    found = LINE.fullmatch(line)
    wrong = ValidationError(gettext("Write “%(line)s” like “Monday 10 to 12:30”") % {"line": line.strip()})
    if not found:
        raise wrong
    begun = found[1].lower()
    days = [day.value for day in Weekday if str(day.label).lower().startswith(begun)]
    try:
        begins, ends = (TimeText().to_python(found[number]) for number in (2, 3))
    except ValidationError:
        raise wrong from None
    if not days or ends <= begins:
        raise wrong
    return [days[0], 60 * begins.hour + begins.minute, 60 * ends.hour + ends.minute]


class AboutMeForm(Form):
    """What somebody lets the rota know of them."""

    languages = Choices(
        label=_("Which languages do you speak, beside English?"),
        choices=Language.choices,
        look="tally",
        required=False,
        help_text=_("So that somebody is there who can be understood. Only the ones you would use here."),
    )
    traits = Choices(
        label=_("What else may the rota know of you?"),
        choices=Trait.choices,
        required=False,
        help_text=_("Some places ask for, say, a woman. Tick only what you are happy for it to use."),
    )
    to_match = Choices(
        label=_("May the coordinator know some of it, when somebody asks for an advocate like you?"),
        choices=ToMatch.choices,
        required=False,
        help_text=_(
            "So that somebody who asks for Polish, or for a woman, can find you. They see what was asked for "
            "and no more. Tick nothing, and only the planner knows."
        ),
    )


class OtherDaysForm(Form):
    """Days that are otherwise than usual."""

    can = Choice(
        label=_("Can you, or not?"),
        choices=[("no", _("I cannot")), ("yes", _("I can, beyond my usual hours"))],
        missing=_("Choose whether you can"),
    )
    begins_on = DateBoxes(label=_("From which day?"), what=_("first day"), missing=_("Write the first day"))
    ends_on = DateBoxes(
        label=_("Until which day?"),
        what=_("last day"),
        required=False,
        help_text=_("That day too. Leave it empty for one day."),
    )
    starts_at = TimeText(label=_("From what time?"), required=False, help_text=_("Empty: all day."))
    ends_at = TimeText(label=_("Until what time?"), required=False)

    def clean_can(self) -> bool:
        """Return yes or no."""
        return bool(self.cleaned_data["can"] == "yes")


class NeedForm(Form):
    """What a clinic needs."""

    helpers = Choice(
        label=_("How many helpers, beside the two?"),
        choices=[
            (str(number), ngettext("%d helper", "%d helpers", number) % number)
            for number in range(MOST_HELPERS + 1)
        ],
        widget=forms.Select,
        help_text=_("At a drop-in, say, with the lunch."),
    )
    area = OutwardCodeText(
        label=_("First half of its postcode"), help_text=_("So that ways are short. Like M15.")
    )
    languages = Choices(
        label=_("Which languages are asked for?"),
        choices=Language.choices,
        look="tally",
        required=False,
        help_text=_("The rota tries to have somebody there who speaks each."),
    )
    traits = Choices(
        label=_("What else is asked for?"),
        choices=Trait.choices,
        look="tally",
        required=False,
        help_text=_("The rota tries to have one such person there."),
    )
    only_languages = Choices(
        label=_("Which languages must everybody there speak?"),
        choices=Language.choices,
        look="tally",
        required=False,
        help_text=_("Only if the work cannot be done without. Nobody else is put on then."),
    )
    only_traits = Choices(
        label=_("Is anybody else kept away?"),
        choices=Trait.choices,
        look="tally",
        required=False,
        help_text=_(
            "Only where the place insists, such as a women’s refuge: all who are put on must be this."
        ),
    )

    def clean_helpers(self) -> int:
        """Return a number."""
        return int(self.cleaned_data["helpers"])


def need_initial(need: ClinicNeed | None) -> Mapping[str, Any]:
    """Return how the form stands for what was said before."""
    told = need or ClinicNeed()
    return {name: getattr(told, name) for name in NeedForm.base_fields}
