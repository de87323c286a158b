"""A rota that was asked for: its row is the queue, then the draft, then the record of what was published."""

from datetime import date, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.models import AuditedModel, AuditedQuerySet
from alongside.clinics.models.session import Session
from alongside.common import clock
from alongside.common.ids import new_id
from alongside.peers.models import ShiftRole

FEWEST_WEEKS = 4
MOST_WEEKS = 13
MOST_SECONDS = 300
GRACE = timedelta(minutes=2)
"""How much longer than it was given a plan may take before it counts as lost."""


class RotaState(models.TextChoices):
    """How far a rota is."""

    QUEUED = "queued", _("Waiting")
    WORKING = "working", _("Being planned")
    DRAFT = "draft", _("Draft")
    PUBLISHED = "published", _("Published")
    LEFT = "left", _("Put aside")


IN_THE_QUEUE = (RotaState.QUEUED, RotaState.WORKING)


class Rota(AuditedModel):
    """So many weeks planned at a press."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    state = models.CharField(max_length=9, choices=RotaState.choices, default=RotaState.QUEUED)
    from_on = models.DateField()
    weeks = models.PositiveSmallIntegerField()
    seconds = models.PositiveSmallIntegerField(default=5)
    # weights of the objective, where they are not the usual ones
    weights = models.JSONField(default=dict)
    # numbers only: how good the best so far is
    progress = models.JSONField(default=dict)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    begun_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    stop_at = models.DateTimeField(null=True)
    published_at = models.DateTimeField(null=True)
    published_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = AuditedQuerySet["Rota"].as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(state__in=RotaState.values), name="rota_state"),
            models.CheckConstraint(
                condition=Q(weeks__range=(FEWEST_WEEKS, MOST_WEEKS)), name="rota_weeks_in_range"
            ),
            models.CheckConstraint(
                condition=Q(seconds__range=(1, MOST_SECONDS)), name="rota_seconds_in_range"
            ),
        )

    def __str__(self) -> str:
        return f"rota {self.id}"

    @property
    def until_on(self) -> date:
        """The Sunday of its last week."""
        return self.from_on + timedelta(weeks=self.weeks, days=-1)

    @property
    def is_in_the_queue(self) -> bool:
        """Tell whether it waits or is being planned."""
        return self.state in IN_THE_QUEUE

    @property
    def is_lost(self) -> bool:
        """Tell whether whoever planned it must have died: it should have been done long ago."""
        since = self.begun_at or self.asked_at
        return self.is_in_the_queue and clock.now() > since + timedelta(seconds=self.seconds) + GRACE


class RotaShift(AuditedModel):
    """Somebody in a place of a draft."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    rota = models.ForeignKey(Rota, models.CASCADE, related_name="shifts")
    # a session that nobody is down for can be taken away, whatever a draft says of it
    session = models.ForeignKey(Session, models.CASCADE, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    role = models.CharField(max_length=6, choices=ShiftRole.choices)

    objects = AuditedQuerySet["RotaShift"].as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["rota", "session", "user"], name="one_place_a_session_a_draft"),
            models.CheckConstraint(condition=Q(role__in=ShiftRole.values), name="rota_shift_role"),
        )

    def __str__(self) -> str:
        return f"place {self.id}"
