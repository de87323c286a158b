"""What somebody may tell us who asks for help, sends somebody on, or wants to join; and what we answer."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.clinics.models import Topic
from alongside.common.forms import Choice, Choices, Form, LongText, Text
from alongside.common.phones import PhoneText
from alongside.frontdoor.models import Agreed, CameBy, EnquiryOutcome
from alongside.people.forms.contact import SafeContactForm
from alongside.people.models import SafeWay

OUTCOMES = [choice for choice in EnquiryOutcome.choices if choice[0] != EnquiryOutcome.RECORD]
FIRST: Sequence[str] = ("called", "about", "topic", "ways")
"""What is asked before all else."""
GOT_THROUGH = (("yes", _("Yes, we spoke or they answered")), ("no", _("Not this time")))


def email_box(label: Any, help_text: Any) -> forms.EmailField:
    """Return a question for an e-mail address that can be skipped."""
    return forms.EmailField(
        label=label,
        help_text=help_text,
        required=False,
        error_messages={"invalid": _("Write the e-mail address like name@place.example")},
    )


class ReachForm(Form):
    """How somebody may be reached safely. What a way needs is asked for by the rules."""

    ways = Choices(
        label=_("Which ways of reaching you are safe?"),
        help_text=_("So that nobody else finds out that you wrote to us. We use only what you tick."),
        choices=SafeWay.choices,
        hints={SafeWay.VOICEMAIL: _("Only if nobody else listens to it")},
        missing=_("Tick each way that is safe"),
    )
    phone = PhoneText(
        label=_("Phone number"),
        help_text=_("Only if a call or a text is safe."),
        required=False,
    )
    email = email_box(_("E-mail address"), _("Only if e-mail is safe."))
    address = LongText(
        label=_("Where a letter reaches you"),
        help_text=_("Only if a letter is safe."),
        max_length=500,
        required=False,
    )
    # asked here as it is asked later, for the person's record
    code_name = SafeContactForm.base_fields["code_name"]
    who_answers = SafeContactForm.base_fields["who_answers"]
    best_time = SafeContactForm.base_fields["best_time"]
    needs = Text(
        label=_("What would make it easier to talk with us?"),
        help_text=_("Like large print, an interpreter, or British Sign Language. We then have it ready."),
        max_length=500,
        required=False,
    )


class AboutForm(Form):
    """What it is about, and what to call them."""

    called = Text(
        label=_("What do you like to be called?"),
        help_text=_("A first name or a nickname is fine. We use it when we get back to you."),
        required=False,
    )
    about = LongText(
        label=_("What would you like help with?"),
        help_text=_(
            "In your own words, as much or as little as you like. It helps us to send the right person."
        ),
        max_length=4000,
        required=False,
    )
    topic = Choice(
        label=_("What is it mostly about?"),
        help_text=_("So that somebody gets back to you who knows about it."),
        choices=Topic.choices,
        required=False,
    )


class HelpForm(ReachForm, AboutForm):
    """Somebody asks for help (A2)."""

    field_order = FIRST


class NotedForm(HelpForm):
    """The same, noted for somebody who rang or walked in."""

    field_order = ("came_by", *FIRST)

    came_by = Choice(
        label=_("How did they come to us?"),
        help_text=_("So that we know which ways people find."),
        choices=[choice for choice in CameBy.choices if choice[0] != CameBy.WEB],
        missing=_("Choose how they came to us"),
    )


class AdvocateForm(ReachForm):
    """Somebody wants to become an advocate."""

    field_order = ("called", "about", "ways")

    called = Text(
        label=_("What do you like to be called?"),
        help_text=_("We use it when we get back to you."),
        required=False,
    )
    about = LongText(
        label=_("What would you like to tell us?"),
        help_text=_(
            "Why you would like to, or what you want to ask. You need not say what you have been through."
        ),
        max_length=4000,
        required=False,
    )


class ReferralForm(HelpForm):
    """A worker sends somebody on (A3)."""

    field_order = (
        "worker_name",
        "worker_service",
        "worker_phone",
        "worker_email",
        "agreed",
        "why_not_agreed",
        *FIRST,
    )

    worker_name = Text(
        label=_("Your name"), help_text=_("So that we know whom to ask for."), missing=_("Write your name")
    )
    worker_service = Text(
        label=_("Which service do you work for?"),
        help_text=_("So that we know who sends them."),
        required=False,
    )
    worker_phone = PhoneText(
        label=_("Your phone number"),
        help_text=_("So that we can ring you back."),
        required=False,
    )
    worker_email = email_box(_("Your e-mail address"), _("If you would rather have an e-mail."))
    agreed = Choice(
        label=_("Has the person agreed that you tell us about them?"),
        help_text=_("It is up to them. Without their yes we only ring you back."),
        choices=Agreed.choices,
        hints={Agreed.NOT_YET: _("Leave out who they are. Tell us only how to reach you.")},
        missing=_("Say whether the person has agreed"),
    )
    why_not_agreed = Text(
        label=_("Why have they not agreed yet?"),
        help_text=_("Like: I cannot reach them. It helps us to think with you. No name, please."),
        max_length=500,
        required=False,
    )

    WORDS = {
        "called": (_("What do they like to be called?"), _("A first name or a nickname is fine.")),
        "about": (
            _("What would they like help with?"),
            _("As they say it. It helps us to send the right person."),
        ),
        "ways": (
            _("Which ways of reaching them are safe?"),
            _("Ask them. If none is, leave it empty: we go through you."),
        ),
        "address": (_("Where a letter reaches them"), _("Only if a letter is safe.")),
        "needs": (_("What would make it easier to talk with us?"), _("Like large print or an interpreter.")),
        "topic": (_("What is it mostly about?"), _("So that somebody gets back who knows about it.")),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        # a worker can be the way to them
        self.fields["ways"].required = False
        for name, (label, why) in self.WORDS.items():
            self.fields[name].label, self.fields[name].help_text = label, why


class TryForm(Form):
    """Somebody tried to get back to them."""

    way = Choice(
        label=_("How did you try?"),
        help_text=_("Only ways that they called safe."),
        missing=_("Choose how you tried"),
    )
    got_through = Choice(
        label=_("Did you get through?"),
        help_text=_("So that the next one knows whether to try again."),
        choices=GOT_THROUGH,
        missing=_("Say whether you got through"),
    )
    words = LongText(
        label=_("What to know next time"),
        help_text=_("Like: ring after four. It goes when this is closed as a record."),
        max_length=1000,
        required=False,
    )

    def __init__(self, *args: Any, ways: list[SafeWay], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["way"].choices = [(way.value, way.label) for way in ways]  # type: ignore[attr-defined]

    def clean_got_through(self) -> bool:
        """Return the answer as yes or no."""
        return bool(self.cleaned_data["got_through"] == "yes")


class CloseForm(Form):
    """How it ended."""

    outcome = Choice(
        label=_("How did it end?"),
        help_text=_("So that we can say what became of those who asked."),
        choices=OUTCOMES,
        missing=_("Choose how it ended"),
    )


def record_initial(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what an enquiry tells of what a new record asks."""
    return {**{name: said.get(name, "") for name in ("called", "phone", "email", "address")}, "waiting": True}


def application_initial(said: Mapping[str, Any]) -> dict[str, Any]:
    """Return what an enquiry tells of what an application asks."""
    reach = next((said[name] for name in ("phone", "email", "address") if said.get(name)), "")
    return {"name": said.get("called", ""), "reach": reach, "words": said.get("about", "")}
