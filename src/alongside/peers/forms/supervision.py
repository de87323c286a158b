"""Input of the pages about supervision."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import time
from typing import Any, Protocol, cast
from uuid import UUID

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.common.forms import Choice, DateBoxes, Form, LongText, Text, TimeText
from alongside.common.weekdays import Weekday
from alongside.peers.models import Presence

MARK = "mark-"
THEMES = _("What was it about? No names of people we stand alongside.")


CHOICES = [*Presence.choices, ("", _("Leave it open"))]


class RegisterLine(Protocol):
    """One advocate of the register, with whatever the page shows beside them."""

    @property
    def user(self) -> User:
        """The advocate."""


class RegisterForm(Form):
    """Who was there, one question for each advocate, and what it was about."""

    marks_skippable = False
    themes = LongText(label=_("What did you talk about?"), help_text=THEMES, required=False)

    def __init__(
        self, *args: Any, lines: Sequence[RegisterLine], there: Mapping[UUID, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.lines = {f"{MARK}{line.user.pk}": line for line in lines}
        for name, line in self.lines.items():
            label = gettext("Was %(name)s there?") % {"name": line.user.name}
            field = Choice(label=label, choices=CHOICES, look="tally", required=False)
            field.initial = there.get(line.user.pk, "")
            self.fields[name] = field
        self.order_fields([*self.lines, "themes"])

    def rows(self) -> Iterator[tuple[RegisterLine, BoundField]]:
        """Yield each advocate with the question about them."""
        for name, line in self.lines.items():
            yield line, self[name]

    def clean(self) -> dict[str, Any]:
        """Return the marks by user, nobody who was left open, and the themes."""
        cleaned = super().clean() or self.cleaned_data
        marks = {line.user: cleaned[name] for name, line in self.lines.items() if cleaned.get(name)}
        return {"marks": marks, "themes": cleaned.get("themes", "")}


class SupervisionSettingForm(Form):
    """When and where supervision is."""

    weekday = Choice(
        label=_("On which day of the week?"),
        choices=[(str(day.value), day.label) for day in Weekday],
        widget=forms.Select,
        missing=_("Choose the day"),
    )
    starts_at = TimeText(
        label=_("At what time?"), help_text=_("For example, 10:00"), missing=_("Write the time")
    )
    place = Text(label=_("Where?"), required=False, help_text=_("So that everybody finds it."))
    within_days = forms.IntegerField(
        label=_("Within how many days must somebody have been there?"),
        help_text=_("After that, a coordinator decides whether they may be put on. 14 is usual."),
        min_value=7,
        max_value=90,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "narrow"}),
        error_messages=dict.fromkeys(
            ("required", "invalid", "min_value", "max_value"), _("Write a number of days from 7 to 90")
        ),
    )

    def clean_weekday(self) -> int:
        """Return the day as a number."""
        return int(self.cleaned_data["weekday"])

    def clean_starts_at(self) -> time:
        """Return the time."""
        return cast(time, self.cleaned_data["starts_at"])


class AgreeActionForm(Form):
    """What somebody said they would do."""

    user = Choice(label=_("Who?"), widget=forms.Select, missing=_("Choose who"))
    what = LongText(
        label=_("What will they do?"),
        help_text=_("In their own words. They see it on their own page."),
        missing=_("Write what they will do"),
    )
    due_on = DateBoxes(label=_("By when?"), what=_("day"), required=False)

    def __init__(self, *args: Any, users: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.users = {str(user.pk): user for user in users}
        named = [(key, str(user.name)) for key, user in self.users.items()]
        self.fields["user"].choices = [("", _("Choose a name")), *named]  # type: ignore[attr-defined]

    def clean_user(self) -> User:
        """Return the advocate."""
        return self.users[self.cleaned_data["user"]]


class TalkAloneForm(Form):
    """A supervision one to one that took place."""

    on = DateBoxes(label=_("When was it?"), what=_("day"), latest="today", missing=_("Write the day"))
    themes = LongText(label=_("What did you talk about?"), help_text=THEMES, required=False)


class AskToTalkForm(Form):
    """Asking to talk alone."""

    about = LongText(
        label=_("What would you like to talk about?"),
        help_text=_("Only whoever supervises reads it. It helps them to make time. You can leave it empty."),
        required=False,
    )


class PrivateNoteForm(Form):
    """Something one writes for oneself."""

    words = LongText(
        label=_("Your note"),
        help_text=_("Only you can read this. It is in no report, and nobody can ask for it to be shown."),
        missing=_("Write something, or go back"),
    )


class LetWorkForm(Form):
    """The decision to let somebody work though supervision was missed."""

    why = LongText(
        label=_("Why may they work for now?"),
        help_text=_("For example: they were ill, and you talked on the phone. It is kept with your name."),
        missing=_("Write why they may work for now"),
    )
