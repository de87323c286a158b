"""Asking for somebody to go with a person, and saying what came of it."""

from django.utils.translation import gettext_lazy as _

from alongside.clinics.forms.supply import OutwardCodeText
from alongside.clinics.models import Trait
from alongside.common.forms import Choices, DateBoxes, Form, LongText, Text, TimeText
from alongside.common.languages import Language


class TimesForm(Form):
    """When."""

    on = DateBoxes(label=_("What day?"), what=_("day"), earliest="today", missing=_("Write what day"))
    starts_at = TimeText(
        label=_("When do they meet?"),
        help_text=_("With time to get there together."),
        missing=_("Write when they meet"),
    )
    ends_at = TimeText(
        label=_("Until about when?"),
        help_text=_("A guess will do. Whoever goes is asked for nothing else until then."),
        missing=_("Write until about when"),
    )


class CompanyForm(TimesForm):
    """When, where to, what for, and whom they would like."""

    where = Text(
        label=_("Where to, and where do they meet?"),
        help_text=_("Whoever goes reads it, and those who work with them."),
        missing=_("Write where to"),
    )
    area = OutwardCodeText(
        label=_("First half of the postcode there"), help_text=_("So that ways are short. Like M15.")
    )
    what_for = LongText(
        label=_("What is it for, and what do they want said?"),
        help_text=_("In their own words. Whoever goes reads it before."),
        missing=_("Write what it is for"),
    )
    traits = Choices(
        label=_("Would they like somebody in particular?"),
        choices=Trait.choices,
        look="tally",
        required=False,
        help_text=_("The rota asks nobody else then. Tick none if they do not mind."),
    )
    languages = Choices(
        label=_("Which languages should whoever goes speak, beside English?"),
        choices=Language.choices,
        look="tally",
        required=False,
        help_text=_("So that they can be understood."),
    )


class WentForm(Form):
    """What came of it."""

    what_happened = LongText(
        label=_("What happened, and what is next?"),
        required=False,
        help_text=_("A few words, so that the next one need not ask again."),
    )
