"""One session: who is put on it, who comes, what is counted."""

from collections.abc import Iterable, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.clinics.models import Session, TallyKind, Topic
from alongside.common.forms import Choice, Form, LongText, Tick
from alongside.common.templatetags.look import day, time_of_day
from alongside.people.models import Person


class PutOnForm(Form):
    """Who is put on the session, out of those who may be."""

    user = Choice(label=_("Who?"), missing=_("Choose somebody"))

    def __init__(self, *args: Any, candidates: Sequence[tuple[User, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.users = {str(user.pk): user for user, _stage in candidates}
        field = self.fields["user"]
        field.choices = [(str(user.pk), user.name) for user, _stage in candidates]  # type: ignore[attr-defined]
        field.widget.hints = {str(user.pk): stage for user, stage in candidates}

    def clean_user(self) -> User:
        """Return the advocate."""
        return self.users[self.cleaned_data["user"]]


class WhyForm(Form):
    """A decision that needs its reason."""

    why = LongText(
        label=_("Why is it safe enough?"),
        missing=_("Write why it is safe enough"),
        help_text=_("For example: staff of the place are in the room. It is kept with your name."),
    )


class CancelForm(Form):
    """A session that does not run."""

    why = LongText(
        label=_("Why does it not run?"), required=False, help_text=_("It helps those who ask later.")
    )


class WhoComesForm(Form):
    """Somebody to expect, or who is here: only people the user works with can be chosen."""

    marks_skippable = False
    person = Choice(label=_("Who?"), widget=forms.Select, missing=_("Choose who"))

    def __init__(self, *args: Any, people: Iterable[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.people = {str(person.pk): person for person in people}
        named = [(key, person.label) for key, person in self.people.items()]
        self.fields["person"].choices = [("", _("Choose a name")), *named]  # type: ignore[attr-defined]

    def clean_person(self) -> Person:
        """Return the person."""
        return self.people[self.cleaned_data["person"]]


class VisitForm(Form):
    """At which session somebody is expected, or is now."""

    session = Choice(label=_("Where and when?"), widget=forms.Select, missing=_("Choose where and when"))
    is_here = Tick(label=_("They are here now"), help_text=_("Only on the day, by those on shift."))

    def __init__(self, *args: Any, sessions: Iterable[Session], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.sessions = {str(session.pk): session for session in sessions}
        named = [(key, when_and_where(session)) for key, session in self.sessions.items()]
        self.fields["session"].choices = [("", _("Choose one")), *named]  # type: ignore[attr-defined]

    def clean_session(self) -> Session:
        """Return the session."""
        return self.sessions[self.cleaned_data["session"]]


class TallyForm(Form):
    """One press: what is counted, and if somebody likes, what it was about and how many at once."""

    kind = Choice(label=_("What do you count?"), choices=TallyKind.choices, missing=_("Press what you count"))
    topic = Choice(
        label=_("What was it about?"),
        choices=Topic.choices,
        required=False,
        help_text=_("It shows what people come about most."),
    )
    how_many = forms.IntegerField(
        label=_("How many at once?"),
        required=False,
        min_value=1,
        max_value=99,
        help_text=_("For example, 12 lunches. Empty means one."),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "narrow"}),
        error_messages={
            "invalid": _("Write how many as a number from 1 to 99"),
            "min_value": _("Write how many as a number from 1 to 99"),
            "max_value": _("Write how many as a number from 1 to 99"),
        },
    )

    def clean_kind(self) -> TallyKind:
        """Return the kind itself."""
        return TallyKind(self.cleaned_data["kind"])

    def clean_topic(self) -> Topic | None:
        """Return the topic itself, if one was chosen."""
        topic = self.cleaned_data["topic"]
        return Topic(topic) if topic else None

    def clean_how_many(self) -> int:
        """Return how many; one where nothing was written."""
        return int(self.cleaned_data["how_many"] or 1)


def when_and_where(session: Session) -> str:
    """Return a session as one line to choose."""
    return f"{day(session.on)}, {time_of_day(session.starts_at)} · {session.clinic.name}"
