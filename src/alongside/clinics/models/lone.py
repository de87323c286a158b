"""Going somewhere alone: when somebody means to be there and back, and the calls if they are late (B6)."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.models import AuditedModel, AuditedQuerySet
from alongside.common import clock
from alongside.common.ids import new_id
from alongside.crypto.fields import SealedText
from alongside.crypto.keys import SERVICE
from alongside.crypto.models import SealedModel

GRACE = timedelta(minutes=15)
"""So late after a time nothing was heard, those on duty are called (B6)."""


class Company(models.TextChoices):
    """Whether somebody goes along."""

    ALONE = "alone", _("I go alone")
    PERSON = "person", _("I go with somebody we support")


class LoneVisitQuerySet(AuditedQuerySet["LoneVisit"]):
    """Visits somebody makes alone."""

    def open(self) -> "LoneVisitQuerySet":
        """Return those that are not over."""
        return self.filter(left_at=None, safe_at=None, called_off_at=None)

    def late(self) -> "LoneVisitQuerySet":
        """Return those of which nothing was heard 15 minutes after it should have been."""
        before = clock.now() - GRACE
        missed = Q(arrived_at=None, arrive_by__lte=before) | Q(arrived_at__isnull=False, back_by__lte=before)
        return self.open().filter(missed)


class LoneVisit(AuditedModel, SealedModel):
    """A visit, a shift alone, or going along with somebody. It names nobody we support."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="lone_visits")
    where = SealedText()
    company = models.CharField(max_length=6, choices=Company.choices)
    arrive_by = models.DateTimeField()
    back_by = models.DateTimeField()
    made_at = models.DateTimeField(default=clock.now)
    arrived_at = models.DateTimeField(null=True)
    left_at = models.DateTimeField(null=True)
    called_off_at = models.DateTimeField(null=True)
    # somebody on duty reached them, and it is over
    safe_at = models.DateTimeField(null=True)
    safe_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    # how many of those on duty have had a message, and when the last one had
    told = models.PositiveSmallIntegerField(default=0)
    told_at = models.DateTimeField(null=True)

    objects = LoneVisitQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=["left_at", "back_by"], name="clinics_lone_open"),)
        constraints = (
            models.CheckConstraint(condition=Q(back_by__gt=F("arrive_by")), name="back_after_arriving"),
            models.CheckConstraint(condition=Q(company__in=Company.values), name="lone_company"),
        )

    def __str__(self) -> str:
        return f"lone visit {self.id}"

    def seal_owner(self) -> UUID:
        """The service's key."""
        return SERVICE

    @property
    def is_open(self) -> bool:
        """Tell whether it is not over."""
        return not (self.left_at or self.safe_at or self.called_off_at)

    @property
    def due_at(self) -> datetime:
        """When something should be heard next."""
        return self.back_by if self.arrived_at else self.arrive_by

    @property
    def is_late(self) -> bool:
        """Tell whether nothing was heard 15 minutes after it should have been."""
        return self.is_open and self.due_at <= clock.now() - GRACE


class CallOutcome(models.TextChoices):
    """What came of ringing somebody who is late."""

    NO_ANSWER = "none", _("I rang. No answer")
    THERE = "there", _("They are safe, and still there")
    SAFE = "safe", _("They are safe, and it is over")
    HELP = "help", _("I have called for help (999 or the police)")


class LoneCall(AuditedModel, SealedModel):
    """One call about somebody who is late, by whom, and what came of it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    visit = models.ForeignKey(LoneVisit, models.PROTECT, related_name="calls")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    outcome = models.CharField(max_length=5, choices=CallOutcome.choices)
    words = SealedText(null=True)

    objects = AuditedQuerySet["LoneCall"].as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(outcome__in=CallOutcome.values), name="lone_call_outcome"),
        )

    def __str__(self) -> str:
        return f"lone call {self.id}"

    def seal_owner(self) -> UUID:
        """The service's key."""
        return SERVICE
