"""What was asked, what came back, and where it goes next."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.casework.forms.fields import RowForm
from alongside.casework.models import AskAnswer, AskKind, ReasonGiven
from alongside.common.forms import Choice, DateBoxes, Form, LongText, Text
from alongside.rights.rule import Pathway


class AskForm(Form):
    """A new ask."""

    kind = Choice(
        label=_("What is it about?"),
        help_text=_("We count this, with no names, to show where people wait."),
        choices=AskKind.choices,
        hints={AskKind.PRESCRIPTION.value: _("The answer is due on the same day")},
        missing=_("Choose what it is about"),
    )
    of_whom = Text(
        label=_("Who was asked?"),
        help_text=_("A name or a job. It is the one to go back to."),
        missing=_("Write who was asked"),
    )
    words = LongText(
        label=_("What was asked for?"),
        help_text=_("As it was put to them. For a promise: what they promised."),
        missing=_("Write what was asked for"),
    )
    asked_on = DateBoxes(
        label=_("When were they asked?"),
        help_text=_("We count the days without an answer from here."),
        what=_("day they were asked"),
        latest="today",
        missing=_("Write the day they were asked"),
    )
    due_on = DateBoxes(
        label=_("By when should they answer?"),
        help_text=_("So that nobody forgets to chase it. With no day, nothing reminds us."),
        what=_("day of the answer"),
        required=False,
    )


class AnswerForm(RowForm):
    """What came back."""

    answer = Choice(
        label=_("What did they say?"),
        help_text=_("To what was asked for, not to something else."),
        choices=AskAnswer.choices,
        missing=_("Choose what they said"),
    )
    answered_on = DateBoxes(
        label=_("When?"),
        help_text=_("We count how long it took."),
        what=_("day of the answer"),
        latest="today",
        missing=_("Write the day of the answer"),
    )
    reason = Choice(
        label=_("Did they say why?"),
        help_text=_("A reason in writing is what the next one up will ask for."),
        choices=ReasonGiven.choices,
        required=False,
    )
    answer_words = LongText(
        label=_("What were their words?"), help_text=_("As they said or wrote it."), required=False
    )
    review_on = DateBoxes(
        label=_("When will they look at it again?"),
        help_text=_("If they named a day."),
        what=_("day they look at it again"),
        required=False,
    )


class MoveUpForm(Form):
    """To whoever is next."""

    rung = Choice(
        label=_("Which step is it?"),
        help_text=_("From what we know about rights in this. Leave it if none fits."),
        required=False,
        widget=forms.Select,
    )
    to_whom = Text(
        label=_("Who is next?"), help_text=_("A name, a job or an office."), missing=_("Write who is next")
    )
    go_on = DateBoxes(
        label=_("On which day?"),
        help_text=_("A day ahead is fine, if you have agreed to wait until then."),
        what=_("day it goes to them"),
        missing=_("Write the day it goes to them"),
    )
    why = LongText(label=_("Why?"), help_text=_("So that the next one can follow."), required=False)
    due_on = DateBoxes(
        label=_("By when should they answer?"),
        help_text=_("Leave it, and the day that stood there stays."),
        what=_("day of the answer"),
        required=False,
    )

    def __init__(self, *args: Any, pathways: Iterable[Pathway], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        groups = [(each.title, [(step.title, step.title) for step in each.steps]) for each in pathways]
        cast(Choice, self.fields["rung"]).choices = [("", _("None of these")), *groups]
