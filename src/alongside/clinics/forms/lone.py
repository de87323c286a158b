"""Going alone, ringing who is late, and who is rung."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.clinics.models import CallOutcome, Company
from alongside.common.forms import Choice, DateBoxes, Form, LongText, Text, TimeText


class LoneVisitForm(Form):
    """Where, and when something should be heard."""

    where = Text(
        label=_("Where are you going?"),
        help_text=_("So that somebody could find you. Write no name of anybody we support."),
        missing=_("Write where you are going"),
    )
    company = Choice(
        label=_("Who goes with you?"),
        help_text=_("So that whoever rings you knows what to say."),
        choices=Company.choices,
        missing=_("Choose who goes with you"),
    )
    on = DateBoxes(label=_("What day?"), what=_("day"), earliest="today", missing=_("Write what day"))
    arrive = TimeText(
        label=_("When will you be there?"),
        help_text=_("If we do not hear from you 15 minutes after it, somebody rings you."),
        missing=_("Write when you will be there"),
    )
    leave = TimeText(
        label=_("When will you leave?"),
        help_text=_("You can always ask for 15 more minutes."),
        missing=_("Write when you will leave"),
    )

    def clean(self) -> dict[str, Any]:
        """Return moments."""
        told = self.cleaned_data
        if {"on", "arrive", "leave"} <= told.keys():
            on = told.pop("on")
            told["arrive_by"] = timezone.make_aware(datetime.combine(on, told.pop("arrive")))
            told["back_by"] = timezone.make_aware(datetime.combine(on, told.pop("leave")))
        return told

    def clean_company(self) -> Company:
        """Return the choice itself."""
        return Company(self.cleaned_data["company"])


class CallForm(Form):
    """What came of a call."""

    outcome = Choice(
        label=_("What came of it?"), choices=CallOutcome.choices, missing=_("Choose what came of it")
    )
    words = LongText(
        label=_("Anything the next one should know?"),
        help_text=_("So that nobody has to begin again."),
        required=False,
    )

    def clean_outcome(self) -> CallOutcome:
        """Return the choice itself."""
        return CallOutcome(self.cleaned_data["outcome"])


class DutyForm(Form):
    """Who is rung, in order."""

    first = Choice(
        label=_("Who is rung first?"),
        help_text=_("They should have a phone with them, and know what to do."),
        widget=forms.Select,
        required=False,
    )
    second = Choice(
        label=_("Who is next?"),
        help_text=_("Rung when the first does not answer."),
        widget=forms.Select,
        required=False,
    )
    third = Choice(label=_("And then?"), widget=forms.Select, required=False)
    fourth = Choice(label=_("And after them?"), widget=forms.Select, required=False)

    def __init__(self, *args: Any, users: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.users = {str(user.pk): user for user in users}
        named = [("", _("Nobody")), *((key, str(user.name)) for key, user in self.users.items())]
        for field in self.fields.values():
            field.choices = named  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Return the users in order, each once."""
        chosen = [self.users[key] for name in self.fields if (key := self.cleaned_data.get(name))]
        return {"users": list(dict.fromkeys(chosen))}
