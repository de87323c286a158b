"""The four quick questions."""

from django.utils.translation import gettext_lazy as _

from alongside.casework.models import YesNo
from alongside.common.forms import Choice, Form, LongText

ANSWERS = [*YesNo.choices, ("", _("Not asked"))]


class TriageForm(Form):
    """Each may be skipped; one answer is enough."""

    harm = Choice(
        label=_("Could somebody be badly hurt soon?"),
        help_text=_("We ask because then we tell the coordinator today."),
        choices=ANSWERS,
        required=False,
    )
    dated = Choice(
        label=_("Is a legal date coming?"),
        help_text=_(
            "We ask because a date that is missed can cost a home or money: an eviction, a court day, "
            "a decision to challenge, a prescription stopped."
        ),
        choices=ANSWERS,
        required=False,
    )
    statutory = Choice(
        label=_("Do they have a right to a statutory advocate?"),
        help_text=_(
            "We ask because some people must be given one by law. IMHA: held in hospital under the Mental "
            "Health Act. IMCA: cannot decide this, and has no family to ask. Care Act (sections 67 and 68): "
            "care is planned, and it is hard to take part."
        ),
        choices=ANSWERS,
        required=False,
    )
    outside = Choice(
        label=_("Is it something we do not do?"),
        help_text=_("We ask so that nobody waits here for help that is somewhere else."),
        choices=ANSWERS,
        required=False,
    )
    words = LongText(
        label=_("Anything to add?"),
        help_text=_("For whoever reads this next."),
        required=False,
        max_length=2000,
    )
