"""The base of what a worker tells of themselves: sealed with a key of their own."""

from uuid import UUID

from django.db import models

from alongside.accounts.models import User
from alongside.audit.models import AuditedModel
from alongside.common.ids import new_id
from alongside.crypto.models import SealedModel


class OwnRow(AuditedModel, SealedModel):
    """Something of one worker. When they have gone, destroying their key takes the words with it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="+")

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.id}"

    def seal_owner(self) -> UUID:
        """The worker's own key."""
        return self.user_id
