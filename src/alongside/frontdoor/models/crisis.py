"""The numbers that a service adds to the crisis card, and when somebody checked all of them."""

import re
from uuid import UUID

from django.db import models

from alongside.accounts.models import User
from alongside.audit.models import AuditedModel, AuditedQuerySet
from alongside.common import clock
from alongside.common.ids import new_id
from alongside.crypto.fields import SealedJSON, SealedText
from alongside.crypto.keys import SERVICE
from alongside.crypto.models import SealedModel


class LocalNumber(AuditedModel, SealedModel):
    """Somebody near by to ring in a crisis (F5)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = SealedText()
    number = SealedText()
    what_for = SealedText(null=True)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=clock.now)

    objects = AuditedQuerySet["LocalNumber"].as_manager()

    def __str__(self) -> str:
        return f"number {self.id}"

    def seal_owner(self) -> UUID:
        """The service's key: it is about nobody."""
        return SERVICE

    @property
    def dial(self) -> str:
        """What a phone is given; empty where the number is written with words."""
        number = str(self.number)
        return re.sub(r"[^\d+]", "", number) if re.fullmatch(r"[\d\s()+-]+", number) else ""


class CrisisCheck(AuditedModel, SealedModel):
    """Somebody rang or looked up every number on the card. The newest check says what is on it."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    checked_on = models.DateField(default=clock.today)
    checked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    # keys of the national numbers that were left off the card
    left_off = SealedJSON(default=list)

    objects = AuditedQuerySet["CrisisCheck"].as_manager()

    class Meta:
        indexes = (models.Index(fields=["-checked_on", "-id"], name="frontdoor_crisis_check"),)

    def __str__(self) -> str:
        return f"crisis check {self.id}"

    def seal_owner(self) -> UUID:
        """The service's key: it is about nobody."""
        return SERVICE
