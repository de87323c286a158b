"""What a worker found to be wrong with a service."""

from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.models import AuditedModel, AuditedQuerySet
from alongside.common import clock
from alongside.common.ids import new_id
from alongside.crypto.fields import SealedText
from alongside.crypto.keys import SERVICE
from alongside.crypto.models import SealedModel
from alongside.directory.models.service import Service


class WhatIsWrong(models.TextChoices):
    """What is not as we say it is."""

    CLOSED = "closed", _("It has closed")
    TIMES = "times", _("The times")
    ADDRESS = "address", _("The address")
    REACH = "reach", _("The telephone number or e-mail")
    WHO = "who", _("Whom it is for")
    OTHER = "other", _("Something else")


class ServiceReport(AuditedModel, SealedModel):
    """A worker says that something about a service is wrong. A coordinator looks."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    service = models.ForeignKey(Service, models.PROTECT, related_name="reports")
    kind = models.CharField(max_length=7, choices=WhatIsWrong.choices)
    words = SealedText(null=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)
    settled_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    settled_at = models.DateTimeField(null=True)

    objects = AuditedQuerySet["ServiceReport"].as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=WhatIsWrong.values), name="service_report_kind"),
            models.CheckConstraint(
                condition=Q(settled_at=None, settled_by=None)
                | Q(settled_at__isnull=False, settled_by__isnull=False),
                name="service_report_settled_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"service report {self.id}"

    def seal_owner(self) -> UUID:
        """Reports are sealed with the service's own key."""
        return SERVICE
