"""The six short questions."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.common.forms import Choice, Form
from alongside.peers.models import QUESTIONS, Answer


class SixForm(Form):
    """Six sentences, and how far each is true now. Any can be skipped."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, label in QUESTIONS.items():
            self.fields[name] = Choice(
                label=label,
                choices=[(str(answer.value), answer.label) for answer in Answer],
                look="tally",
                required=False,
            )
        first = next(iter(self.fields.values()))
        first.help_text = _("How far is it true now? Only averages of eight people or more are ever shown.")
