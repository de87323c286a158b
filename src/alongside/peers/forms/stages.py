"""Moving somebody to another stage."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.common import clock
from alongside.common.forms import Choice, DateBoxes, Form, LongText, Tick
from alongside.peers.models import StageName
from alongside.peers.rules import stage_label


class StageForm(Form):
    """Which stage, from when, and why."""

    to = Choice(label=_("Which stage comes now?"), missing=_("Choose a stage"))
    from_on = DateBoxes(
        label=_("From which day?"),
        what=_("day"),
        latest="today",
        required=False,
        help_text=_("Leave this empty for today. It decides from when they can be put on a session."),
    )
    why = LongText(
        label=_("Why?"), required=False, help_text=_("For the history. Only coordinators read it.")
    )
    led_before = Tick(
        label=_("They led before, or somewhere else"),
        help_text=_("Only for somebody whose way is not written here. Say above where they led."),
    )

    def __init__(self, *args: Any, words: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(name.value, stage_label(name, words)) for name in StageName]
        self.fields["to"].choices = choices  # type: ignore[attr-defined]

    def clean_to(self) -> StageName:
        """Return the stage itself."""
        return StageName(self.cleaned_data["to"])

    def clean_from_on(self) -> Any:
        """Return the day, today where none was given."""
        return self.cleaned_data["from_on"] or clock.today()
