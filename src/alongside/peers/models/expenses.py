"""Expenses: what somebody really paid, with a receipt or why there is none, paid back fast (E12)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.models import AuditedQuerySet
from alongside.common import clock
from alongside.crypto.fields import SealedText
from alongside.peers.models.own import OwnRow

ROUND_PENCE = 500
"""Whole fives of pounds look like pay, not like cost: the job centre may count them as earnings."""


class ExpenseKind(models.TextChoices):
    """What it was for."""

    TRAVEL = "travel", _("Bus, train or taxi")
    MILEAGE = "mileage", _("Petrol and parking")
    MEAL = "meal", _("Something to eat")
    PHONE = "phone", _("Phone or data")
    CARE = "care", _("Somebody to look after family")
    OTHER = "other", _("Something else")


class ExpenseState(models.TextChoices):
    """Where a claim is."""

    SENT = "sent", _("Sent")
    ASKED = "asked", _("A question for you")
    PAID = "paid", _("Paid")


class Expense(OwnRow):
    """One thing somebody paid for to help here, to the penny."""

    spent_on = models.DateField()
    kind = models.CharField(max_length=7, choices=ExpenseKind.choices)
    pence = models.PositiveIntegerField()
    what = SealedText(null=True)
    # the photo of the receipt, sealed on disk
    receipt = models.UUIDField(null=True)
    no_receipt_why = SealedText(null=True)
    is_exact = models.BooleanField(default=False)
    sent_on = models.DateField()
    pay_by = models.DateField()
    state = models.CharField(max_length=5, choices=ExpenseState.choices, default=ExpenseState.SENT)
    question = SealedText(null=True)
    answer = SealedText(null=True)
    paid_on = models.DateField(null=True)
    paid_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = AuditedQuerySet["Expense"].as_manager()

    class Meta:
        verbose_name = "expense"
        indexes = (models.Index(fields=["state", "pay_by"], name="peers_expense_state"),)
        constraints = (
            models.CheckConstraint(condition=Q(pence__gt=0), name="an_expense_cost_something"),
            models.CheckConstraint(condition=Q(kind__in=ExpenseKind.values), name="expense_kind"),
            models.CheckConstraint(
                condition=Q(receipt__isnull=False) | Q(no_receipt_why__isnull=False),
                name="a_receipt_or_why_there_is_none",
            ),
            models.CheckConstraint(
                condition=(Q(state__in=["sent", "asked"]) & Q(paid_on=None, paid_by=None))
                | Q(state="paid", paid_on__isnull=False, paid_by__isnull=False),
                name="a_paid_expense_says_when_and_by_whom",
            ),
            models.CheckConstraint(condition=~Q(paid_by=F("user")), name="nobody_pays_themselves"),
        )

    @property
    def pounds(self) -> str:
        """The cost as people write it."""
        return f"£{self.pence // 100}.{self.pence % 100:02}"

    @property
    def is_late(self) -> bool:
        """Tell whether it should have been paid by now."""
        return self.state != ExpenseState.PAID and clock.today() > self.pay_by
