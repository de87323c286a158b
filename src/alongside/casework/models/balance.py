"""Was it about me? The person's own quick score of a contact (C11)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.models import AuditedQuerySet
from alongside.casework.models.base import PersonRow


class Balance(models.TextChoices):
    """Whose talk it was, as the person felt it."""

    MINE = "mine", _("Yes, it was about me")
    PARTLY = "partly", _("Partly")
    NOT_MINE = "not_mine", _("Not really")


class BalanceScore(PersonRow):
    """One press by the person after a contact with an advocate."""

    advocate = models.ForeignKey(User, models.PROTECT, related_name="+")
    on = models.DateField()
    score = models.CharField(max_length=8, choices=Balance.choices)

    objects = AuditedQuerySet["BalanceScore"].as_manager()

    class Meta:
        verbose_name = "balance score"
        indexes = (models.Index(fields=["advocate", "-on"], name="casework_balance_advocate"),)
        constraints = (
            models.UniqueConstraint(fields=["person", "advocate", "on"], name="one_balance_score_a_day"),
            models.CheckConstraint(condition=Q(score__in=Balance.values), name="balance_is_known"),
        )
