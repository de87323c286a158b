"""Places and colleagues that an advocate said, in private, they should not be put with (A7)."""

from uuid import UUID

from django.db import models
from django.db.models import F, Q

from alongside.accounts.models import User
from alongside.audit.models import AuditedModel, AuditedQuerySet
from alongside.clinics.models.place import Clinic
from alongside.common import clock
from alongside.common.ids import new_id


class KeptApartQuerySet(AuditedQuerySet["KeptApart"]):
    """What advocates said they should be kept from."""

    def live(self) -> "KeptApartQuerySet":
        """Return what still holds."""
        return self.filter(ended_at=None)

    def of(self, user_id: UUID) -> "KeptApartQuerySet":
        """Return what one advocate said, and still holds: for nobody else to read."""
        return self.live().filter(user=user_id)


class KeptApart(AuditedModel):
    """An advocate is not put at this place, or not with this colleague. No reason is asked or kept."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="kept_apart")
    clinic = models.ForeignKey(Clinic, models.PROTECT, null=True, related_name="kept_apart")
    colleague = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    told_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    objects = KeptApartQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(clinic__isnull=False, colleague=None) | Q(clinic=None, colleague__isnull=False),
                name="kept_from_a_place_or_a_colleague",
            ),
            models.CheckConstraint(condition=~Q(colleague=F("user")), name="nobody_is_kept_from_themselves"),
            models.UniqueConstraint(
                fields=["user", "clinic"],
                condition=Q(ended_at=None, clinic__isnull=False),
                name="kept_from_a_place_once",
            ),
            models.UniqueConstraint(
                fields=["user", "colleague"],
                condition=Q(ended_at=None, colleague__isnull=False),
                name="kept_from_a_colleague_once",
            ),
        )

    def __str__(self) -> str:
        return f"kept apart {self.id}"
