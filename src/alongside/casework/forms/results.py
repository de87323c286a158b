"""What came of a case."""

from django.utils.translation import gettext_lazy as _

from alongside.casework.forms.fields import Pounds
from alongside.casework.models import ResultKind
from alongside.common.forms import Choice, DateBoxes, Form, LongText


class ResultForm(Form):
    """One thing that came of it, as they tell it."""

    kind = Choice(
        label=_("What did they get?"),
        help_text=_("We count this, with no names, to show what comes of it."),
        choices=ResultKind.choices,
        missing=_("Choose what they got"),
    )
    words = LongText(
        label=_("What do they say about it?"),
        help_text=_("In their own words. It is their word that counts."),
        required=False,
    )
    arrears = Pounds(
        label=_("If it is money: how many pounds for the past?"),
        help_text=_("Paid back in one go."),
        required=False,
    )
    weekly = Pounds(
        label=_("And how many pounds more each week?"),
        help_text=_("We count it for 52 weeks."),
        required=False,
    )
    told_on = DateBoxes(
        label=_("When did they tell you?"),
        help_text=_("It shows when things change for people."),
        what=_("day they told you"),
        latest="today",
        missing=_("Write the day they told you"),
    )
