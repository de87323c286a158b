"""Input of the boundaries book."""

from django.utils.translation import gettext_lazy as _

from alongside.common.forms import Choice, Form, LongText
from alongside.peers.models import BoundaryDecision, BoundaryKind, BoundaryWhen


class BoundaryForm(Form):
    """Something to ask before, or to tell after."""

    when = Choice(
        label=_("Has it happened?"), choices=BoundaryWhen.choices, missing=_("Choose one: both are fine")
    )
    kind = Choice(label=_("What is it about?"), choices=BoundaryKind.choices, missing=_("Choose one"))
    what = LongText(
        label=_("What is it?"),
        help_text=_("In your own words, and without names. Telling us is never held against you."),
        missing=_("Write what it is"),
    )


class BoundaryDecisionForm(Form):
    """What was decided together."""

    decision = Choice(
        label=_("What do you decide together?"),
        choices=BoundaryDecision.choices,
        missing=_("Choose one"),
    )
    advice = LongText(
        label=_("Your advice"), help_text=_("They read it. Kind, short and clear."), required=False
    )
