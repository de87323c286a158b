"""Opening a case, putting its aim another way, closing it and opening it again."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.casework.forms.fields import RowForm, TopicCards
from alongside.casework.models import AimMet, CloseReason, OutcomeCode, SaidBy, topics_in_groups
from alongside.casework.words import is_first_person
from alongside.common.forms import Choice, Choices, Form, LongText, Text, Tick


class AimForm(RowForm):
    """The aim. Words that are not in the first person are asked about once."""

    aim = LongText(
        label=_("What do they want to happen?"),
        help_text=_("In their own words. Begin with “I …”. Everything else follows from this."),
        missing=_("Write what they want, in their own words"),
        max_length=2000,
    )
    exact = Tick(label=_("These are their exact words"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        typed = self.data.get("aim", "")
        if not typed.strip() or is_first_person(typed):
            del self.fields["exact"]


class MatterForm(RowForm):
    """What a case is about, and who is on the other side."""

    about = Choice(
        label=_("What is it about?"),
        help_text=_("We count this, with no names, to show what people come to us with."),
        choices=topics_in_groups,
        widget=TopicCards,
        missing=_("Choose what it is about"),
    )
    about_words = Text(
        label=_("A few words about it"), help_text=_("So that you can tell it from others."), required=False
    )
    other_side = Text(
        label=_("Who is on the other side?"),
        help_text=_("The office, landlord or service that decides. We need it when you write or call."),
        required=False,
    )


class OpenCaseForm(AimForm, MatterForm):
    """A new case."""

    field_order = ("aim", "exact", "about", "about_words", "other_side")


class CloseCaseForm(Form):
    """The end of a case, for now."""

    aim_met = Choice(
        label=_("Did they get what they wanted?"),
        help_text=_("Ask them. It shows whether we are any use."),
        choices=AimMet.choices,
        missing=_("Choose whether they got what they wanted, or “Not said”"),
    )
    said_by = Choice(
        label=_("Who says so?"),
        help_text=_("That they got it, only they or a letter can say."),
        choices=SaidBy.choices,
        required=False,
    )
    reason = Choice(
        label=_("Why are you closing it?"),
        help_text=_("So that the next one who opens it knows."),
        choices=CloseReason.choices,
        missing=_("Choose why you are closing it"),
    )
    outcomes = Choices(
        label=_("What came of it?"),
        help_text=_("We count these, with no names. Tick any that fit."),
        choices=OutcomeCode.choices,
        required=False,
    )
    outcome_words = LongText(
        label=_("How did it end?"), help_text=_("In their words if you can."), required=False
    )
    what_next = LongText(
        label=_("What happens next?"), help_text=_("What they will do, and who can help."), required=False
    )
    knows_door_is_open = Tick(label=_("They know they can come back at any time"))
    drop_steps = Tick(label=_("The steps that are still open can come off the list"))

    def __init__(self, *args: Any, has_open_steps: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not has_open_steps:
            del self.fields["drop_steps"]


class ReopenCaseForm(Form):
    """The case goes on."""

    why = LongText(
        label=_("What has happened?"), help_text=_("So that it is clear why it goes on."), required=False
    )
