"""Reads about training: cohorts, registers, and how far somebody has come (E5)."""

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Max, Min

from alongside.accounts.models import Role, User
from alongside.accounts.queries import users_with
from alongside.crypto.keys import with_keys
from alongside.peers.models import HAD_IT, Attendance, CatchUp, Cohort, Lesson, Trainee
from alongside.peers.rules import Progress, progress_of


@dataclass(frozen=True)
class TraineeLine:
    """Somebody in training, how much they had, and whether a plan runs."""

    trainee: Trainee
    progress: Progress
    has_plan: bool

    @property
    def needs_plan(self) -> bool:
        """Tell whether a plan to catch up has still to be made."""
        return self.progress.needs_plan and not self.has_plan and self.trainee.finished_on is None


@dataclass(frozen=True)
class LessonLine:
    """A lesson, and what the register says of one trainee, or of how many had it."""

    lesson: Lesson
    line: Attendance | None = None
    had: int = 0
    is_held: bool = False


def cohorts() -> list[Cohort]:
    """Return every cohort, the newest first, each with its first and last day and how many train."""
    rows = Cohort.objects.annotate(
        first_on=Min("lessons__on"), last_on=Max("lessons__on"), size=Count("trainees", distinct=True)
    )
    return with_keys(rows.select_related("trainer").order_by("-first_on", "-id"), "trainer")


def lessons_of(cohort: Cohort) -> list[LessonLine]:
    """Return the programme, with how many had each lesson."""
    answers: dict[UUID, list[str]] = {}
    register = Attendance.objects.filter(lesson__cohort=cohort)
    for lesson, answer in register.values_list("lesson", "answer"):
        answers.setdefault(lesson, []).append(answer)
    return [
        LessonLine(lesson, had=progress_of(answers.get(lesson.pk, ())).had, is_held=lesson.pk in answers)
        for lesson in with_keys(cohort.lessons.order_by("number"))
    ]


def trainees_of(cohort: Cohort) -> list[TraineeLine]:
    """Return who is in a cohort, by name, in as many queries for many as for one."""
    return _lines(cohort.trainees.select_related("user"))


def trainings_of(user: User) -> list[TraineeLine]:
    """Return the trainings somebody took part in, the newest first."""
    return _lines(Trainee.objects.filter(user=user).select_related("user", "cohort").order_by("-made_at"))


def programme_of(trainee: Trainee) -> list[LessonLine]:
    """Return each lesson with what the register says of one trainee."""
    lines = {line.lesson_id: line for line in with_keys(trainee.attended.all())}
    return [
        LessonLine(lesson, line=lines.get(lesson.pk), is_held=lesson.pk in lines)
        for lesson in with_keys(trainee.cohort.lessons.order_by("number"))
    ]


def catch_ups_of(trainee: Trainee) -> list[CatchUp]:
    """Return the plans to catch up, the newest first."""
    return with_keys(trainee.catch_ups.order_by("-made_at", "-id"))


def who_had(lesson: Lesson) -> set[str]:
    """Return the ids of trainees who had a lesson."""
    return {str(pk) for pk in lesson.register.filter(answer__in=HAD_IT).values_list("trainee", flat=True)}


def who_can_join(cohort: Cohort) -> list[User]:
    """Return advocates who are not in this cohort, by name."""
    others = users_with(Role.ADVOCATE).exclude(pk__in=cohort.trainees.values("user"))
    return by_name(others)


def by_name(users: Iterable[User]) -> list[User]:
    """Return users by name."""
    return sorted(with_keys(users), key=lambda user: str(user.name).casefold())


def _lines(trainees: Iterable[Trainee]) -> list[TraineeLine]:
    rows = with_keys(trainees, "user")
    ids = [row.pk for row in rows]
    answers: dict[UUID, list[str]] = {pk: [] for pk in ids}
    for trainee, answer in Attendance.objects.filter(trainee__in=ids).values_list("trainee", "answer"):
        answers[trainee].append(answer)
    planned = set(CatchUp.objects.filter(trainee__in=ids, done_on=None).values_list("trainee", flat=True))
    return [TraineeLine(row, progress_of(answers[row.pk]), row.pk in planned) for row in rows]
