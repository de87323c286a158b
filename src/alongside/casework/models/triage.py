"""Four quick questions at the beginning: does anything have to be done today, and is it for us (A6)."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.audit.models import AuditedQuerySet
from alongside.casework.models.base import PersonRow
from alongside.crypto.fields import SealedText


class YesNo(models.TextChoices):
    """An answer. A question that was not asked has none."""

    YES = "yes", _("Yes")
    NO = "no", _("No")


class Triage(PersonRow):
    """What was answered once. Asking again adds another, and the newest holds."""

    # counts those of one person; after a join two may share a number, and the later day holds
    number = models.PositiveSmallIntegerField()
    harm = SealedText(null=True)
    dated = SealedText(null=True)
    statutory = SealedText(null=True)
    outside = SealedText(null=True)
    words = SealedText(null=True)

    objects = AuditedQuerySet["Triage"].as_manager()

    class Meta:
        verbose_name = "triage"

    @property
    def is_same_day(self) -> bool:
        """Tell whether something has to be done today: somebody could be hurt, or a legal date is near."""
        # an answer that does not open counts as yes
        return not {self.harm, self.dated} <= {None, YesNo.NO}

    @property
    def is_quiet(self) -> bool:
        """Tell whether nothing was answered with yes."""
        return {self.harm, self.dated, self.statutory, self.outside} <= {None, YesNo.NO}
