"""Contact notes: what happened, what we think and what they said, kept apart (C10)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.audit.models import AuditedQuerySet
from alongside.casework.models.base import PersonRow
from alongside.casework.models.case import Case
from alongside.casework.models.instruction import Instruction
from alongside.crypto.fields import SealedText


class ContactKind(models.TextChoices):
    """What kind of contact it was. Those with the other side speak for the person."""

    MET = "met", _("We met")
    CALL = "call", _("A phone call with them")
    MESSAGE = "message", _("A text or message with them")
    LETTER = "letter", _("A letter to or from them")
    EMAIL = "email", _("An email with them")
    TRIED = "tried", _("I tried to reach them")
    WORK = "work", _("I worked on it without them")
    OTHER_CALL = "other_call", _("A phone call with the other side")
    OTHER_LETTER = "other_letter", _("A letter to the other side")
    OTHER_EMAIL = "other_email", _("An email to the other side")
    OTHER_MEETING = "other_meeting", _("A meeting with the other side")


OUTSIDE = (
    ContactKind.OTHER_CALL,
    ContactKind.OTHER_LETTER,
    ContactKind.OTHER_EMAIL,
    ContactKind.OTHER_MEETING,
)
"""Somebody spoke for the person: needs agreed words, or a reason why there were none."""


class Contact(PersonRow):
    """A note of one contact. It is never changed: a correction is another note that stands beside it."""

    case = models.ForeignKey(Case, models.PROTECT, null=True, related_name="contacts")
    kind = models.CharField(max_length=13, choices=ContactKind.choices)
    happened_on = models.DateField()
    # never for an anonymous contact (R51)
    happened_at = models.TimeField(null=True)
    minutes = models.PositiveSmallIntegerField(null=True)
    fact = SealedText(null=True)
    view = SealedText(null=True)
    words = SealedText(null=True)
    is_late = models.BooleanField(default=False)
    instruction = models.ForeignKey(Instruction, models.PROTECT, null=True, related_name="contacts")
    no_instruction_why = SealedText(null=True)
    # the first note; the corrections of one note are numbered from 1
    corrects = models.ForeignKey("self", models.PROTECT, null=True, related_name="corrections")
    correction = models.PositiveSmallIntegerField(default=0)
    is_current = models.BooleanField(default=True)

    objects = AuditedQuerySet["Contact"].as_manager()

    class Meta:
        verbose_name = "contact note"
        indexes = (
            models.Index(
                fields=["person", "-happened_on", "-written_at"],
                condition=Q(is_current=True),
                name="casework_contact_person",
            ),
            models.Index(fields=["case", "-happened_on"], name="casework_contact_case"),
            models.Index(
                fields=["-written_at"],
                condition=Q(is_late=True, is_current=True),
                name="casework_contact_late",
            ),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(fact__isnull=False) | Q(view__isnull=False) | Q(words__isnull=False),
                name="a_note_says_something",
            ),
            models.CheckConstraint(
                condition=Q(minutes=None) | Q(minutes__lte=24 * 60), name="a_day_has_an_end"
            ),
            models.CheckConstraint(
                condition=~Q(kind__in=OUTSIDE)
                | Q(instruction__isnull=False)
                | Q(no_instruction_why__isnull=False),
                name="a_contact_outside_has_agreed_words_or_says_why",
            ),
            models.CheckConstraint(
                condition=Q(corrects=None, correction=0) | Q(corrects__isnull=False, correction__gt=0),
                name="a_correction_points_at_what_it_corrects",
            ),
            models.UniqueConstraint(fields=["corrects", "correction"], name="corrections_are_numbered"),
        )
