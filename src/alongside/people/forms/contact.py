"""How somebody may be reached safely, and what they need."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.common import clock
from alongside.common.forms import Choice, Choices, DateBoxes, Form, LongText, Text, Tick
from alongside.common.phones import PhoneText
from alongside.people.forms.person import without_unreadable
from alongside.people.models import NeedKind, SafeWay
from alongside.people.rules.contact import LONGEST_MONTHS, months_after

ONLY_FACE_TO_FACE = "none"


class AgainForm(Form):
    """A form with a day by which they are asked again."""

    again = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        day = self.fields[self.again]
        day.earliest, day.latest = clock.today(), months_after(clock.today(), LONGEST_MONTHS)  # type: ignore[attr-defined]
        without_unreadable(self)


class SafeContactForm(AgainForm):
    """How they say they may be reached."""

    again = "ask_again_on"

    ways = Choices(
        label=_("Which ways of reaching them are safe?"),
        help_text=_("So that nobody else finds out that they talk to us."),
        choices=[*SafeWay.choices, (ONLY_FACE_TO_FACE, _("None of these: only face to face"))],
        hints={SafeWay.VOICEMAIL: _("Only if nobody else listens to it")},
        missing=_("Tick each way that is safe, or “None of these”"),
    )
    number = PhoneText(
        label=_("Which number is safe?"),
        help_text=_("If it is another than the one we have."),
        required=False,
    )
    code_name = Text(
        label=_("Who should we say we are?"),
        help_text=_("A name that gives nothing away if somebody else picks up."),
        required=False,
    )
    who_answers = Text(
        label=_("Who else may pick up, or open a letter?"),
        help_text=_("So that we know whom we may be talking to."),
        required=False,
    )
    best_time = Text(
        label=_("When is a good time?"), help_text=_("Like: weekdays before noon."), required=False
    )
    words = LongText(
        label=_("Anything else to know"), help_text=_("In their own words."), max_length=2000, required=False
    )
    ask_again_on = DateBoxes(
        label=_("Ask again by"),
        what=_("date to ask again"),
        help_text=_("What is safe can change. We suggest 3 months from now."),
        required=False,
    )

    def clean_ways(self) -> list[str]:
        """Return the ways; none of them where only face to face is safe."""
        ways: list[str] = self.cleaned_data["ways"]
        if ONLY_FACE_TO_FACE in ways and len(ways) > 1:
            self.add_error("ways", _("Tick ways that are safe, or “None of these”, but not both"))
        if SafeWay.VOICEMAIL in ways and SafeWay.CALL not in ways:
            self.add_error(
                "ways", _("A voicemail begins with a call. Tick “A phone call” too, or leave out both")
            )
        return [way for way in ways if way != ONLY_FACE_TO_FACE]


class NeedForm(AgainForm):
    """One thing that they need to take part."""

    again = "review_on"

    kind = Choice(
        label=_("What do they need?"),
        help_text=_("So that every advocate is ready for it."),
        choices=NeedKind.choices,
        missing=_("Choose what they need"),
    )
    words = Text(
        label=_("Say more"),
        help_text=_("Like: which language, how large, or who comes with them."),
        required=False,
    )
    how_met = Text(
        label=_("What we do about it"),
        help_text=_("So that the next advocate can do the same."),
        required=False,
    )
    may_be_shared = Tick(
        label=_("They agree that we tell others about this need"),
        help_text=_("Such as a doctor or an office we call with them. We tell nobody without this."),
    )
    review_on = DateBoxes(
        label=_("Ask again by"),
        what=_("date to ask again"),
        help_text=_("What people need can change. It is asked again after a year at the latest."),
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """An interpreter needs a language, and something else needs words."""
        cleaned = self.cleaned_data
        if cleaned.get("kind") == NeedKind.INTERPRETER and not cleaned.get("words"):
            self.add_error("words", _("Write which language they speak"))
        if cleaned.get("kind") == NeedKind.OTHER and not cleaned.get("words"):
            self.add_error("words", _("Write what they need"))
        return cleaned
