"""Raising a concern, deciding about it, and closing it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.common.forms import Choice, DateBoxes, Form, LongText, Text
from alongside.safety.models import Asked, ConcernOutcome, Danger, DecisionTold, NewsKind, Share, Told
from alongside.safety.queries import colleagues_of


class ConcernForm(Form):
    """What somebody saw or was told. One of the two is needed, and nothing else."""

    danger = Choice(
        label=_("Is somebody in danger right now?"),
        help_text=_("So that we know how fast to act."),
        choices=Danger.choices,
        initial=Danger.UNSURE,
        missing=_("Choose “I am not sure” if you cannot tell"),
    )
    who = Text(
        label=_("Who are you worried about?"),
        help_text=_("A name, or how we would know them. It helps us to find them."),
        required=False,
    )
    saw = LongText(
        label=_("What did you see or hear?"),
        help_text=_("Only what you saw or heard yourself. It is fine if it is only a little."),
        required=False,
    )
    they_said = LongText(
        label=_("What did they say?"),
        help_text=_("In their own words, as near as you can. Their words matter most."),
        required=False,
    )
    happened_on = DateBoxes(
        label=_("What day was it?"),
        help_text=_("It helps to put things in order."),
        what=_("day it happened"),
        latest="today",
        required=False,
    )
    happened_about = Text(
        label=_("About what time?"),
        help_text=_("As they said it, such as “after lunch”. It helps to put things in order."),
        required=False,
    )
    wishes_asked = Choice(
        label=_("Did you ask what they want to happen?"),
        help_text=_("It is their life, so we start with what they want."),
        choices=Asked.choices,
        required=False,
    )
    wishes = LongText(label=_("What do they want to happen?"), help_text=_("In their words."), required=False)
    told = Choice(
        label=_("Have you told them that you are passing this on?"),
        help_text=_("We tell people first, unless that puts somebody at more risk."),
        choices=Told.choices,
        required=False,
    )
    not_told_why = LongText(
        label=_("If not, why not?"),
        help_text=_("A few words will do. It helps us to tell them in a safe way."),
        required=False,
    )
    worker = Choice(
        label=_("Is it about somebody who works or volunteers here?"),
        help_text=_(
            "Choose them only if it is. They, and the people above them, will not be able to see this."
        ),
        widget=forms.Select,
        required=False,
    )

    def __init__(self, *args: Any, by: User, names_person: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if names_person:
            del self.fields["who"]
        self.colleagues = {str(user.pk): user for user in colleagues_of(by)}
        named = [(pk, str(user.name)) for pk, user in self.colleagues.items()]
        self.fields["worker"].choices = [("", _("No, or I do not know")), *named]  # type: ignore[attr-defined]

    def clean_worker(self) -> User | None:
        """Return the colleague who was chosen."""
        return self.colleagues.get(self.cleaned_data["worker"])


class DecisionForm(Form):
    """Tell somebody outside the service or not, how much, and why (F2)."""

    share = Choice(
        label=_("Will you tell somebody outside the service?"),
        choices=Share.choices,
        missing=_("Choose what you decided"),
    )
    why = LongText(
        label=_("Why?"),
        help_text=_("The reason is kept, so that anybody can follow it later."),
        missing=_("Write why you decided this"),
    )
    with_whom = Text(label=_("Who will be told?"), help_text=_("A name and where they work."), required=False)
    what = LongText(
        label=_("What will they be told?"),
        help_text=_("Only the least that they need to know."),
        required=False,
    )
    agreed = Text(
        label=_("Who agreed to this?"), help_text=_("Two people often see more than one."), required=False
    )
    told = Choice(
        label=_("Does the person know?"),
        help_text=_("They are told, unless that puts somebody at more risk."),
        choices=DecisionTold.choices,
        required=False,
    )
    not_told_why = LongText(
        label=_("If not, why not?"),
        help_text=_("It helps whoever tells them later to do it in a safe way."),
        required=False,
    )


class NewsForm(Form):
    """What was sent, what came back, or what else happened."""

    kind = Choice(
        label=_("What kind of news is it?"), choices=NewsKind.choices, missing=_("Choose what kind it is")
    )
    words = LongText(
        label=_("What happened?"),
        help_text=_("Who, how, and what was said. It shows that nothing was left lying."),
        missing=_("Write what happened"),
    )
    on = DateBoxes(
        label=_("What day was it?"),
        help_text=_("It helps to put things in order."),
        what=_("day"),
        latest="today",
        required=False,
    )


class CloseForm(Form):
    """How it ended."""

    outcome = Choice(
        label=_("How did it end?"), choices=ConcernOutcome.choices, missing=_("Choose how it ended")
    )
    words = LongText(
        label=_("Anything to add?"), help_text=_("Say what the person thinks of it."), required=False
    )
