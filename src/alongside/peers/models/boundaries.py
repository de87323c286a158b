"""The boundaries book: ask before, or tell after, with no blame (E11)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.models import AuditedQuerySet
from alongside.common import clock
from alongside.crypto.fields import SealedText
from alongside.peers.models.own import OwnRow


class BoundaryKind(models.TextChoices):
    """What it is about."""

    GIFT = "gift", _("A gift")
    LIFT = "lift", _("A lift in a car")
    LENDING = "lending", _("Lending or borrowing")
    CONTACT = "contact", _("Contact outside our hours")
    ONLINE = "online", _("Social media")
    TIE = "tie", _("We know each other another way")
    OTHER = "other", _("Something else")


class BoundaryWhen(models.TextChoices):
    """Whether it has happened. Both are welcome."""

    BEFORE = "before", _("I ask before")
    AFTER = "after", _("I tell after")


class BoundaryDecision(models.TextChoices):
    """What was decided together."""

    FINE = "fine", _("It is fine")
    FINE_IF = "fine_if", _("It is fine, in this way")
    BETTER_NOT = "better_not", _("Better not, and here is how to say it")
    TALK = "talk", _("Let us talk about it")


class BoundaryEntry(OwnRow):
    """One entry of the book: what somebody asked or told, the advice, and what was decided."""

    kind = models.CharField(max_length=7, choices=BoundaryKind.choices)
    when = models.CharField(max_length=6, choices=BoundaryWhen.choices)
    what = SealedText()
    told_at = models.DateTimeField(default=clock.now)
    decision = models.CharField(max_length=10, choices=BoundaryDecision.choices, blank=True)
    advice = SealedText(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)

    objects = AuditedQuerySet["BoundaryEntry"].as_manager()

    class Meta:
        verbose_name = "boundary entry"
        indexes = (models.Index(fields=["-told_at"], name="peers_boundary_told"),)
        constraints = (
            models.CheckConstraint(condition=Q(kind__in=BoundaryKind.values), name="boundary_kind"),
            models.CheckConstraint(condition=Q(when__in=BoundaryWhen.values), name="boundary_when"),
            models.CheckConstraint(
                condition=Q(decision="", decided_by=None, decided_at=None)
                | Q(
                    decision__in=BoundaryDecision.values,
                    decided_by__isnull=False,
                    decided_at__isnull=False,
                ),
                name="a_boundary_decision_says_who_and_when",
            ),
            models.CheckConstraint(
                condition=~Q(decided_by=F("user")), name="nobody_decides_about_their_own_boundary"
            ),
        )
