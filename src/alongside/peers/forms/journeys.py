"""Input about what was seen, and about a shift shadowed."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.common.forms import Choice, Choices, DateBoxes, Form, LongText, Text
from alongside.peers.forms.training import OneOfForm
from alongside.peers.models import Competence, Task

YES, NOT_YET = "yes", "not_yet"


class SightingForm(Form):
    """What somebody saw an advocate do well."""

    competences = Choices(
        label=_("What did you see them do?"),
        choices=Competence.choices,
        missing=_("Choose at least one"),
        help_text=_("Only what you saw yourself. One example may show more than one thing."),
    )
    seen_on = DateBoxes(
        label=_("When?"), what=_("day"), latest="today", missing=_("Write the day you saw it")
    )
    example = LongText(
        label=_("What happened?"),
        help_text=_("A sentence or two that they will be glad to read. Name nobody they were with."),
        missing=_("Write what you saw"),
    )


class PartForm(Form):
    """One's own part about a shift that was shadowed."""

    tasks = Choices(label=_("What did they try?"), choices=Task.choices, required=False)
    note = LongText(
        label=_("How did it go?"),
        help_text=_("What went well, and what to try next time. You both read it. Name nobody who came."),
        missing=_("Write a line about how it went"),
    )
    ready = Choice(
        label=_("Ready to run a session like this?"),
        choices=((YES, _("Yes, ready")), (NOT_YET, _("Not yet"))),
        missing=_("Choose an answer"),
        help_text=_("“Not yet” is a good answer. Nobody is signed off before both of you say yes."),
    )

    def clean(self) -> dict[str, Any]:
        """Turn the answer into yes or no."""
        told = super().clean() or self.cleaned_data
        told["is_ready"] = told.pop("ready", "") == YES
        return told


class WhereForm(Form):
    """Where and when a shift was."""

    on = DateBoxes(label=_("When was it?"), what=_("day"), latest="today", missing=_("Write the day"))
    place = Text(label=_("Where?"), max_length=120, missing=_("Write where it was"))


class LeadShadowedForm(PartForm, WhereForm):
    """A shift, told by the lead."""

    field_order = ("on", "place", "tasks", "note", "ready")


class ShadowPartForm(PartForm, OneOfForm):
    """A shift, told by the shadow, who says with whom it was."""

    field_order: tuple[str, ...] = ("user", "tasks", "note", "ready")

    def __init__(self, *args: Any, users: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, users=users, **kwargs)
        self.fields["user"].label = _("With whom?")

    def clean(self) -> dict[str, Any]:
        """Name the lead as the action does."""
        told = super().clean()
        told["lead"] = told.pop("user", None)
        return told


class ShadowShadowedForm(ShadowPartForm, WhereForm):
    """A shift of which we know nothing yet, told by the shadow."""

    field_order = ("on", "place", "user", "tasks", "note", "ready")
