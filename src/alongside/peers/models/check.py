"""Whether somebody may work in a role with what is known of them: a decision, never a certificate (E4)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.models import AuditedQuerySet
from alongside.crypto.fields import SealedText
from alongside.peers.models.base import JourneyRow
from alongside.peers.models.stage import ShiftRole


class Level(models.TextChoices):
    """How much a check asks for."""

    NONE = "none", _("No check")
    BASIC = "basic", _("Basic")
    STANDARD = "standard", _("Standard")
    ENHANCED = "enhanced", _("Enhanced")
    BARRED = "barred", _("Enhanced, with the barred list")


MOST_ALLOWED = {
    ShiftRole.HELPER: Level.BASIC,
    ShiftRole.SHADOW: Level.ENHANCED,
    ShiftRole.LEAD: Level.ENHANCED,
}
"""The most that may be asked for a role. To ask for more is against the law.

Basic: any role (Police Act 1997 s.112). Enhanced: advice and assistance, week by week, mainly for adults who
get health or social care (s.113B, and the Rehabilitation of Offenders Act 1974 (Exceptions) Order 1975). An
advocate does no regulated activity with adults, so the barred list is never asked for. Each service looks at
this for its own roles.
"""


class CheckOutcome(models.TextChoices):
    """What was decided."""

    GO = "go", _("Yes, in this role")
    WITH = "with", _("Yes, with what we agreed")
    NOT_NOW = "not_now", _("Not in this role for now")


class AppealOutcome(models.TextChoices):
    """What came of an appeal."""

    STANDS = "stands", _("It stays as it was")
    CHANGED = "changed", _("Yes, in this role")


GOOD = (CheckOutcome.GO, CheckOutcome.WITH)


class CheckDecision(JourneyRow):
    """Two people decided about one role, until a day. Of a certificate only its number and date are kept."""

    user = models.ForeignKey(User, models.PROTECT, related_name="checks")
    role = models.CharField(max_length=6, choices=ShiftRole.choices)
    level = models.CharField(max_length=8, choices=Level.choices)
    certificate_on = models.DateField(null=True)
    certificate_number = SealedText(null=True)
    outcome = models.CharField(max_length=7, choices=CheckOutcome.choices)
    why = SealedText()
    review_on = models.DateField()
    agreed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    agreed_on = models.DateField(null=True)
    appeal = SealedText(null=True)
    appealed_on = models.DateField(null=True)
    appeal_outcome = models.CharField(max_length=7, choices=AppealOutcome.choices, blank=True)
    appeal_why = SealedText(null=True)
    heard_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    heard_on = models.DateField(null=True)

    objects = AuditedQuerySet["CheckDecision"].as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=~Q(made_by=F("user")) & ~Q(agreed_by=F("user")) & ~Q(heard_by=F("user")),
                name="nobody_checks_themselves",
            ),
            models.CheckConstraint(condition=~Q(agreed_by=F("made_by")), name="check_takes_two_people"),
            models.CheckConstraint(
                condition=~Q(heard_by=F("made_by")) & ~Q(heard_by=F("agreed_by")),
                name="appeal_is_heard_by_another",
            ),
        )

    @property
    def is_waiting(self) -> bool:
        """Tell whether the second person has still to agree."""
        return self.agreed_on is None

    @property
    def lets_work(self) -> bool:
        """Tell whether it lets them work in the role, whatever the day."""
        good = self.outcome in GOOD and self.agreed_on is not None
        return good or self.appeal_outcome == AppealOutcome.CHANGED
