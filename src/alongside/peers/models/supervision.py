"""Supervision: when it is, who was there, what came of it, and the decision to let somebody work without."""

from datetime import time
from uuid import UUID

from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.models import AuditedModel, AuditedQuerySet
from alongside.common import clock
from alongside.common.ids import new_id
from alongside.common.weekdays import Weekday
from alongside.crypto.fields import SealedText
from alongside.crypto.keys import SERVICE
from alongside.crypto.models import SealedModel
from alongside.peers.models.own import OwnRow


class SupervisionSetting(AuditedModel, SealedModel):
    """When and where supervision is, and within how many days somebody who works must have been there."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    weekday = models.PositiveSmallIntegerField(choices=Weekday.choices, default=Weekday.TUESDAY)
    starts_at = models.TimeField(default=time(10))
    place = SealedText(null=True)
    within_days = models.PositiveSmallIntegerField(
        default=14, validators=[MinValueValidator(7), MaxValueValidator(90)]
    )
    changed_at = models.DateTimeField(default=clock.now)

    objects = AuditedQuerySet["SupervisionSetting"].as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(id=1), name="one_supervision_setting"),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="supervision_weekday"),
        )

    def __str__(self) -> str:
        return "when supervision is"

    def seal_owner(self) -> UUID:
        """The service's key."""
        return SERVICE


class SupervisionKind(models.TextChoices):
    """For everybody, or for one."""

    GROUP = "group", _("For everybody")
    ALONE = "alone", _("One to one")


class SupervisionState(models.TextChoices):
    """Whether it took place."""

    PLANNED = "planned", _("To come")
    HELD = "held", _("Took place")
    NOT_HELD = "not_held", _("Did not take place")


class Supervision(AuditedModel, SealedModel):
    """One supervision: of everybody in a week, or of one advocate."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    kind = models.CharField(max_length=5, choices=SupervisionKind.choices, default=SupervisionKind.GROUP)
    on = models.DateField()
    starts_at = models.TimeField()
    state = models.CharField(max_length=8, choices=SupervisionState.choices, default=SupervisionState.PLANNED)
    themes = SealedText(null=True)
    held_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = AuditedQuerySet["Supervision"].as_manager()

    class Meta:
        indexes = (models.Index(fields=["-on", "kind"], name="peers_supervision_on"),)
        constraints = (
            models.UniqueConstraint(
                fields=["on"], condition=Q(kind="group"), name="one_supervision_of_everybody_a_day"
            ),
            models.CheckConstraint(condition=Q(kind__in=SupervisionKind.values), name="supervision_kind"),
            models.CheckConstraint(condition=Q(state__in=SupervisionState.values), name="supervision_state"),
        )

    def __str__(self) -> str:
        return f"supervision {self.id}"

    def seal_owner(self) -> UUID:
        """The service's key."""
        return SERVICE

    @property
    def has_come(self) -> bool:
        """Tell whether its day has come."""
        return self.on <= clock.today()


class Presence(models.TextChoices):
    """Whether somebody was there. None of the answers blames."""

    HERE = "here", _("Was there")
    SENT_WORD = "sent_word", _("Sent word")
    NOT_TODAY = "not_today", _("Not this time")


class SupervisionPresence(AuditedModel):
    """One line of the register."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    supervision = models.ForeignKey(Supervision, models.PROTECT, related_name="register")
    user = models.ForeignKey(User, models.PROTECT, related_name="supervisions")
    presence = models.CharField(max_length=9, choices=Presence.choices)
    marked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    marked_at = models.DateTimeField(default=clock.now)

    objects = AuditedQuerySet["SupervisionPresence"].as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["supervision", "user"], name="one_line_of_the_register"),
            models.CheckConstraint(condition=Q(presence__in=Presence.values), name="presence_is_known"),
        )

    def __str__(self) -> str:
        return f"presence {self.id}"


class SupervisionAction(OwnRow):
    """Something an advocate said at supervision that they would do."""

    supervision = models.ForeignKey(Supervision, models.PROTECT, related_name="actions")
    what = SealedText()
    due_on = models.DateField(null=True)
    done_on = models.DateField(null=True)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = AuditedQuerySet["SupervisionAction"].as_manager()

    class Meta:
        verbose_name = "action of supervision"


class OneToOneAsk(OwnRow):
    """An advocate asked to talk alone."""

    about = SealedText(null=True)
    asked_at = models.DateTimeField(default=clock.now)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = AuditedQuerySet["OneToOneAsk"].as_manager()

    class Meta:
        verbose_name = "ask to talk alone"
        constraints = (
            models.UniqueConstraint(
                fields=["user"], condition=Q(settled_at=None), name="one_open_ask_to_talk_alone"
            ),
        )


class PrivateNote(OwnRow):
    """What an advocate writes for themselves about supervision. Nobody else reads it, in no pack either."""

    words = SealedText()
    written_at = models.DateTimeField(default=clock.now)

    objects = AuditedQuerySet["PrivateNote"].as_manager()

    class Meta:
        verbose_name = "private note"


class WorkDecision(AuditedModel, SealedModel):
    """A coordinator decided that somebody may work for now though supervision was missed, and why (B4)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="work_decisions")
    from_on = models.DateField()
    until_on = models.DateField()
    why = SealedText()
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=clock.now)

    objects = AuditedQuerySet["WorkDecision"].as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(until_on__gte=F("from_on")), name="decision_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=F("user")), name="nobody_decides_about_their_own_work"
            ),
        )

    def __str__(self) -> str:
        return f"decision {self.id}"

    def seal_owner(self) -> UUID:
        """The service's key."""
        return SERVICE
