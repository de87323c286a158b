"""The numbers on the crisis card, and the check of all of them each quarter."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.common.forms import Choices, Form, Text, Tick
from alongside.common.phones import PhoneText
from alongside.frontdoor.crisis_card import NationalNumber


class NumberForm(Form):
    """One local number."""

    name = Text(
        label=_("Who is it?"),
        missing=_("Write whose number it is"),
        max_length=80,
        help_text=_("As people here know it. For example, Harbour crisis team."),
    )
    number = PhoneText(
        label=_("Which number?"),
        missing=_("Write the number"),
        help_text=_("As you would say it aloud."),
    )
    what_for = Text(
        label=_("What for, and when?"),
        required=False,
        max_length=160,
        help_text=_("In a few words. For example: if you feel you cannot go on; weekdays 9 to 5."),
    )


class CheckForm(Form):
    """Every number was rung or looked up, and these go on the card."""

    on_card = Choices(
        label=_("Which national numbers go on the card?"),
        help_text=_("Take off what does not work, or is not for people here."),
        required=False,
    )
    all_checked = Tick(
        label=_("I rang or looked up every number on the card today"),
        help_text=_("The local ones too. The card then says that it was checked today."),
        required=True,
        missing=_("Check every number first, then tick this"),
    )

    def __init__(self, *args: Any, numbers: tuple[NationalNumber, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(one.key, f"{one.name}: {one.number}") for one in numbers]
        self.fields["on_card"].choices = choices  # type: ignore[attr-defined]

    def left_off(self) -> list[str]:
        """Return the keys of what was not ticked."""
        offered = dict(self.fields["on_card"].choices)  # type: ignore[attr-defined]
        return [key for key in offered if key not in self.cleaned_data["on_card"]]

    def clean(self) -> dict[str, Any]:
        """Return what is left off, as the action takes it."""
        cleaned = self.cleaned_data
        return {"left_off": self.left_off()} if "on_card" in cleaned else cleaned
