"""Starting a time limit, moving it, what became of it, why it is late, and who watches it."""

from collections.abc import Iterable
from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.casework.forms.fields import Pick, RowForm
from alongside.casework.models import Deadline
from alongside.casework.reckoned import circumstances_asked_by
from alongside.common.forms import DateBoxes, Form, LongText, Text
from alongside.rights.rule import Rule


def _event_field() -> DateBoxes:
    return DateBoxes(
        label=_("Which day started the clock?"),
        what=_("day that started the clock"),
        missing=_("Write the day that started the clock. All other dates are counted from it."),
    )


def _watcher_field() -> Pick:
    return Pick(
        label=_("Who else watches it?"),
        help_text=_("They see the date and both names in the team diary, and nothing of the matter."),
        required=False,
        widget=forms.Select,
    )


class CircumstancesForm(Form):
    """What can move a time limit; only what its rule asks for."""

    event_on = _event_field()
    reasons_asked_on = DateBoxes(
        label=_("Did they ask for written reasons? On which day?"),
        what=_("day they asked for reasons"),
        help_text=_("Asking in time can give more days. Leave it if they did not ask."),
        latest="today",
        required=False,
    )
    reasons_given_on = DateBoxes(
        label=_("When did the written reasons come?"),
        what=_("day the reasons came"),
        help_text=_("Leave it if they have not come."),
        latest="today",
        required=False,
    )
    paused_from = DateBoxes(
        label=_("Was the clock stopped? From which day?"),
        what=_("day the clock stopped"),
        help_text=_("For example while they wait for proof of who you are. Leave it if it was not."),
        required=False,
    )
    paused_until = DateBoxes(
        label=_("Until which day was it stopped?"),
        what=_("day the clock went on"),
        help_text=_("The day they got what they asked for."),
        required=False,
    )
    assessment_day = forms.IntegerField(
        label=_("On which day of the month does their Universal Credit month begin?"),
        help_text=_("A number from 1 to 31. It stands on their payment page."),
        min_value=1,
        max_value=31,
        required=False,
    )

    def __init__(self, *args: Any, rule: Rule, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["event_on"].help_text = rule.starts_words.capitalize()
        wanted = circumstances_asked_by(rule)
        for name in ("reasons_asked_on", "reasons_given_on", "paused_from", "paused_until", "assessment_day"):
            if name not in wanted:
                del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Check that a pause has both its days, in order."""
        clean = super().clean() or {}
        begins, ends = clean.get("paused_from"), clean.get("paused_until")
        if begins and not ends:
            self.add_error("paused_until", _("Write the day the clock went on, or leave both empty"))
        elif ends and not begins:
            self.add_error("paused_from", _("Write the day the clock stopped, or leave both empty"))
        elif begins and ends and ends < begins:
            self.add_error("paused_until", _("The clock went on after it stopped. Check both days."))
        return clean


class StartForm(CircumstancesForm):
    """A time limit, confirmed."""

    watcher = _watcher_field()

    def __init__(self, *args: Any, colleagues: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _offer(self.fields["watcher"], colleagues, none=_("Nobody yet"))


class MoveDeadlineForm(CircumstancesForm):
    """Another day, and why."""

    why = LongText(
        label=_("Why does it change?"),
        help_text=_("It helps if somebody asks about it later."),
        required=False,
    )


class MeetForm(Form):
    """What was done, when, and what proves it."""

    met_on = DateBoxes(
        label=_("On which day was it done?"),
        what=_("day it was done"),
        help_text=_("The day it got there, if it had to get there in time."),
        latest="today",
        missing=_("Write the day it was done"),
    )
    what_done = LongText(
        label=_("What was done?"),
        help_text=_("So that anybody can see that it was in time."),
        missing=_("Write what was done"),
    )
    proof = Text(
        label=_("What proves it?"),
        help_text=_("A proof of posting, an email, a name and time of a call."),
        required=False,
    )


class DropForm(Form):
    """Why it no longer counts."""

    why = LongText(
        label=_("Why does it no longer count?"),
        help_text=_("Whoever opens the case after you will want to know."),
        missing=_("Write why it no longer counts"),
    )


class MissForm(Form):
    """It was missed for good."""

    why = LongText(
        label=_("What got in the way?"),
        help_text=_("Not to blame anybody: so that we can do better."),
        required=False,
    )


class LateForm(RowForm):
    """The late route: what happened, in their words, and what shows it (D3)."""

    late_reasons = LongText(
        label=_("What made it hard to do this in time?"),
        help_text=_(
            "In their own words: being ill, in hospital, no home, bad news, no help. Whoever decides "
            "needs it. Not knowing the rule is not enough on its own."
        ),
        required=False,
    )
    late_evidence = LongText(
        label=_("What shows that?"),
        help_text=_("A letter from a doctor, a hostel or a worker, a police number. It makes it stronger."),
        required=False,
    )


class WatchForm(Form):
    """Who looks after it, and who watches."""

    owner = Pick(
        label=_("Who looks after it?"),
        help_text=_("They make sure that it is done."),
        missing=_("Choose who looks after it"),
        widget=forms.Select,
    )
    watcher = _watcher_field()

    def __init__(self, *args: Any, deadline: Deadline, colleagues: Iterable[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names = [user for user in colleagues if user.pk != deadline.owner_id]
        _offer(self.fields["owner"], [deadline.owner, *names])
        _offer(self.fields["watcher"], colleagues, none=_("Nobody yet"))


def _offer(field: forms.Field, colleagues: Iterable[User], *, none: Any = "") -> None:
    cast(Pick, field).offer([(user, str(user.name)) for user in colleagues], none=none)
