"""Input about promises, what is not right, leaving, and where next."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.common.forms import Choice, DateBoxes, Form, LongText, Text, Tick
from alongside.peers.models import GoalKind

WE = _(
    "We train you, and somebody supervises you every week.\n"
    "You are never alone at a session unless we both agree.\n"
    "We pay back what you really spent, within 5 working days.\n"
    "Your past is no bar. Your own file, if we have one, stays closed to your colleagues.\n"
    "You can step back at any time. You need give no reason, and you can come back."
)
YOU = _(
    "I listen first. The person decides.\n"
    "I keep what I am told private, and ask when I am unsure.\n"
    "I come to supervision, and say when I cannot come.\n"
    "I say when I know somebody, and I ask about gifts, lifts and lending."
)


class TeamAgreementForm(Form):
    """What we promise each other."""

    we = LongText(label=_("What we promise you"), missing=_("Write what we promise"))
    you = LongText(label=_("What you promise"), missing=_("Write what advocates promise"))


class _ToForm(Form):
    """Somebody to bring it to."""

    def __init__(self, *args: Any, users: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.users = {str(user.pk): user for user in users}
        choices = [(key, user.name) for key, user in self.users.items()]
        field = self.fields["to"]
        field.choices = choices  # type: ignore[attr-defined]
        field.widget.hints = {key: ", ".join(user.role_labels()) for key, user in self.users.items()}

    def clean_to(self) -> User | None:
        """Return whom they chose."""
        return self.users.get(self.cleaned_data["to"])


class TroubleForm(_ToForm):
    """Something that is not right."""

    words = LongText(
        label=_("What is not right?"),
        help_text=_("In your own words. It is where the talk begins."),
        missing=_("Write what is not right"),
    )
    wish = LongText(
        label=_("What would put it right?"),
        help_text=_("It helps to find what would be fair to you."),
        required=False,
    )
    to = Choice(
        label=_("To whom do you bring it?"),
        help_text=_("Only the two of you read it. You get an answer within 10 working days."),
        missing=_("Choose somebody"),
    )


class TroubleNewsForm(_ToForm):
    """What was done about it."""

    what = LongText(label=_("What was said or done?"), missing=_("Write what was said or done"))
    is_right = Tick(label=_("It is put right"), help_text=_("Whose it is says this, not who was asked."))
    to = Choice(
        label=_("Take it to somebody else?"),
        help_text=_("They then read it in place of who read it so far."),
        required=False,
    )

    def __init__(self, *args: Any, is_own: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_own:
            del self.fields["is_right"], self.fields["to"]


class LeavingForm(Form):
    """What somebody says who leaves."""

    said_on = DateBoxes(
        label=_("When did you talk?"), what=_("day"), latest="today", missing=_("Write the day")
    )
    good = LongText(label=_("What was good, and what do they take along?"), required=False)
    better = LongText(label=_("What should we do better?"), required=False)
    reach = Text(
        label=_("May we keep in touch? How?"),
        help_text=_("Only if they like. Leave it empty for no."),
        required=False,
    )


class GoalForm(Form):
    """Where next."""

    kind = Choice(
        label=_("Where would you like to go next?"), choices=GoalKind.choices, missing=_("Choose one")
    )
    goal = LongText(label=_("What is it, in your words?"), missing=_("Write what it is"))
    first_step = LongText(label=_("What is the first small step?"), required=False)
    is_shared = Tick(
        label=_("Share it with those who supervise"),
        help_text=_("They ask after 13 and 26 weeks how it went. You can take this back."),
    )

    def clean_kind(self) -> GoalKind:
        """Return the kind itself."""
        return GoalKind(self.cleaned_data["kind"])


class ResultForm(Form):
    """How it went."""

    result = LongText(
        label=_("How did it go?"),
        help_text=_("Any answer is good. Plans change."),
        missing=_("Write how it went"),
    )
