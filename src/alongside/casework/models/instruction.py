"""What the person wants said for them, agreed before anybody says it (C6)."""

from datetime import date

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.audit.models import AuditedQuerySet
from alongside.casework.models.base import PersonRow
from alongside.casework.models.case import Case
from alongside.crypto.fields import SealedText


class AgreedHow(models.TextChoices):
    """How somebody said yes to the words."""

    READ_BACK = "read_back", _("I read it back and they said yes")
    READ = "read", _("They read it and said yes")
    SIGNED = "signed", _("They signed it")
    PHONE = "phone", _("They said yes on the phone")
    MESSAGE = "message", _("They said yes in a message")


class WasItRight(models.TextChoices):
    """Whether what was said is what the person wanted said."""

    YES = "yes", _("Yes")
    PARTLY = "partly", _("Partly")
    NO = "no", _("No")
    NOT_ASKED = "not_asked", _("Not asked yet")


class Instruction(PersonRow):
    """Words for somebody, in the person's own words. Nobody says them before they are agreed."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="instructions")
    to_whom = SealedText()
    words = SealedText()
    agreed_on = models.DateField(null=True)
    agreed_how = models.CharField(max_length=9, choices=AgreedHow.choices, blank=True)
    done_on = models.DateField(null=True)
    said_back = SealedText(null=True)
    was_right = models.CharField(max_length=9, choices=WasItRight.choices, blank=True)
    was_right_words = SealedText(null=True)
    withdrawn_on = models.DateField(null=True)

    objects = AuditedQuerySet["Instruction"].as_manager()

    class Meta:
        verbose_name = "instruction"
        indexes = (models.Index(fields=["case", "agreed_on"], name="casework_instruction_case"),)
        constraints = (
            models.CheckConstraint(
                condition=Q(agreed_on=None, agreed_how="")
                | Q(agreed_on__isnull=False, agreed_how__in=AgreedHow.values),
                name="an_agreement_to_words_says_how",
            ),
            models.CheckConstraint(
                condition=Q(done_on=None) | Q(agreed_on__isnull=False, done_on__gte=models.F("agreed_on")),
                name="nothing_is_said_before_it_is_agreed",
            ),
            models.CheckConstraint(
                condition=Q(was_right="") | Q(done_on__isnull=False, was_right__in=WasItRight.values),
                name="was_it_right_follows_what_was_said",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_on=None) | Q(done_on=None), name="what_was_said_is_not_withdrawn"
            ),
        )

    @property
    def is_waiting_to_be_agreed(self) -> bool:
        """Tell whether the words are written and not yet agreed."""
        return self.agreed_on is None and self.withdrawn_on is None

    @property
    def is_waiting_to_be_said(self) -> bool:
        """Tell whether the words are agreed and not yet said."""
        return self.agreed_on is not None and self.done_on is None and self.withdrawn_on is None

    @property
    def was_it_right_is_open(self) -> bool:
        """Tell whether the person has yet to be asked if it was right."""
        return self.done_on is not None and self.was_right in ("", WasItRight.NOT_ASKED)

    @property
    def is_done_with(self) -> bool:
        """Tell whether nothing is left to do about these words."""
        said_and_asked = self.done_on is not None and not self.was_it_right_is_open
        return said_and_asked or self.withdrawn_on is not None

    def covers(self, day: date) -> bool:
        """Tell whether somebody could speak on these words on `day`: agreed, not withdrawn, not yet said."""
        agreed = self.agreed_on is not None and self.agreed_on <= day
        taken_back = self.withdrawn_on is not None and self.withdrawn_on <= day
        done_before = self.done_on is not None and self.done_on < day
        return agreed and not taken_back and not done_before
