"""What a person says to the agreement, and its words."""

from django.utils.translation import gettext_lazy as _

from alongside.casework.models import Answer, Explained
from alongside.common.forms import Choice, DateBoxes, Form, LongText


class AnswerForm(Form):
    """What a person says to the agreement."""

    answer = Choice(
        label=_("Are you all right with this?"),
        help_text=_("We go on whatever you say."),
        choices=Answer.choices,
        missing=_("Choose yes, not yet or no"),
    )
    explained = Choice(
        label=_("How was it explained?"),
        help_text=_("So that we know it was clear."),
        choices=Explained.choices,
        missing=_("Choose how it was explained"),
    )
    said_on = DateBoxes(
        label=_("When was that?"),
        help_text=_("So that it is clear which words they heard."),
        what=_("day they answered"),
        latest="today",
        missing=_("Write the day"),
    )


class AgreementWordsForm(Form):
    """The agreement in the service's own words."""

    can = LongText(
        label=_("What we can do"),
        help_text=_("One thing on each line, in short words."),
        missing=_("Write what you can do"),
    )
    cannot = LongText(
        label=_("What we cannot do"),
        help_text=_("So that nobody hopes for something that will not come."),
        missing=_("Write what you cannot do"),
    )
    private = LongText(
        label=_("What stays between us"),
        help_text=_("And when you may have to tell someone."),
        missing=_("Write what stays between you, and when it cannot"),
    )
    complain = LongText(
        label=_("If we get it wrong"),
        help_text=_("How to complain, and to whom."),
        missing=_("Write how to complain"),
    )
