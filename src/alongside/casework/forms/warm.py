"""Putting somebody in touch with a service: the yes, the call, and how it went."""

from collections.abc import Collection, Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.casework.forms.fields import Pick, RowForm, offer_colleagues
from alongside.casework.models import AgreedHow, Answer, AskedHow, EndedWhy, GotIn, Rung, Treated
from alongside.common.forms import Choice, DateBoxes, Form, LongText, Text, Tick
from alongside.directory.models import Service

RUNG_HINTS = {
    str(Rung.ALONE): _("They rang, or went there"),
    str(Rung.TOGETHER): _("Side by side, from one phone"),
    str(Rung.YOU_SPEAK): _("One of us spoke and they were there"),
    str(Rung.YOU_ACT): _("One of us rang without them, as agreed"),
}
STOPS = (EndedWhy.NOT_NEEDED, EndedWhy.TOOK_BACK, EndedWhy.NO_MORE)
"""What somebody can say to stop it; the others come by themselves."""


class ConsentForm(RowForm):
    """Whether the person agrees, and to what."""

    agreed = Choice(
        label=_("Do they agree that we put them in touch?"),
        help_text=_("Say who would hear of them, and what. Nobody rings before they say yes."),
        choices=Answer.choices,
        missing=_("Choose what they said"),
    )
    agreed_how = Choice(
        label=_("If yes: how did they say it?"),
        help_text=_("So that anybody who is asked about it can say."),
        choices=AgreedHow.choices,
        required=False,
        widget=forms.Select,
    )
    may_tell = LongText(
        label=_("If yes: what may we tell the service?"),
        help_text=_("In their words. Only this, and no number that is not safe for them."),
        required=False,
        max_length=2000,
    )
    agreed_on = DateBoxes(
        label=_("When did they say so?"),
        what=_("day they said so"),
        help_text=_("Leave it empty for today. No call can be before it."),
        latest="today",
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(Choice, self.fields["agreed_how"]).choices = [("", _("Choose")), *AgreedHow.choices]


class WarmForm(ConsentForm):
    """Which service, what for, and whether they agree."""

    field_order = ("to_whom", "what_for")

    to_whom = Text(
        label=_("Which service?"),
        help_text=_("Its name, and where it is, so that somebody can find it again."),
        missing=_("Write which service it is"),
    )
    what_for = Text(
        label=_("What do they want from it?"), help_text=_("In a few words, as they say it."), required=False
    )

    def __init__(self, *args: Any, service: Service | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if service:
            del self.fields["to_whom"]


class RingForm(Form):
    """Who rang, and what was said."""

    rung = Choice(
        label=_("Who rang?"),
        help_text=_("As high on the ladder as they want. It shows us both what they can do alone."),
        choices=Rung.choices,
        hints=RUNG_HINTS,
        look="ladder",
        missing=_("Choose who rang"),
    )
    rung_by = Pick(
        label=_("Which of us?"),
        help_text=_("Leave it if they rang alone."),
        required=False,
        widget=forms.Select,
    )
    rang_on = DateBoxes(
        label=_("When?"),
        what=_("day of the call"),
        help_text=_("We ask how it went 7 and 28 days after it."),
        latest="today",
        missing=_("Write the day of the call"),
    )
    said_back = LongText(
        label=_("What did the service say?"),
        help_text=_("When to come, whom to ask for, what to bring."),
        required=False,
        max_length=2000,
    )
    to_expect = LongText(
        label=_("What did you tell them to expect?"),
        help_text=_("Who will be there, how long it may take, what they may be asked."),
        required=False,
        max_length=2000,
    )

    def __init__(self, *args: Any, colleagues: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer_colleagues(cast(Pick, self.fields["rung_by"]), colleagues)

    def clean_rung(self) -> int:
        """Return the rung as a number."""
        return int(self.cleaned_data["rung"])


class HowItWentForm(Form):
    """Did they get in, and were they treated well? Offers only ways of asking that are safe."""

    asked_how = Choice(
        label=_("How did you ask?"),
        help_text=_("Only ways that they said are safe stand here."),
        choices=AskedHow.choices,
        missing=_("Choose how you asked"),
        widget=forms.Select,
    )
    asked_on = DateBoxes(
        label=_("When?"),
        help_text=_("It puts the story in order."),
        what=_("day you asked"),
        latest="today",
        missing=_("Write the day you asked"),
    )
    got_in = Choice(
        label=_("Did they get in?"),
        help_text=_("So that we know whether this service is any use to send people to."),
        choices=GotIn.choices,
        missing=_("Choose whether they got in"),
    )
    treated = Choice(
        label=_("Were they treated well there?"),
        help_text=_("They need not say."),
        choices=[("", _("They did not say")), *Treated.choices],
        required=False,
    )
    words = LongText(
        label=_("What did they say of it?"),
        help_text=_("In their own words. It stays on their record."),
        required=False,
        max_length=5000,
    )
    no_more = Tick(
        label=_("They do not want to be asked about this again"),
        help_text=_("Otherwise we ask twice at most, and then stop."),
    )

    def __init__(self, *args: Any, ways: Collection[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offered = [(way, label) for way, label in AskedHow.choices if way in ways]
        cast(Choice, self.fields["asked_how"]).choices = offered


class StopForm(Form):
    """Why it goes no further."""

    why = Choice(
        label=_("Why does it stop?"),
        help_text=_("Nobody asks after it any more. It stays on the record."),
        choices=[(why.value, why.label) for why in STOPS],
        missing=_("Choose why it stops"),
    )
