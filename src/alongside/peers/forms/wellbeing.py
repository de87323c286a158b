"""Input of the pages about wellbeing."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.common.forms import Choices, DateBoxes, Form, LongText

BOXES = {
    "well": (_("What keeps me well"), _("For example, walks, my meeting, not too many evenings.")),
    "signs": (_("How you can tell that I am not so well"), _("What others notice, often before I do.")),
    "helps": (_("What helps me then"), _("What you could say or do.")),
    "not": (_("What does not help"), _("Good to know before somebody tries it.")),
    "work": (_("What to change in my work for a while"), _("For example, no phone calls, fewer shifts.")),
    "call": (_("Whom to call, if I say so"), _("Somebody I trust. Ask them first.")),
}
"""What a wellbeing plan asks, in the order of the page."""


class HardContactForm(Form):
    """A contact that was hard."""

    happened_on = DateBoxes(
        label=_("When was it?"), what=_("day"), latest="today", missing=_("Write the day")
    )
    words = LongText(
        label=_("Anything you want to say about it"),
        help_text=_("About you, not about them: no names. Only whoever supervises reads it."),
        required=False,
    )


class PlanForm(Form):
    """My wellbeing plan, and who may read it."""

    readers = Choices(
        label=_("Who may read it?"),
        help_text=_("Only those you tick. Take the tick away, and they cannot read it any more."),
        required=False,
    )

    def __init__(self, *args: Any, colleagues: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, (label, hint) in BOXES.items():
            self.fields[name] = LongText(label=label, help_text=hint, required=False)
        self.colleagues = {str(user.pk): user for user in colleagues}
        named = [(key, str(user.name)) for key, user in self.colleagues.items()]
        self.fields["readers"].choices = named  # type: ignore[attr-defined]
        self.order_fields([*BOXES, "readers"])

    def clean(self) -> dict[str, Any]:
        """Return the words by box, and the readers."""
        cleaned = super().clean() or self.cleaned_data
        readers = [self.colleagues[key] for key in cleaned.get("readers", [])]
        return {"words": {name: cleaned.get(name, "") for name in BOXES}, "readers": readers}


class StepBackForm(Form):
    """Stepping back. There is no question why."""

    perhaps_until = DateBoxes(
        label=_("When might you be back?"),
        what=_("day"),
        earliest="today",
        help_text=_("A guess is fine, and so is nothing. Nobody holds you to it."),
        required=False,
    )


class StepInForm(Form):
    """Coming back, after a talk."""

    talked_on = DateBoxes(
        label=_("When did you talk?"),
        what=_("day"),
        latest="today",
        help_text=_("What they need to start again, and what to change. Nothing of it is written down here."),
        missing=_("Talk first, then write the day"),
    )
