"""The options sheet: everything the person could do, "do nothing" among it, and what they chose (C7)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext

from alongside.audit.models import AuditedQuerySet
from alongside.casework.models.base import PersonRow
from alongside.casework.models.case import Case
from alongside.crypto.fields import SealedText


class Option(PersonRow):
    """One thing the person could do, with what is good, bad and risky about it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="options")
    number = models.PositiveSmallIntegerField()
    is_do_nothing = models.BooleanField(default=False)
    words = SealedText(null=True)
    good = SealedText(null=True)
    bad = SealedText(null=True)
    risk = SealedText(null=True)

    objects = AuditedQuerySet["Option"].as_manager()

    class Meta:
        verbose_name = "option"
        constraints = (
            models.UniqueConstraint(fields=["case", "number"], name="options_of_a_case_are_numbered"),
            models.UniqueConstraint(
                fields=["case"], condition=Q(is_do_nothing=True), name="one_do_nothing_in_a_case"
            ),
            models.CheckConstraint(
                condition=Q(is_do_nothing=True, words=None) | Q(is_do_nothing=False, words__isnull=False),
                name="an_option_has_words",
            ),
        )

    @property
    def label(self) -> str:
        """What the option is called."""
        return gettext("Do nothing for now") if self.is_do_nothing else str(self.words)


class OptionChoice(PersonRow):
    """The person chose. Choosing again adds another, and the newest holds."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="choices")
    number = models.PositiveSmallIntegerField()
    option = models.ForeignKey(Option, models.PROTECT, related_name="choices")
    why = SealedText(null=True)
    chosen_on = models.DateField()

    objects = AuditedQuerySet["OptionChoice"].as_manager()

    class Meta:
        verbose_name = "choice"
        constraints = (
            models.UniqueConstraint(fields=["case", "number"], name="choices_of_a_case_are_numbered"),
        )
