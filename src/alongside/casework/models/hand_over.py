"""Asking a statutory advocate for somebody: whom, and what they answered (C18)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.audit.models import AuditedQuerySet
from alongside.casework.models.base import PersonRow
from alongside.crypto.fields import SealedJSON, SealedText


class Statutory(models.TextChoices):
    """The kind of advocate the law gives. Mental Health Act 1983 s.130A; Mental Capacity Act 2005 s.35."""

    IMHA = "imha", _("IMHA: held or treated under the Mental Health Act")
    IMCA = "imca", _("IMCA: cannot decide this, and has no family or friend to ask")
    CARE_ACT = "care_act", _("Care Act: care is planned, and it is hard to take part")


class HandOverAnswer(models.TextChoices):
    """What the statutory advocates said."""

    WAITING = "waiting", _("No answer yet")
    ACCEPTED = "accepted", _("They take it on")
    REFUSED = "refused", _("They do not take it on")


class StatutoryHandOver(PersonRow):
    """One request. It is open until somebody says it is over; while it is, it may stop a case here."""

    kind = models.CharField(max_length=8, choices=Statutory.choices)
    to_whom = SealedText()
    asked_on = models.DateField()
    # how somebody is, so sealed; opened as true or false
    cannot_instruct = SealedJSON()
    witness = SealedText(null=True)
    answer = models.CharField(max_length=8, choices=HandOverAnswer.choices, default=HandOverAnswer.WAITING)
    answered_on = models.DateField(null=True)
    over_on = models.DateField(null=True)

    objects = AuditedQuerySet["StatutoryHandOver"].as_manager()

    class Meta:
        verbose_name = "hand-over to a statutory advocate"
        constraints = (
            models.CheckConstraint(
                condition=Q(answer="waiting", answered_on=None)
                | Q(answer__in=["accepted", "refused"], answered_on__isnull=False),
                name="an_answer_to_a_hand_over_has_a_day",
            ),
        )

    @property
    def is_waiting(self) -> bool:
        """Tell whether they have not answered."""
        return self.answer == HandOverAnswer.WAITING
