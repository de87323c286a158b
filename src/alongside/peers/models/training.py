"""Training: a cohort, its programme, the register, and catching up (E5)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.models import AuditedQuerySet
from alongside.crypto.fields import SealedText
from alongside.peers.models.base import JourneyRow


class Cohort(JourneyRow):
    """People who train together, and who trains them."""

    name = SealedText()
    trainer = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = AuditedQuerySet["Cohort"].as_manager()


class Lesson(JourneyRow):
    """One session of a programme."""

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="lessons")
    number = models.PositiveSmallIntegerField()
    topic = SealedText()
    on = models.DateField()

    objects = AuditedQuerySet["Lesson"].as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["cohort", "number"], name="one_lesson_of_a_number"),)


class Trainee(JourneyRow):
    """Somebody in a cohort, until they finish or stop."""

    cohort = models.ForeignKey(Cohort, models.PROTECT, related_name="trainees")
    user = models.ForeignKey(User, models.PROTECT, related_name="trainings")
    finished_on = models.DateField(null=True)
    finished_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = AuditedQuerySet["Trainee"].as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["cohort", "user"], name="once_in_a_cohort"),
            models.CheckConstraint(
                condition=Q(finished_on=None, finished_by=None)
                | Q(finished_on__isnull=False, finished_by__isnull=False),
                name="training_finished_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(finished_by=None) | ~Q(finished_by=F("user")), name="nobody_finishes_themselves"
            ),
        )


class Attended(models.TextChoices):
    """Whether somebody had what was taught in a lesson."""

    CAME = "came", _("Was there")
    NOT_THIS_TIME = "not_now", _("Not this time")
    CAUGHT_UP = "caught_up", _("Caught up since")


HAD_IT = (Attended.CAME, Attended.CAUGHT_UP)


class Attendance(JourneyRow):
    """One line of the register, and what shows that somebody learned it."""

    lesson = models.ForeignKey(Lesson, models.PROTECT, related_name="register")
    trainee = models.ForeignKey(Trainee, models.PROTECT, related_name="attended")
    answer = models.CharField(max_length=9, choices=Attended.choices)
    evidence = SealedText(null=True)

    objects = AuditedQuerySet["Attendance"].as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["lesson", "trainee"], name="one_line_in_a_register"),)


class CatchUp(JourneyRow):
    """How somebody who missed much catches up: a plan, never a removal."""

    trainee = models.ForeignKey(Trainee, models.PROTECT, related_name="catch_ups")
    plan = SealedText()
    due_on = models.DateField()
    done_on = models.DateField(null=True)

    objects = AuditedQuerySet["CatchUp"].as_manager()
