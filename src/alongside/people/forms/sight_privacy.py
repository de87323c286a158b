"""What whoever looks after privacy decides."""

from collections.abc import Sequence
from typing import Any, cast

from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.common.forms import Choice, Form, LongText, Text
from alongside.people.forms.sight import Colleague, NamedForm

SAME, OTHER = "same", "other"


class ReviewForm(Form):
    """What was found when somebody asked."""

    finding = LongText(
        label=_("What did you find?"),
        help_text=_("Whom you asked, and whether it was right to open the record."),
        missing=_("Write what you found"),
        max_length=1000,
    )


class SameForm(Form):
    """Whether a new worker and somebody on our records are one human; their file is closed already."""

    answer = Choice(
        label=_("Are they the same person?"),
        help_text=_("Until you say, the new account sees nobody."),
        choices=[(SAME, _("Yes, the same person")), (OTHER, _("No, somebody else"))],
        missing=_("Say whether they are the same person"),
    )


class DualRoleForm(SameForm, NamedForm):
    """The same, and who may see the file from then on."""

    field_order = ("answer", "named")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["named"].required = False
        self.fields["named"].label = _("If so, who may see the old record?")


class TakeBackForm(Form):
    """Whether a record that is closed as a worker's own is somebody else's after all."""

    answer = Choice(
        label=_("Was this a mistake?"),
        help_text=_("The record stays closed until somebody named for it opens it again."),
        choices=[(OTHER, _("Yes, it is the record of somebody else"))],
        missing=_("Say that it was a mistake, or go back"),
    )


class OwnRecordForm(NamedForm):
    """A worker who is on our records, as they told us themselves."""

    user = Colleague(label=_("Which colleague?"), missing=_("Choose a colleague"))
    reference = Text(
        label=_("Reference of their record"),
        help_text=_("Like 7KQ-2MX. They will never be able to open it as a worker."),
        missing=_("Write the reference"),
        max_length=20,
    )
    field_order = ("user", "reference", "named")

    def __init__(self, *args: Any, everybody: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast(Colleague, self.fields["user"]).offer(everybody)
