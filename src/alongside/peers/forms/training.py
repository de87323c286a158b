"""Input of the training pages."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.common.forms import Choice, Choices, DateBoxes, Form, LongText, Text, Tick
from alongside.common.templatetags.look import day
from alongside.peers.models import Lesson, Trainee

PROGRAMME = (
    _("Welcome: who we are, and what an advocate is"),
    _("Listening"),
    _("Your own story: when it helps, and when it does not"),
    _("Boundaries"),
    _("Private, and when it cannot be"),
    _("What they want, in their own words"),
    _("Options, and doing nothing"),
    _("Benefits: letters, dates and appeals"),
    _("Homes: the council’s duties"),
    _("Treatment: your rights, and asking for change"),
    _("Danger: keeping people safe"),
    _("Working in somebody else’s place"),
    _("Notes, steps and time limits"),
    _("Looking after yourself, and supervision"),
)
"""What a training begins with; each service writes its own."""


class CohortForm(Form):
    """A new training."""

    name = Text(label=_("What do you call it?"), max_length=60, missing=_("Write a name"))
    begins_on = DateBoxes(
        label=_("When is the first session?"), what=_("first day"), missing=_("Write the first day")
    )
    topics = LongText(
        label=_("What is each session about?"),
        help_text=_("A line for each, 13 to 15 of them. They follow week by week; you can move each day."),
        missing=_("Write what each session is about"),
    )

    def clean_topics(self) -> list[str]:
        """Return a topic for each line."""
        return [line.strip() for line in self.cleaned_data["topics"].splitlines() if line.strip()]


class OneOfForm(Form):
    """Somebody to choose."""

    user = Choice(label=_("Who?"), missing=_("Choose somebody"))

    def __init__(self, *args: Any, users: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.users = {str(user.pk): user for user in users}
        choices = [(key, user.name) for key, user in self.users.items()]
        self.fields["user"].choices = choices  # type: ignore[attr-defined]

    def clean_user(self) -> User:
        """Return the user."""
        return self.users[self.cleaned_data["user"]]


class RegisterForm(Form):
    """Who was there."""

    marks_skippable = False
    came = Choices(
        label=_("Who was there?"), required=False, help_text=_("Who is not ticked can catch up later.")
    )

    def __init__(self, *args: Any, trainees: Sequence[Trainee], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(str(trainee.pk), trainee.user.name) for trainee in trainees]
        self.fields["came"].choices = choices  # type: ignore[attr-defined]


class LessonDayForm(Form):
    """Another day for a lesson."""

    on = DateBoxes(label=_("On which day?"), what=_("day"), missing=_("Write the day"))


class EvidenceForm(Form):
    """What shows that somebody learned it."""

    lesson = Choice(label=_("Which session?"), missing=_("Choose a session"))
    evidence = LongText(
        label=_("What shows that they have it?"),
        help_text=_("For example: played the first talk with Des, and asked before writing."),
        missing=_("Write what shows it"),
    )
    caught_up = Tick(
        label=_("They missed it and have caught up"), help_text=_("From now on it counts as had.")
    )

    def __init__(self, *args: Any, lessons: Sequence[Lesson], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lessons = {str(lesson.pk): lesson for lesson in lessons}
        choices = [(key, f"{lesson.number}. {lesson.topic}") for key, lesson in self.lessons.items()]
        field = self.fields["lesson"]
        field.choices = choices  # type: ignore[attr-defined]
        field.widget.hints = {key: day(lesson.on) for key, lesson in self.lessons.items()}

    def clean_lesson(self) -> Lesson:
        """Return the lesson."""
        return self.lessons[self.cleaned_data["lesson"]]


class CatchUpForm(Form):
    """How somebody catches up."""

    plan = LongText(
        label=_("How will they catch up?"),
        help_text=_("Agree it with them. A call, a film, an hour beside somebody: whatever suits."),
        missing=_("Write how they will catch up"),
    )
    due_on = DateBoxes(label=_("By when?"), what=_("day"), earliest="today", missing=_("Write by when"))
