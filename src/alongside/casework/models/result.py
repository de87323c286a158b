"""What came of a case, as the person tells it (D8)."""

from decimal import Decimal

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.audit.models import AuditedQuerySet
from alongside.casework.models.base import PersonRow
from alongside.casework.models.case import Case
from alongside.crypto.fields import SealedText

WEEKS = 52
"""Weekly money is counted for a year, as advice services count it."""


class ResultKind(models.TextChoices):
    """What sort of thing came of it."""

    MONEY = "money", _("Money")
    HOME = "home", _("A home")
    TREATMENT = "treatment", _("Treatment")
    APOLOGY = "apology", _("An apology")
    POLICY = "policy", _("They changed how they do things")
    OTHER = "other", _("Something else")


class Result(PersonRow):
    """One thing that came of a case, in the person's word for it. Money is in pounds."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="results")
    kind = models.CharField(max_length=9, choices=ResultKind.choices)
    words = SealedText(null=True)
    arrears = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    weekly = models.DecimalField(max_digits=8, decimal_places=2, null=True)
    told_on = models.DateField()

    objects = AuditedQuerySet["Result"].as_manager()

    class Meta:
        verbose_name = "result"
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=ResultKind.values), name="a_result_is_of_a_kind"),
            models.CheckConstraint(
                condition=Q(kind=ResultKind.MONEY) | Q(arrears=None, weekly=None),
                name="only_money_has_an_amount",
            ),
        )

    @property
    def has_amount(self) -> bool:
        """Tell whether they said how much."""
        return self.arrears is not None or self.weekly is not None

    @property
    def a_year(self) -> Decimal:
        """What the weekly money comes to in 52 weeks, in pounds."""
        return WEEKS * (self.weekly or Decimal(0))

    @property
    def total(self) -> Decimal:
        """What was paid for the past and 52 weeks of the weekly money, in pounds."""
        return (self.arrears or Decimal(0)) + self.a_year
