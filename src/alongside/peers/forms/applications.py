"""Input about who wants to join."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.common import clock
from alongside.common.forms import Choice, DateBoxes, Form, LongText, Text
from alongside.peers.models import Decision
from alongside.people.forms.sight import NamedForm


class AboutThemForm(Form):
    """Somebody who wants to be an advocate, in their own words."""

    name = Text(label=_("Their name"), max_length=120, missing=_("Write a name"))
    reach = Text(
        label=_("How can we reach them?"),
        help_text=_("A number, an address, or where they can be found."),
        missing=_("Write how to reach them"),
    )
    words = LongText(
        label=_("Why would they like to do this?"),
        help_text=_("In their own words. It is what the friendly chat begins with."),
        missing=_("Write what they said"),
    )
    lived = LongText(
        label=_("Have they been through something that helps them understand?"),
        help_text=_("Only if they want to say, and as they say it. It is never needed."),
        required=False,
    )


class ApplicationForm(AboutThemForm):
    """Somebody who asked to join."""

    received_on = DateBoxes(
        label=_("When did they ask?"),
        what=_("day"),
        latest="today",
        required=False,
        help_text=_("Leave this empty for today. They get an answer within 10 working days."),
    )

    def clean_received_on(self) -> Any:
        """Return the day, today where none was given."""
        return self.cleaned_data["received_on"] or clock.today()


class YesForm(AboutThemForm, NamedForm):
    """Somebody we helped says yes."""

    field_order = ("name", "reach", "words", "lived", "named")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["named"].label = _("Whom do they name for their old file?")
        self.fields["named"].help_text = _(
            "From now on nobody else finds it: no new colleague, not you, not in an emergency. One is enough."
        )


class ChatForm(Form):
    """What came out of the friendly chat."""

    chat_on = DateBoxes(
        label=_("When did you talk?"), what=_("day"), latest="today", missing=_("Write the day")
    )
    chat_notes = LongText(
        label=_("What came out of it?"),
        help_text=_("What draws them, what they need, what they ask. They may read it."),
        required=False,
    )


class DecideForm(Form):
    """The answer to somebody who applied."""

    decision = Choice(label=_("What is the answer?"), choices=Decision.choices, missing=_("Choose an answer"))
    feedback = LongText(
        label=_("What will you tell them?"),
        help_text=_("A warm word and the reason. If it is not now: what would help, and when to ask again."),
        missing=_("Write what you will tell them"),
    )

    def clean_decision(self) -> Decision:
        """Return the answer itself."""
        return Decision(self.cleaned_data["decision"])


class SignInNameForm(Form):
    """The name somebody will sign in with."""

    sign_in_name = Text(
        label=_("Which name will they sign in with?"),
        help_text=_("Short and easy to remember. Nobody else sees it."),
        max_length=60,
        missing=_("Write a sign-in name"),
    )
