"""A safeguarding concern, what was decided about it, and what came of it."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.models import AuditedModel, AuditedQuerySet
from alongside.common import clock
from alongside.common.ids import new_id, new_reference
from alongside.crypto.fields import SealedText
from alongside.crypto.keys import SERVICE
from alongside.crypto.models import SealedModel
from alongside.people.models import Person

LATE_AFTER = timedelta(minutes=30)
"""How long a concern may wait unseen before others are shown it too [policy]."""


class Danger(models.TextChoices):
    """Whether somebody is in danger now, as the one who raised it sees it."""

    YES = "yes", _("Yes")
    NO = "no", _("No")
    UNSURE = "unsure", _("I am not sure")


class Asked(models.TextChoices):
    """Whether the person was asked what they want to happen."""

    YES = "yes", _("Yes")
    NO = "no", _("No, not yet")


class Told(models.TextChoices):
    """Whether the person knows that it is passed on."""

    YES = "yes", _("Yes")
    NOT_YET = "not_yet", _("Not yet")


class ConcernState(models.TextChoices):
    """How far a concern has come."""

    NEW = "new", _("Waiting to be seen")
    SEEN = "seen", _("Seen, being looked into")
    CLOSED = "closed", _("Closed")


class ConcernOutcome(models.TextChoices):
    """How a concern ended."""

    SAFER = "safer", _("The person is safer now")
    PASSED_ON = "passed_on", _("Another service is dealing with it")
    WATCH = "watch", _("Nothing more for now; we keep an eye on it")
    NO_RISK = "no_risk", _("It turned out that nobody was at risk")


class Concern(AuditedModel, SealedModel):
    """Somebody is worried about somebody. Each is kept apart and none is merged away (R55)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    reference = models.CharField(max_length=7, unique=True, default=new_reference)
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="concerns")
    # a worker it is about: they and everybody above them see nothing of it (R56)
    worker = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    raised_by = models.ForeignKey(User, models.PROTECT, related_name="concerns_raised")
    # when they said it, by their own device, and when it reached us
    said_at = models.DateTimeField(default=clock.now)
    raised_at = models.DateTimeField(default=clock.now)
    happened_on = models.DateField(null=True)
    happened_about = SealedText(null=True)
    danger = models.CharField(max_length=6, choices=Danger.choices, default=Danger.UNSURE)
    who = SealedText(null=True)
    saw = SealedText(null=True)
    they_said = SealedText(null=True)
    wishes_asked = models.CharField(max_length=3, choices=Asked.choices, blank=True)
    wishes = SealedText(null=True)
    told = models.CharField(max_length=7, choices=Told.choices, blank=True)
    not_told_why = SealedText(null=True)
    state = models.CharField(max_length=6, choices=ConcernState.choices, default=ConcernState.NEW)
    seen_at = models.DateTimeField(null=True)
    seen_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    # when others were told that nobody had seen it
    escalated_at = models.DateTimeField(null=True)
    outcome = models.CharField(max_length=9, choices=ConcernOutcome.choices, blank=True)
    outcome_words = SealedText(null=True)
    closed_at = models.DateTimeField(null=True)
    closed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = AuditedQuerySet["Concern"].as_manager()

    class Meta:
        indexes = (models.Index(fields=["state", "-raised_at"], name="safety_concern_state"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(state=ConcernState.NEW, seen_at=None, seen_by=None)
                | ~Q(state=ConcernState.NEW) & Q(seen_at__isnull=False, seen_by__isnull=False),
                name="concern_seen_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state=ConcernState.CLOSED, closed_at__isnull=False, closed_by__isnull=False)
                & ~Q(outcome="")
                | ~Q(state=ConcernState.CLOSED) & Q(closed_at=None, closed_by=None, outcome=""),
                name="concern_closed_with_an_outcome",
            ),
            models.CheckConstraint(
                condition=Q(worker=None) | ~Q(worker=F("raised_by")), name="concern_names_somebody_else"
            ),
        )

    def __str__(self) -> str:
        return self.reference

    def seal_owner(self) -> UUID:
        """The person's key, or the service's where nobody on record is meant."""
        return self.person_id or SERVICE

    @property
    def late_at(self) -> datetime:
        """When it has waited too long."""
        return self.raised_at + LATE_AFTER

    @property
    def is_late(self) -> bool:
        """Tell whether it has waited too long and nobody has seen it."""
        return self.state == ConcernState.NEW and self.late_at <= clock.now()


class Share(models.TextChoices):
    """What was decided about telling somebody outside the service (F2)."""

    YES = "yes", _("Yes, tell somebody")
    NO = "no", _("No, keep it here")
    LATER = "later", _("Not now; decide again")


class DecisionTold(models.TextChoices):
    """Whether the person was told of a decision. Least is shared, and they know, unless that adds risk."""

    YES = "yes", _("Yes")
    SOON = "soon", _("Not yet")
    RISK = "risk", _("No, it would put somebody at more risk")


class ConcernDecision(AuditedModel, SealedModel):
    """Tell somebody or not, whom, how much, why, and who agreed. Never changed; a new one is added."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    concern = models.ForeignKey(Concern, models.PROTECT, related_name="decisions")
    share = models.CharField(max_length=5, choices=Share.choices)
    with_whom = SealedText(null=True)
    what = SealedText(null=True)
    why = SealedText()
    agreed = SealedText(null=True)
    told = models.CharField(max_length=4, choices=DecisionTold.choices, blank=True)
    not_told_why = SealedText(null=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    objects = AuditedQuerySet["ConcernDecision"].as_manager()

    class Meta:
        ordering = ("made_at", "id")

    def __str__(self) -> str:
        return f"decision {self.id}"

    def seal_owner(self) -> UUID:
        """The key of its concern."""
        return self.concern.seal_owner()


class NewsKind(models.TextChoices):
    """What happened after a decision."""

    SENT = "sent", _("We told somebody or sent something")
    REPLY = "reply", _("Somebody answered us")
    OTHER = "other", _("Something else happened")


class ConcernNews(AuditedModel, SealedModel):
    """What was sent, what came back, and what else happened. Only added to."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    concern = models.ForeignKey(Concern, models.PROTECT, related_name="news")
    kind = models.CharField(max_length=5, choices=NewsKind.choices)
    words = SealedText()
    on = models.DateField()
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=clock.now)

    objects = AuditedQuerySet["ConcernNews"].as_manager()

    class Meta:
        ordering = ("written_at", "id")

    def __str__(self) -> str:
        return f"news {self.id}"

    def seal_owner(self) -> UUID:
        """The key of its concern."""
        return self.concern.seal_owner()
