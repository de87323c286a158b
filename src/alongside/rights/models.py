"""Who checked a rule against its source, and when."""

from uuid import UUID

from django.db import models

from alongside.accounts.models import User
from alongside.audit.models import AuditedModel, AuditedQuerySet
from alongside.common import clock
from alongside.common.ids import new_id
from alongside.crypto.fields import SealedText
from alongside.crypto.keys import SERVICE
from alongside.crypto.models import SealedModel


class RuleCheck(AuditedModel, SealedModel):
    """One version of a rule was compared with its source. Rows are only added."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    rule_code = models.CharField(max_length=80)
    version_code = models.CharField(max_length=10)
    checked_on = models.DateField(default=clock.today)
    checked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    note = SealedText(null=True)

    objects = AuditedQuerySet["RuleCheck"].as_manager()

    class Meta:
        indexes = (models.Index(fields=["rule_code", "checked_on"], name="rights_check_rule"),)

    def seal_owner(self) -> UUID:
        """The service's key: it is about nobody."""
        return SERVICE
