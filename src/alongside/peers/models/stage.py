"""A peer, and the stages of their journey."""

from collections.abc import Iterable
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.models import AuditedModel, AuditedQuerySet
from alongside.common import clock
from alongside.common.ids import new_id
from alongside.crypto.fields import SealedText
from alongside.crypto.keys import SERVICE
from alongside.crypto.models import SealedModel


class StageName(models.TextChoices):
    """Where somebody is on their way. The words on screen are the service's own where it has some."""

    INTERESTED = "interested", _("Interested")
    APPLIED = "applied", _("Applied")
    TRAINING = "training", _("In training")
    SHADOW = "shadow", _("Shadow")
    LEAD = "lead", _("Lead")
    SENIOR = "senior", _("Senior lead")
    STEPPED_BACK = "stepped_back", _("Stepped back for now")
    MOVED_ON = "moved_on", _("Moved on")


class ShiftRole(models.TextChoices):
    """As what an advocate is put on a session."""

    LEAD = "lead", _("Lead")
    SHADOW = "shadow", _("Shadow")
    HELPER = "helper", _("Helper")


class Basis(models.TextChoices):
    """By what somebody became a lead."""

    SIGNED_OFF = "signed", _("Signed off")
    LED_BEFORE = "before", _("Led before, or elsewhere")


class Peer(AuditedModel):
    """Somebody who volunteers. Never tied to a record of the same human as somebody we support."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.OneToOneField(User, models.PROTECT, related_name="peer")
    made_at = models.DateTimeField(default=clock.now)

    objects = AuditedQuerySet["Peer"].as_manager()

    def __str__(self) -> str:
        return f"peer {self.id}"


class StageQuerySet(AuditedQuerySet["Stage"]):
    """The history of stages."""

    def newest_first(self) -> "StageQuerySet":
        """Return the history, what holds now first."""
        return self.order_by("-from_on", "-made_at", "-id")

    def now_of(self, users: Iterable[UUID]) -> dict[UUID, StageName]:
        """Return the stage that holds today, by the id of the user; in one query."""
        newest = self.filter(peer=models.OuterRef("pk"), from_on__lte=clock.today()).newest_first()
        now = models.Subquery(newest.values("stage")[:1])
        held = Peer.objects.filter(user__in=list(users)).annotate(now=now).exclude(now=None)
        return {user: StageName(stage) for user, stage in held.values_list("user", "now")}


class Stage(AuditedModel, SealedModel):
    """One stage of a journey, from a day on. The newest holds; a row is never changed."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    peer = models.ForeignKey(Peer, models.PROTECT, related_name="stages")
    stage = models.CharField(max_length=12, choices=StageName.choices)
    from_on = models.DateField()
    why = SealedText(null=True)
    # NULL, not empty: SQLite adds such a column in place, and the trigger that guards the table stays
    basis = models.CharField(max_length=6, choices=Basis.choices, null=True)  # noqa: DJ001
    decided_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    objects = StageQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=["peer", "-from_on"], name="peers_stage_newest"),)
        constraints = (
            models.CheckConstraint(condition=models.Q(stage__in=StageName.values), name="stage_is_known"),
        )

    def __str__(self) -> str:
        return f"stage {self.id}"

    def seal_owner(self) -> UUID:
        """Workers' things are sealed with the service's own key."""
        return SERVICE
