"""Asking a statutory advocate, and what they answered."""

from django.utils.translation import gettext_lazy as _

from alongside.casework.models import HandOverAnswer, Statutory
from alongside.common.forms import Choice, DateBoxes, Form, LongText, Text, Tick


class HandOverForm(Form):
    """Whom we asked, and what we do meanwhile."""

    kind = Choice(
        label=_("What kind of advocate?"),
        help_text=_("The law says who must be given which."),
        choices=Statutory.choices,
        missing=_("Choose what kind of advocate"),
    )
    to_whom = Text(
        label=_("Whom did you ask?"),
        help_text=_("The service or the council team, so that somebody can ask again."),
        missing=_("Write whom you asked"),
    )
    asked_on = DateBoxes(
        label=_("When did you ask?"),
        help_text=_("If no answer comes, somebody asks again."),
        what=_("day you asked"),
        latest="today",
        missing=_("Write the day you asked"),
    )
    cannot_instruct = Tick(
        label=_("They cannot tell us what they want, even with help"),
        help_text=_("Then we open no case: we would be guessing. The statutory advocate speaks for them."),
    )
    witness = LongText(
        label=_("What do we do meanwhile?"),
        help_text=_("Only a little: be there, write down what we see and hear."),
        required=False,
        max_length=2000,
    )


class HandOverAnswerForm(Form):
    """What they said."""

    answer = Choice(
        label=_("What did they say?"),
        help_text=_("If they say no, ask why, and ask somebody else."),
        choices=HandOverAnswer.choices,
        missing=_("Choose what they said"),
    )
    answered_on = DateBoxes(
        label=_("When did they say so?"),
        help_text=_("It shows how long they had to wait."),
        what=_("day they answered"),
        latest="today",
        required=False,
    )
    is_over = Tick(
        label=_("This is over"),
        help_text=_("They can say what they want now, or nobody has to be asked any more."),
    )
