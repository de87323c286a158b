"""How to reach a person safely, and what they need to take part."""

from typing import Any
from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.models import AuditedModel, AuditedQuerySet
from alongside.common import clock
from alongside.common.ids import new_id
from alongside.crypto.fields import SealedJSON, SealedText
from alongside.crypto.models import SealedModel
from alongside.people.models.person import Person


class SafeWay(models.TextChoices):
    """A way of reaching somebody."""

    CALL = "call", _("A phone call")
    VOICEMAIL = "voicemail", _("A voicemail")
    TEXT = "text", _("A text")
    LETTER = "letter", _("A letter")
    EMAIL = "email", _("An e-mail")


TEXTS = {
    "code_name": _("Say you are"),
    "who_answers": _("Who else may pick up"),
    "best_time": _("Good time"),
    "words": _("In their words"),
}
"""What may be said beside the ways and the number."""


class SafeContact(AuditedModel, SealedModel):
    """How it is safe to reach a person, as they said it. One row holds; older ones are history (A11)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="safe_contacts")
    # {"ways": [of SafeWay], and texts: "number", "code_name", "best_time", "who_answers", "words"}
    rules = SealedJSON()
    said_on = models.DateField()
    # safe today may not be safe next spring: asked again by this date (R58)
    ask_again_on = models.DateField()
    replaced_on = models.DateField(null=True)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=clock.now)

    objects = AuditedQuerySet["SafeContact"].as_manager()

    class Meta:
        indexes = (models.Index(fields=["person", "-written_at"], name="people_safe_contact"),)
        constraints = (
            models.UniqueConstraint(
                fields=["person"], condition=models.Q(replaced_on=None), name="one_safe_contact_holds"
            ),
        )

    def __str__(self) -> str:
        return f"safe contact {self.id}"

    def seal_owner(self) -> UUID:
        """The person's key."""
        return self.person_id

    @property
    def said(self) -> dict[str, Any]:
        """What they said. Nothing is safe where it cannot be opened."""
        return self.rules if isinstance(self.rules, dict) else {}

    @property
    def ways(self) -> frozenset[str]:
        """The ways that are safe."""
        return frozenset(self.said.get("ways", ()))

    @property
    def ways_named(self) -> list[str]:
        """The ways that are safe, in words."""
        return [str(way.label) for way in SafeWay if way in self.ways]

    @property
    def texts(self) -> list[tuple[str, str]]:
        """What else they said, each with what it is about."""
        return [(str(about), self.said[name]) for name, about in TEXTS.items() if self.said.get(name)]

    @property
    def is_overdue(self) -> bool:
        """Tell whether they should be asked again."""
        return self.ask_again_on < clock.today()


class NeedKind(models.TextChoices):
    """What somebody needs so that they can take part."""

    LARGE_PRINT = "large_print", _("Large print")
    EASY_READ = "easy_read", _("Easy read: short words and pictures")
    READ_ALOUD = "read_aloud", _("Letters read out to them")
    AUDIO = "audio", _("Audio instead of paper")
    INTERPRETER = "interpreter", _("An interpreter")
    BSL = "bsl", _("British Sign Language")
    QUIET = "quiet", _("A quiet space")
    STEP_FREE = "step_free", _("A way in without steps")
    SOMEBODY = "somebody", _("Somebody with them")
    TIME = "time", _("More time")
    OTHER = "other", _("Something else")


class Need(AuditedModel, SealedModel):
    """A communication or access need: identified, recorded, flagged, shared, met, reviewed (A9, DAPB1605)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="needs")
    # which of NeedKind: a state of health more often than not, and so sealed
    kind = SealedText()
    words = SealedText(null=True)
    how_met = SealedText(null=True)
    may_be_shared = models.BooleanField(default=False)
    said_on = models.DateField()
    review_on = models.DateField()
    ended_on = models.DateField(null=True)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=clock.now)

    objects = AuditedQuerySet["Need"].as_manager()

    def __str__(self) -> str:
        return f"need {self.id}"

    def seal_owner(self) -> UUID:
        """The person's key."""
        return self.person_id

    @property
    def label(self) -> str:
        """What is needed, in a few words."""
        known = dict(NeedKind.choices)
        return str(known.get(str(self.kind), self.kind))

    @property
    def is_overdue(self) -> bool:
        """Tell whether it should be looked at again."""
        return self.review_on < clock.today()
