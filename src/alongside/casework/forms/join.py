"""Joining an anonymous contact to a person."""

from collections.abc import Iterable
from typing import Any, cast

from django.forms import HiddenInput
from django.utils.translation import gettext_lazy as _

from alongside.casework.forms.fields import Pick
from alongside.common.forms import Choice, Form, Text
from alongside.people.models import Person


class JoinForm(Form):
    """Who they are among those who were found, and what they say to it."""

    words = Text(widget=HiddenInput(attrs={"id": "id_words_again"}), max_length=100)
    step = Text(widget=HiddenInput, initial="join")
    other = Pick(
        label=_("Who are they?"),
        help_text=_("All that is written under this contact moves to this person."),
        missing=_("Choose who they are"),
    )
    agreed = Choice(
        label=_("Ask them: may we put the two together?"),
        help_text=_("It is theirs to say. If they say no, all stays as it is."),
        choices=[("yes", _("They say yes")), ("no", _("They say no"))],
        missing=_("Choose what they say"),
    )

    def __init__(self, *args: Any, found: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.found = list(found)
        named = [(person, f"{person.label} · {person.reference}") for person in self.found]
        cast(Pick, self.fields["other"]).offer(named)
