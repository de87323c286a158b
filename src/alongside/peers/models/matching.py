"""Lived experience that a peer offers, this once; and asking for another advocate, with no blame (A10)."""

from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.models import AuditedModel, AuditedQuerySet
from alongside.common.ids import new_id
from alongside.crypto.fields import SealedText
from alongside.crypto.models import SealedModel
from alongside.peers.models.own import OwnRow
from alongside.people.models import Partnership, Person


class OfferAnswer(models.TextChoices):
    """What the person said to the offer."""

    WAITING = "waiting", _("Not asked yet")
    YES = "yes", _("Yes")
    NO = "no", _("No, thank you")


class ExperienceOffer(OwnRow):
    """What a peer offers to share with one person, in their own words.

    It is sealed with the peer's key and read by the peer alone: nobody can search for who has lived what.
    The next person gets a new offer or none.
    """

    partnership = models.ForeignKey(Partnership, models.PROTECT, related_name="+")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    words = SealedText()
    offered_on = models.DateField()
    answer = models.CharField(max_length=7, choices=OfferAnswer.choices, default=OfferAnswer.WAITING)
    answered_on = models.DateField(null=True)
    taken_back_on = models.DateField(null=True)

    objects = AuditedQuerySet["ExperienceOffer"].as_manager()

    class Meta:
        verbose_name = "offer"
        constraints = (
            models.UniqueConstraint(
                fields=["partnership"], condition=Q(taken_back_on=None), name="one_live_offer"
            ),
            models.CheckConstraint(
                condition=Q(answer="waiting", answered_on=None)
                | Q(answer__in=["yes", "no"], answered_on__isnull=False),
                name="an_answered_offer_says_when",
            ),
        )


class ChangeAsk(AuditedModel, SealedModel):
    """A person would rather have somebody else. They need not say why, and nobody is at fault."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    asked_on = models.DateField()
    wishes = SealedText(null=True)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")

    objects = AuditedQuerySet["ChangeAsk"].as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(
                fields=["person"], condition=Q(settled_at=None), name="one_open_ask_for_a_change"
            ),
        )

    def __str__(self) -> str:
        return f"ask for a change {self.id}"

    def seal_owner(self) -> UUID:
        """The person's key."""
        return self.person_id
