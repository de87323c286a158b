"""One day of a clinic, and who is put on it."""

from datetime import datetime
from typing import Any, Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.models import AuditedModel, AuditedQuerySet
from alongside.clinics.models.place import Clinic
from alongside.common import clock
from alongside.common.ids import new_id
from alongside.crypto.fields import SealedJSON, SealedText
from alongside.crypto.keys import SERVICE
from alongside.crypto.models import SealedModel
from alongside.peers.models import ShiftRole


class SessionState(models.TextChoices):
    """Where a session is in its day."""

    PLANNED = "planned", _("Planned")
    OPEN = "open", _("Open")
    CLOSED = "closed", _("Closed")
    CANCELLED = "cancelled", _("Does not run")


LIVE = (SessionState.PLANNED, SessionState.OPEN)


class SessionQuerySet(AuditedQuerySet["Session"]):
    """Sessions."""

    def live(self) -> "SessionQuerySet":
        """Return those that are to run, or run."""
        return self.filter(state__in=LIVE)

    def in_order(self) -> "SessionQuerySet":
        """Return them as they follow each other, each with its clinic."""
        return self.select_related("clinic").order_by("on", "starts_at", "id")


class Session(AuditedModel):
    """A clinic on one day, at times of the place: when the clocks change, ten o'clock stays ten o'clock."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="sessions")
    on = models.DateField()
    starts_at = models.TimeField()
    ends_at = models.TimeField()
    state = models.CharField(max_length=9, choices=SessionState.choices, default=SessionState.PLANNED)
    # grows with every change, so that calendars know which is the newer one
    revision = models.PositiveIntegerField(default=0)

    objects = SessionQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=["on", "state"], name="clinics_session_day"),)
        constraints = (
            models.UniqueConstraint(fields=["clinic", "on"], name="one_session_a_day"),
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="session_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=Q(state__in=SessionState.values), name="session_state"),
        )

    def __str__(self) -> str:
        return f"session {self.id}"

    def change(self, **fields: Any) -> Self:
        """Set `fields` and save just these, and that there was a change."""
        return super().change(**fields, revision=self.revision + 1)

    @property
    def title(self) -> str:
        """Where it is, as lists show it."""
        return str(self.clinic.name)

    @property
    def begins(self) -> datetime:
        """The moment it begins."""
        return timezone.make_aware(datetime.combine(self.on, self.starts_at))

    @property
    def finishes(self) -> datetime:
        """The moment it ends."""
        return timezone.make_aware(datetime.combine(self.on, self.ends_at))

    @property
    def is_live(self) -> bool:
        """Tell whether it is to run, or runs."""
        return self.state in LIVE

    @property
    def is_over(self) -> bool:
        """Tell whether its end has passed, closed or not."""
        return self.finishes <= clock.now()


class ShiftQuerySet(AuditedQuerySet["Shift"]):
    """Shifts."""

    def live(self) -> "ShiftQuerySet":
        """Return those from which nobody was taken off."""
        return self.filter(ended_at=None)


class Shift(AuditedModel):
    """An advocate put on a session: as what, by whom."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    session = models.ForeignKey(Session, models.PROTECT, related_name="shifts")
    user = models.ForeignKey(User, models.PROTECT, related_name="shifts")
    role = models.CharField(max_length=6, choices=ShiftRole.choices)
    put_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    put_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = ShiftQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=["user", "session"], name="clinics_shift_user"),)
        constraints = (
            models.UniqueConstraint(
                fields=["session", "user"], condition=Q(ended_at=None), name="one_live_shift_a_session"
            ),
            models.UniqueConstraint(
                fields=["session"],
                condition=Q(ended_at=None, role=ShiftRole.SHADOW),
                name="never_two_shadows",
            ),
            models.CheckConstraint(condition=Q(role__in=ShiftRole.values), name="shift_role"),
        )

    def __str__(self) -> str:
        return f"shift {self.id}"


class LeadAloneDecision(AuditedModel, SealedModel):
    """A coordinator decided that this lead may run this session alone, and why. Another lead asks anew."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    session = models.ForeignKey(Session, models.PROTECT, related_name="lead_alone_decisions")
    lead = models.ForeignKey(User, models.PROTECT, related_name="+")
    why = SealedText()
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(default=clock.now)

    objects = AuditedQuerySet["LeadAloneDecision"].as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["session", "lead"], name="one_decision_for_a_lead"),)

    def __str__(self) -> str:
        return f"decision {self.id}"

    def seal_owner(self) -> UUID:
        """The service's key."""
        return SERVICE


class SessionClose(AuditedModel, SealedModel):
    """How a session ended. It stays when the session is opened again, and is written anew at the next end."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    session = models.OneToOneField(Session, models.PROTECT, related_name="close")
    people_came = models.PositiveSmallIntegerField()
    promises = SealedJSON(default=list)
    note = SealedText(null=True)
    closed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    closed_at = models.DateTimeField(default=clock.now)
    reopened_at = models.DateTimeField(null=True)
    reopened_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = AuditedQuerySet["SessionClose"].as_manager()

    def __str__(self) -> str:
        return f"end of session {self.session_id}"

    def seal_owner(self) -> UUID:
        """The service's key."""
        return SERVICE
