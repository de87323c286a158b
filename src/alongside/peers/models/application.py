"""Becoming an advocate: somebody we helped is asked, and somebody applies (E2, E3)."""

from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.models import AuditedModel, AuditedQuerySet
from alongside.common import clock
from alongside.common.ids import new_id
from alongside.crypto.fields import SealedText
from alongside.peers.models.base import JourneyRow
from alongside.people.models import Person


class Invitation(AuditedModel):
    """Somebody we helped was asked whether they would like to help. It is gone once they answer."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.OneToOneField(Person, models.PROTECT, related_name="invitation")
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_on = models.DateField(default=clock.today)

    objects = AuditedQuerySet["Invitation"].as_manager()

    def __str__(self) -> str:
        return f"invitation {self.pk}"


class Decision(models.TextChoices):
    """What was answered to somebody who applied."""

    YES = "yes", _("Yes, welcome")
    NOT_NOW = "not_now", _("Not now")
    TOOK_BACK = "took_back", _("They took it back")


class Application(JourneyRow):
    """Somebody wants to be an advocate, in their own words."""

    name = SealedText()
    reach = SealedText()
    words = SealedText()
    # only if they like, and as they say it (E3)
    lived = SealedText(null=True)
    received_on = models.DateField()
    answer_by = models.DateField()
    chat_on = models.DateField(null=True)
    chat_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    chat_notes = SealedText(null=True)
    decision = models.CharField(max_length=9, choices=Decision.choices, blank=True)
    feedback = SealedText(null=True)
    decided_on = models.DateField(null=True)
    decided_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    # the id of their old file, where they have one. Sealed, and read by one action only, so that nobody can
    # follow it: the wall stands before the account does (E2)
    own_file = SealedText(null=True)
    user = models.OneToOneField(User, models.PROTECT, null=True, related_name="application")

    objects = AuditedQuerySet["Application"].as_manager()

    class Meta:
        indexes = (
            models.Index(fields=["answer_by"], condition=Q(decided_on=None), name="peers_application_due"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(decision="", decided_on=None, decided_by=None)
                | (~Q(decision="") & Q(decided_on__isnull=False, decided_by__isnull=False)),
                name="application_decided_whole",
            ),
            models.CheckConstraint(
                condition=Q(user=None) | Q(decision=Decision.YES), name="account_after_a_yes"
            ),
        )

    @property
    def is_late(self) -> bool:
        """Tell whether the answer is late."""
        return not self.decision and self.answer_by < clock.today()

    def own_file_id(self) -> UUID | None:
        """The id of their old file, for the action that builds the wall."""
        return UUID(self.own_file) if self.own_file else None
