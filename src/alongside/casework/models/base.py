"""The base of every row of a person's record."""

from uuid import UUID

from django.db import models

from alongside.accounts.models import User
from alongside.audit.models import AuditedModel
from alongside.common import clock
from alongside.common.ids import new_id
from alongside.crypto.models import SealedModel
from alongside.people.models import Person


class PersonRow(AuditedModel, SealedModel):
    """Something written about one person, sealed with their key; says who wrote it, and when."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    # the clinic session at which it was written, where it was at one
    session = models.ForeignKey("clinics.Session", models.PROTECT, null=True, related_name="+")
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    # the day only, where the person is an anonymous contact (R51)
    written_at = models.DateTimeField(default=clock.now)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.id}"

    def seal_owner(self) -> UUID:
        """The person's key."""
        return self.person_id
