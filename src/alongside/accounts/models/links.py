"""Coming in for the first time, and back in after losing a password or a second factor (R09)."""

from datetime import datetime
from uuid import UUID

from django.db import models
from django.db.models import F, Q

from alongside.accounts.models.users import User
from alongside.audit.models import AuditedModel, AuditedQuerySet
from alongside.common import clock
from alongside.common.ids import new_id
from alongside.crypto.fields import SealedText
from alongside.crypto.keys import SERVICE
from alongside.crypto.models import SealedModel


class HelpBackIn(AuditedModel, SealedModel):
    """One person starts it; another records how the user proved who they are. Neither learns a secret."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="helps")
    started_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    started_at = models.DateTimeField(default=clock.now)
    proved_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    proved_at = models.DateTimeField(null=True)
    proof = SealedText(null=True)
    called_off_at = models.DateTimeField(null=True)

    objects = AuditedQuerySet["HelpBackIn"].as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["user"], condition=Q(proved_at=None, called_off_at=None), name="one_open_help_a_user"
            ),
            models.CheckConstraint(condition=~Q(proved_by=F("started_by")), name="help_takes_two_people"),
            models.CheckConstraint(
                condition=~Q(started_by=F("user")) & ~Q(proved_by=F("user")), name="nobody_helps_themselves"
            ),
            models.CheckConstraint(
                condition=Q(proved_by=None, proved_at=None, proof=None)
                | Q(proved_by__isnull=False, proved_at__isnull=False, proof__isnull=False),
                name="proof_is_whole",
            ),
        )

    def __str__(self) -> str:
        return f"help {self.id}"

    def seal_owner(self) -> UUID:
        """The service's key."""
        return SERVICE

    @property
    def is_open(self) -> bool:
        """Whether it still waits for the second person."""
        return self.proved_at is None and self.called_off_at is None


class LinkKind(models.TextChoices):
    """Why somebody gets a link."""

    NEW = "new"
    BACK_IN = "back_in"


class ComeInLink(AuditedModel):
    """A link by which somebody chooses their own password, once. Only a keyed hash of it is kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="links")
    kind = models.CharField(max_length=7, choices=LinkKind.choices)
    tag = models.CharField(max_length=64, unique=True)
    help = models.ForeignKey(HelpBackIn, models.PROTECT, null=True, related_name="links")
    made_at = models.DateTimeField(default=clock.now)
    made_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    until_at = models.DateTimeField()
    used_at = models.DateTimeField(null=True)
    # a newer link took its place, or the account was closed
    ended_at = models.DateTimeField(null=True)

    objects = AuditedQuerySet["ComeInLink"].as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(kind=LinkKind.NEW, help=None) | Q(kind=LinkKind.BACK_IN, help__isnull=False),
                name="way_back_in_follows_help",
            ),
        )

    def __str__(self) -> str:
        return f"link {self.id}"

    def is_live(self, now: datetime) -> bool:
        """Tell whether it can still be used at `now`."""
        return self.used_at is None and self.ended_at is None and now < self.until_at
