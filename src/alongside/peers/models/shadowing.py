"""Each shift that somebody shadowed, with what both wrote of it (E7)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.models import AuditedQuerySet
from alongside.crypto.fields import SealedJSON, SealedText
from alongside.peers.models.base import JourneyRow


class Task(models.TextChoices):
    """What a shadow can try at a shift."""

    WELCOME = "welcome", _("Welcomed somebody")
    EXPLAIN = "explain", _("Said what we can and cannot do")
    LISTEN = "listen", _("Led a talk while the other sat by")
    WRITE = "write", _("Wrote a note and read it back")
    OPTIONS = "options", _("Made the list of options with somebody")
    LOOK_UP = "look_up", _("Looked up a service, a right or a date")
    CALL = "call", _("Made a call with somebody")
    CLOSE = "close", _("Counted, and closed the session")


class ShadowedShift(JourneyRow):
    """A shift shadowed: where and when, both notes, and whether each says "ready"."""

    user = models.ForeignKey(User, models.PROTECT, related_name="shadowed")
    lead = models.ForeignKey(User, models.PROTECT, related_name="+")
    on = models.DateField()
    place = SealedText()
    tasks = SealedJSON(default=list)
    shadow_note = SealedText(null=True)
    shadow_ready = models.BooleanField(null=True)
    shadow_wrote_at = models.DateTimeField(null=True)
    lead_note = SealedText(null=True)
    lead_ready = models.BooleanField(null=True)
    lead_wrote_at = models.DateTimeField(null=True)

    objects = AuditedQuerySet["ShadowedShift"].as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["user", "lead", "on"], name="one_shadowed_shift_a_day"),
            models.CheckConstraint(condition=~Q(lead=F("user")), name="nobody_shadows_themselves"),
        )

    @property
    def both_ready(self) -> bool:
        """Tell whether both say that the shadow is ready to lead."""
        return bool(self.shadow_ready and self.lead_ready)

    @property
    def tasks_in_words(self) -> list[str]:
        """What was tried, as the form named it."""
        return [str(task.label) for task in Task if task.value in self.tasks]
