"""What every row about a journey has: who wrote it, when, and the service's key."""

from uuid import UUID

from django.db import models

from alongside.accounts.models import User
from alongside.audit.models import AuditedModel
from alongside.common import clock
from alongside.common.ids import new_id
from alongside.crypto.keys import SERVICE
from alongside.crypto.models import SealedModel


class JourneyRow(AuditedModel, SealedModel):
    """Something written about an advocate's journey, sealed with the service's own key."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"

    def seal_owner(self) -> UUID:
        """Workers' things are sealed with the service's own key."""
        return SERVICE
