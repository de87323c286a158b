"""What we promise each other, putting things right, leaving well, and where next (E15, E17)."""

from datetime import date, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.models import AuditedQuerySet
from alongside.crypto.fields import SealedText
from alongside.peers.models.base import JourneyRow


class TeamAgreement(JourneyRow):
    """What the service and its advocates promise each other. A version is never changed."""

    number = models.PositiveSmallIntegerField(unique=True)
    from_on = models.DateField()
    we = SealedText()
    you = SealedText()

    objects = AuditedQuerySet["TeamAgreement"].as_manager()


class TeamSignature(JourneyRow):
    """An advocate agreed to one version. `made_by` is who agreed."""

    version = models.ForeignKey(TeamAgreement, models.PROTECT, related_name="signatures")

    objects = AuditedQuerySet["TeamSignature"].as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["version", "made_by"], name="agreed_once"),)


class TroubleStep(models.TextChoices):
    """How far something went that is not right."""

    TALK = "talk", _("Talking it over")
    COORDINATOR = "coord", _("With the coordinator")
    BOARD = "board", _("With the board")


class Trouble(JourneyRow):
    """An advocate says that something is not right. Only they and who they bring it to read it."""

    words = SealedText()
    wish = SealedText(null=True)
    step = models.CharField(max_length=5, choices=TroubleStep.choices)
    brought_to = models.ForeignKey(User, models.PROTECT, related_name="troubles")
    answer_by = models.DateField()
    ended_on = models.DateField(null=True)

    objects = AuditedQuerySet["Trouble"].as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(brought_to=F("made_by")), name="trouble_is_brought_to_another"
            ),
        )


class TroubleNews(JourneyRow):
    """What was done about it at one step."""

    trouble = models.ForeignKey(Trouble, models.PROTECT, related_name="news")
    step = models.CharField(max_length=5, choices=TroubleStep.choices)
    what = SealedText()

    objects = AuditedQuerySet["TroubleNews"].as_manager()


class LeavingChat(JourneyRow):
    """What somebody says who leaves, and what they take along."""

    user = models.ForeignKey(User, models.PROTECT, related_name="leaving_chats")
    said_on = models.DateField()
    good = SealedText(null=True)
    better = SealedText(null=True)
    # only where they want us to keep in touch
    reach = SealedText(null=True)

    objects = AuditedQuerySet["LeavingChat"].as_manager()


class GoalKind(models.TextChoices):
    """Where somebody wants to go next."""

    LEARN = "learn", _("Learning something")
    WORK = "work", _("Paid work")
    HELP = "help", _("Helping somewhere else")
    OTHER = "other", _("Something else")


class NextGoal(JourneyRow):
    """Where an advocate, `made_by`, wants to go next, in their words; shared only if they say so."""

    kind = models.CharField(max_length=5, choices=GoalKind.choices)
    goal = SealedText()
    first_step = SealedText(null=True)
    is_shared = models.BooleanField(default=False)
    result_13 = SealedText(null=True)
    result_26 = SealedText(null=True)

    objects = AuditedQuerySet["NextGoal"].as_manager()

    @property
    def ask_on(self) -> date | None:
        """The next day on which we ask how it went, if they shared it: after 13 and after 26 weeks."""
        weeks = 13 if self.result_13 is None else 26 if self.result_26 is None else None
        if not self.is_shared or weeks is None:
            return None
        return timezone.localtime(self.made_at).date() + timedelta(weeks=weeks)
