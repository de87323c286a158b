"""The three questions of the complaint route, and a check of a rule."""

from django.utils.translation import gettext_lazy as _

from alongside.common.forms import Choice, Form, LongText
from alongside.rights.complaint_routes import Answered, Kind, Payer


class RouteForm(Form):
    """Any of the three may be skipped."""

    kind = Choice(
        label=_("What kind of service is it?"),
        help_text=_("Each kind has its own rules."),
        choices=Kind.choices,
        required=False,
    )
    payer = Choice(
        label=_("Who pays for it or runs it?"),
        help_text=_("This decides which ombudsman can help. Skip it if you do not know."),
        choices=Payer.choices,
        required=False,
    )
    answered = Choice(
        label=_("Have they given their last answer?"),
        help_text=_("An ombudsman mostly waits for that."),
        choices=Answered.choices,
        required=False,
    )


class CheckForm(Form):
    """A note is welcome and not needed."""

    note = LongText(
        label=_("What did you look at?"),
        help_text=_("So that the next one who checks knows where."),
        required=False,
    )
