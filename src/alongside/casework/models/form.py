"""Forms filled in with the person: whose words they are, the copy, how it went, what came back (C12)."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.audit.models import AuditedQuerySet
from alongside.casework.models.base import PersonRow
from alongside.casework.models.case import Case
from alongside.casework.models.letter import SentHow
from alongside.casework.models.paper import Paper
from alongside.crypto.fields import SealedJSON, SealedText


class WhoseWords(models.TextChoices):
    """Whose words stand on a form."""

    OWN = "own", _("Their own, written by them")
    SPOKEN = "spoken", _("Their own, written down as they spoke")
    OURS = "ours", _("Ours, read back to them")


class FormFilled(PersonRow):
    """One form, from the day it is due to the day it is answered."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="forms_filled")
    title = SealedText()
    whose_words = models.CharField(max_length=6, choices=WhoseWords.choices)
    due_on = models.DateField(null=True)
    # the blank form, where it is a PDF that can be filled in here
    blank = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="+")
    # what stands in its boxes, by the names the form gives them
    answers = SealedJSON(null=True)
    # a photo or scan of what was filled in by hand
    copy = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="+")
    sent_on = models.DateField(null=True)
    sent_how = models.CharField(max_length=7, choices=SentHow.choices, blank=True)
    proof = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="+")
    proof_words = SealedText(null=True)
    received_on = models.DateField(null=True)
    answered_on = models.DateField(null=True)
    answer_words = SealedText(null=True)

    objects = AuditedQuerySet["FormFilled"].as_manager()

    class Meta:
        verbose_name = "form filled in"
        constraints = (
            models.CheckConstraint(
                condition=Q(whose_words__in=WhoseWords.values), name="a_form_says_whose_words_it_holds"
            ),
            models.CheckConstraint(
                condition=Q(sent_on=None, sent_how="")
                | Q(sent_on__isnull=False, sent_how__in=SentHow.values),
                name="a_sent_form_says_how",
            ),
            models.CheckConstraint(
                condition=Q(received_on=None, answered_on=None) | Q(sent_on__isnull=False),
                name="only_a_sent_form_is_answered",
            ),
        )

    @property
    def is_sent(self) -> bool:
        """Tell whether it is on its way."""
        return self.sent_on is not None


class FormCopy(PersonRow):
    """A form as it was filled in here, to the byte."""

    form = models.ForeignKey(FormFilled, models.PROTECT, related_name="copies")
    number = models.PositiveSmallIntegerField()
    file = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    size = models.PositiveIntegerField()

    objects = AuditedQuerySet["FormCopy"].as_manager()

    class Meta:
        verbose_name = "copy of a form"
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["form", "number"], name="copies_of_a_form_are_numbered"),
        )
