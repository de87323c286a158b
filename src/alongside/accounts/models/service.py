"""The service itself."""

from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.audit.models import AuditedModel, AuditedQuerySet
from alongside.common import clock
from alongside.crypto.fields import SealedJSON, SealedText
from alongside.crypto.keys import SERVICE
from alongside.crypto.models import SealedModel


class Nation(models.TextChoices):
    """Whose bank holidays are kept. The codes are those of the `holidays` package."""

    ENGLAND = "ENG", _("England")
    WALES = "WLS", _("Wales")
    SCOTLAND = "SCT", _("Scotland")
    NORTHERN_IRELAND = "NIR", _("Northern Ireland")


class Service(AuditedModel, SealedModel):
    """The service itself: its name, its own words, its time zone. There is one."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1, editable=False)
    name = SealedText()
    words = SealedJSON(default=dict)
    time_zone = models.CharField(max_length=64, default="Europe/London")
    nation = models.CharField(max_length=3, choices=Nation.choices, default=Nation.ENGLAND)
    is_demonstration = models.BooleanField(default=False)
    made_at = models.DateTimeField(default=clock.now)

    objects = AuditedQuerySet["Service"].as_manager()

    class Meta:
        constraints = (models.CheckConstraint(condition=models.Q(id=1), name="one_service"),)

    def __str__(self) -> str:
        return str(self.name)

    def seal_owner(self) -> UUID:
        """The service's own key."""
        return SERVICE
