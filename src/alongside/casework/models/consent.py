"""Letting Universal Credit talk to one of us: explicit consent, which runs out (C4)."""

from datetime import date, timedelta

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.models import AuditedQuerySet
from alongside.casework.models.base import PersonRow
from alongside.common import clock
from alongside.crypto.fields import SealedText

WARN_BEFORE = timedelta(days=7)


class GivenHow(models.TextChoices):
    """How the person told Universal Credit."""

    JOURNAL = "journal", _("In the journal")
    PHONE = "phone", _("By phone")
    IN_PERSON = "in_person", _("In person")
    IN_WRITING = "in_writing", _("In writing")


class UcConsent(PersonRow):
    """One consent. Asking again adds another, and each runs out on its own day."""

    named = models.ForeignKey(User, models.PROTECT, related_name="+")
    what = SealedText()
    why = SealedText()
    given_on = models.DateField()
    how = models.CharField(max_length=10, choices=GivenHow.choices)
    assessment_day = models.PositiveSmallIntegerField()
    runs_out_on = models.DateField()
    # the version of the rule that gave the day
    rule_version_code = models.CharField(max_length=10)
    withdrawn_on = models.DateField(null=True)

    objects = AuditedQuerySet["UcConsent"].as_manager()

    class Meta:
        verbose_name = "consent for Universal Credit"
        constraints = (
            models.CheckConstraint(
                condition=Q(assessment_day__gte=1, assessment_day__lte=31),
                name="an_assessment_day_is_a_day_of_a_month",
            ),
        )

    @property
    def is_live(self) -> bool:
        """Tell whether it holds today."""
        return self.withdrawn_on is None and self.runs_out_on >= clock.today()

    @property
    def is_soon_out(self) -> bool:
        """Tell whether to ask again: it holds, and not for long."""
        return self.is_live and self.asks_again_on <= clock.today()

    @property
    def asks_again_on(self) -> date:
        """The day from which to ask again."""
        return self.runs_out_on - WARN_BEFORE
