"""Letters and call scripts: their words, who agreed to them, what was printed, and how they went (C13)."""

import uuid

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.models import AuditedQuerySet
from alongside.casework.models.base import PersonRow
from alongside.casework.models.case import Case
from alongside.casework.models.paper import Paper
from alongside.crypto.fields import SealedText


class LetterKind(models.TextChoices):
    """Whether the words are sent or spoken."""

    LETTER = "letter", _("A letter")
    CALL = "call", _("Words for a call")


class ReadHow(models.TextChoices):
    """How the person came to know every word before they agreed."""

    ALOUD = "aloud", _("I read it aloud to them")
    READ = "read", _("They read it themselves")
    PHONE = "phone", _("I read it to them on the phone")


class SentHow(models.TextChoices):
    """How words reached the other side."""

    POST = "post", _("By post")
    BY_HAND = "by_hand", _("Handed in")
    EMAIL = "email", _("They e-mailed it")
    PHONE = "phone", _("Said on the phone")


class Letter(PersonRow):
    """A letter in the person's voice. It prints only as they agreed to it, word for word."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="letters")
    kind = models.CharField(max_length=6, choices=LetterKind.choices)
    # which letter of the rule book it began with; "" for an empty one
    began_code = models.CharField(max_length=60, blank=True)
    to_whom = SealedText()
    subject = SealedText(null=True)
    body = SealedText()
    # where the answer goes: their address only where a letter to them is safe (A11)
    reply_to = SealedText(null=True)
    agreed_on = models.DateField(null=True)
    agreed_how = models.CharField(max_length=5, choices=ReadHow.choices, blank=True)
    agreed_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    sent_on = models.DateField(null=True)
    sent_how = models.CharField(max_length=7, choices=SentHow.choices, blank=True)
    proof = models.ForeignKey(Paper, models.PROTECT, null=True, related_name="+")
    proof_words = SealedText(null=True)
    received_on = models.DateField(null=True)
    said_back = SealedText(null=True)

    objects = AuditedQuerySet["Letter"].as_manager()

    class Meta:
        verbose_name = "letter"
        constraints = (
            models.CheckConstraint(
                condition=Q(agreed_on=None, agreed_how="", agreed_by=None)
                | Q(agreed_on__isnull=False, agreed_how__in=ReadHow.values, agreed_by__isnull=False),
                name="an_agreed_letter_says_how_and_to_whom",
            ),
            models.CheckConstraint(
                condition=Q(sent_on=None, sent_how="")
                | Q(agreed_on__isnull=False, sent_on__gte=models.F("agreed_on"), sent_how__in=SentHow.values),
                name="no_letter_goes_before_it_is_agreed",
            ),
        )

    @property
    def is_call(self) -> bool:
        """Tell whether it is spoken."""
        return self.kind == LetterKind.CALL

    @property
    def is_agreed(self) -> bool:
        """Tell whether the person agreed to the words as they stand."""
        return self.agreed_on is not None

    @property
    def is_sent(self) -> bool:
        """Tell whether the words have reached the other side, or are on their way."""
        return self.sent_on is not None


class LetterText(PersonRow):
    """The words of a letter as they stood before somebody changed them."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="earlier_texts")
    to_whom = SealedText()
    subject = SealedText(null=True)
    body = SealedText()
    reply_to = SealedText(null=True)
    was_agreed_on = models.DateField(null=True)

    objects = AuditedQuerySet["LetterText"].as_manager()

    class Meta:
        verbose_name = "earlier text of a letter"
        ordering = ("written_at", "id")


class LetterPrint(PersonRow):
    """What was printed, to the byte, and the agreement it rested on."""

    letter = models.ForeignKey(Letter, models.PROTECT, related_name="prints")
    number = models.PositiveSmallIntegerField()
    file = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    size = models.PositiveIntegerField()
    is_large = models.BooleanField(default=False)
    agreed_on = models.DateField()
    agreed_how = models.CharField(max_length=5, choices=ReadHow.choices)
    agreed_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = AuditedQuerySet["LetterPrint"].as_manager()

    class Meta:
        verbose_name = "print of a letter"
        ordering = ("number",)
        constraints = (
            models.UniqueConstraint(fields=["letter", "number"], name="prints_of_a_letter_are_numbered"),
        )
