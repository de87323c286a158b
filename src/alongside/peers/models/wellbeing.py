"""Looking after those who help: hard contacts and debriefs, my own plan, stepping back and in again."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.models import AuditedModel, AuditedQuerySet
from alongside.common import clock
from alongside.common.ids import new_id
from alongside.crypto.fields import SealedJSON, SealedText
from alongside.peers.models.own import OwnRow

OFFER_WITHIN = timedelta(hours=24)
"""Within how long somebody offers a debrief after a hard contact (E9)."""


class DebriefState(models.TextChoices):
    """What became of the offer to talk about a hard contact."""

    TO_OFFER = "to_offer", _("To be offered")
    OFFERED = "offered", _("Offered")
    HAD = "had", _("Talked about")
    NOT_WANTED = "not_wanted", _("Not wanted")


class HardContactQuerySet(AuditedQuerySet["HardContact"]):
    """Hard contacts."""

    def open(self) -> "HardContactQuerySet":
        """Return those that nobody has talked about yet, though it may be wanted."""
        return self.filter(state__in=[DebriefState.TO_OFFER, DebriefState.OFFERED])


class HardContact(OwnRow):
    """A contact that was hard for the one who helped. It names nobody else: that is what notes are for."""

    happened_on = models.DateField()
    words = SealedText(null=True)
    told_at = models.DateTimeField(default=clock.now)
    state = models.CharField(max_length=10, choices=DebriefState.choices, default=DebriefState.TO_OFFER)
    offered_at = models.DateTimeField(null=True)
    offered_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    settled_on = models.DateField(null=True)
    # with whom they talked
    had_with = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = HardContactQuerySet.as_manager()

    class Meta:
        verbose_name = "hard contact"
        indexes = (
            models.Index(fields=["user", "-happened_on"], name="peers_hard_contact_user"),
            models.Index(
                fields=["told_at"], condition=Q(state="to_offer"), name="peers_hard_contact_to_offer"
            ),
        )
        constraints = (
            models.CheckConstraint(condition=Q(state__in=DebriefState.values), name="debrief_state"),
            models.CheckConstraint(
                condition=~Q(state="had") | Q(had_with__isnull=False, settled_on__isnull=False),
                name="a_debrief_says_when_and_with_whom",
            ),
            models.CheckConstraint(
                condition=~Q(offered_by=F("user")) & ~Q(had_with=F("user")),
                name="nobody_debriefs_themselves",
            ),
        )

    @property
    def offer_by(self) -> datetime:
        """By when somebody offers to talk about it."""
        return self.told_at + OFFER_WITHIN

    @property
    def is_late(self) -> bool:
        """Tell whether nobody has offered in time."""
        return self.state == DebriefState.TO_OFFER and clock.now() > self.offer_by


class WellbeingPlan(OwnRow):
    """What keeps me well, as I write it (E10): six boxes, each of which may stay empty."""

    words = SealedJSON(default=dict)
    changed_at = models.DateTimeField(default=clock.now)

    objects = AuditedQuerySet["WellbeingPlan"].as_manager()

    class Meta:
        verbose_name = "wellbeing plan"
        constraints = (models.UniqueConstraint(fields=["user"], name="one_wellbeing_plan"),)


class PlanShare(AuditedModel):
    """Whom the writer of a plan lets read it, for as long as they like."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    plan = models.ForeignKey(WellbeingPlan, models.PROTECT, related_name="shares")
    reader = models.ForeignKey(User, models.PROTECT, related_name="+")
    from_at = models.DateTimeField(default=clock.now)

    objects = AuditedQuerySet["PlanShare"].as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["plan", "reader"], name="plan_shared_once"),)

    def __str__(self) -> str:
        return f"share {self.id}"


class Away(AuditedModel):
    """Somebody stepped back for a while. No reason is asked, and there is no field for one (E10)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    from_on = models.DateField()
    # the stage they come back to
    stage_before = models.CharField(max_length=12)
    # when they think they may be back; nobody holds them to it
    perhaps_until = models.DateField(null=True)
    told_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    wants_back_at = models.DateTimeField(null=True)
    # the talk before they came back, and with whom; none where a coordinator moved them on without one
    talked_on = models.DateField(null=True)
    talked_with = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    back_on = models.DateField(null=True)

    objects = AuditedQuerySet["Away"].as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["user"], condition=Q(back_on=None), name="away_once_at_a_time"),
            models.CheckConstraint(condition=~Q(talked_with=F("user")), name="nobody_talks_with_themselves"),
        )

    def __str__(self) -> str:
        return f"away {self.id}"
