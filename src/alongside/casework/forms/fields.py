"""Fields of the forms of a case: one of some rows, what it is about, money."""

import re
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.common.forms import Choice, DateBoxes, Form
from alongside.common.widgets import RadioCards
from alongside.crypto.fields import Unreadable

NOT_MONEY = re.compile(r"[£,\s]")
POUNDS = re.compile(r"\d{1,6}(?:\.\d{1,2})?")


class TopicCards(RadioCards):
    """Topics as cards, each group folded away until it is pressed: there are too many to read through."""

    template_name = "casework/widgets/topics.html"


class Pick(Choice):
    """One of some rows, told apart by their ids: the form gives them to `offer`, clean data is the row."""

    def __init__(self, **kwargs: Any) -> None:
        self.rows: dict[str, Model] = {}
        super().__init__(**kwargs)

    def offer(self, rows: Iterable[tuple[Model, str]], *, none: str | Promise = "") -> None:
        """Let the user choose among these, each with what it is called; `none` is the answer for none."""
        named = [(str(row.pk), row, label) for row, label in rows]
        self.rows = {key: row for key, row, _label in named}
        self.choices = [*([("", none)] if none else []), *((key, label) for key, _row, label in named)]

    def clean(self, value: Any) -> Any:
        """Return the row, or None."""
        return self.rows.get(super().clean(value))


class Pounds(forms.CharField):
    """An amount of money as people write it: "120", "£72.50", "1,200"."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"class": "short", "inputmode": "decimal"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        """Return the amount in pounds, or None when nothing was typed."""
        typed = NOT_MONEY.sub("", str(value or ""))
        if not typed:
            return None
        if not POUNDS.fullmatch(typed):
            raise ValidationError(_("Write the pounds as a number, like 120 or 72.50"))
        return Decimal(typed)


class RowForm(Form):
    """A form that begins with what stands in a row.

    What could not be opened is left out: an empty box would write over it. What is required starts empty.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, value in list(self.initial.items()):
            if isinstance(value, Unreadable):
                self.initial[name] = None
                if not self.fields[name].required:
                    del self.fields[name]


def agreed_on_field(**more: Any) -> DateBoxes:
    """Return the question on which day somebody agreed to words."""
    return DateBoxes(
        label=_("When did they agree?"),
        help_text=_("It shows that they said yes first."),
        what=_("day they agreed"),
        latest="today",
        **more,
    )


def doer_field() -> Pick:
    """Return the question which of us has a step."""
    return Pick(
        label=_("Which of us does it with them?"),
        help_text=_("Leave it if nobody has it yet."),
        required=False,
        widget=forms.Select,
    )


def offer_colleagues(field: Pick, colleagues: Iterable[User]) -> None:
    """Let the user choose among colleagues."""
    field.offer([(user, str(user.name)) for user in colleagues], none=_("Nobody yet"))
