"""Input of the pages about expenses."""

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from alongside.common.forms import Choice, DateBoxes, Form, LongText, Text, Tick
from alongside.peers.models import ExpenseKind

MONEY = re.compile(r"(\d{1,4})(?:[.,](\d{2}))?")
SPACES = re.compile(r"[£\s]")


class Pence(forms.CharField):
    """What something cost as people write it: "4.20", "£4.20"; in pence."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", forms.TextInput(attrs={"class": "short", "inputmode": "decimal"}))
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> Any:
        """Return the pence, or None when nothing was typed."""
        typed = SPACES.sub("", str(value or ""))
        if not typed:
            return None
        found = MONEY.fullmatch(typed)
        pence = int(found[1]) * 100 + int(found[2] or 0) if found else 0
        if not pence:
            raise ValidationError(_("Write what it cost, like 4.20"))
        return pence


class ExpenseForm(Form):
    """One thing somebody paid for."""

    kind = Choice(label=_("What was it for?"), choices=ExpenseKind.choices, missing=_("Choose one"))
    pence = Pence(
        label=_("What did it cost?"),
        help_text=_("In pounds, to the penny, as it stands on the receipt. For example, 4.20"),
        error_messages={"required": _("Write what it cost, like 4.20")},
    )
    is_exact = Tick(
        label=_("It cost just this, to the penny"),
        help_text=_("Only for round sums. The job centre may count a round sum as pay."),
    )
    spent_on = DateBoxes(
        label=_("When did you pay it?"), what=_("day"), latest="today", missing=_("Write the day")
    )
    receipt = forms.FileField(
        label=_("Photo of the receipt"),
        help_text=_("The whole receipt, so that the sum can be read."),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,image/webp"}),
    )
    no_receipt_why = Text(
        label=_("If there is none: why?"),
        help_text=_("For example: the bus driver gave none. That is fine."),
        required=False,
    )
    what = Text(
        label=_("Anything else to know"),
        help_text=_("For example, from where to where. No names."),
        required=False,
    )


class ExpenseQuestionForm(Form):
    """A question about a claim."""

    question = LongText(
        label=_("What do you want to know?"), help_text=_("They read it."), missing=_("Write the question")
    )


class ExpenseAnswerForm(Form):
    """The answer to it."""

    answer = LongText(
        label=_("Your answer"), help_text=_("So that it can be paid."), missing=_("Write the answer")
    )
