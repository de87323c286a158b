"""Whom a person would like beside them; what a peer offers, this once; a change, with no blame (A10)."""

from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.models import AuditedModel, AuditedQuerySet
from alongside.common.ids import new_id
from alongside.common.languages import Language
from alongside.crypto.fields import SealedText
from alongside.crypto.models import SealedModel
from alongside.peers.models.own import OwnRow
from alongside.people.models import Person


class OfferAnswer(models.TextChoices):
    """What the person said to the offer."""

    WAITING = "waiting", _("Not asked yet")
    YES = "yes", _("Yes")
    NO = "no", _("No, thank you")


class Wanted(models.TextChoices):
    """Whom somebody would like beside them. The codes are those an advocate may tick for the rota."""

    WOMAN = "woman", _("A woman")
    MAN = "man", _("A man")


class MatchWish(AuditedModel, SealedModel):
    """Whom a person would like as their advocate, as far as they say; nothing said is no matter."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.OneToOneField(Person, models.PROTECT, related_name="+")
    woman_or_man = SealedText(null=True)
    language = SealedText(null=True)
    where = SealedText(null=True)
    # "yes" where they would like somebody who has been through something like it
    lived = SealedText(null=True)
    lived_words = SealedText(null=True)
    # all that advocates are told when they are asked whether they would offer
    may_say = SealedText(null=True)
    said_on = models.DateField()
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = AuditedQuerySet["MatchWish"].as_manager()

    def __str__(self) -> str:
        return f"wish {self.id}"

    @property
    def wanted_label(self) -> str:
        """A woman, a man, or that it does not matter, in words."""
        return str(Wanted(self.woman_or_man).label if self.woman_or_man else _("It does not matter"))

    @property
    def language_label(self) -> str:
        """The language they would like, in words."""
        return str(Language(self.language).label if self.language else _("English"))

    def seal_owner(self) -> UUID:
        """The person's key."""
        return self.person_id


class OfferAsk(AuditedModel):
    """An advocate is asked whether they would offer to stand beside somebody who is not named to them."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_on = models.DateField()
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    # why is not asked
    said_no_on = models.DateField(null=True)

    objects = AuditedQuerySet["OfferAsk"].as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["person", "user"], name="asked_once_for_a_person"),)

    def __str__(self) -> str:
        return f"ask for an offer {self.id}"


class ExperienceOffer(OwnRow):
    """What a peer offers to share with one person, in their own words.

    It is sealed with the peer's key and read by the peer alone, but for an answer to an ask, which the
    coordinator reads to the person until they choose. A no and a change of mind empty it: nobody can search
    for who has lived what. The next person gets a new offer or none.
    """

    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    ask = models.OneToOneField(OfferAsk, models.PROTECT, null=True, related_name="offer")
    words = SealedText(null=True)
    offered_on = models.DateField()
    answer = models.CharField(max_length=7, choices=OfferAnswer.choices, default=OfferAnswer.WAITING)
    answered_on = models.DateField(null=True)

    objects = AuditedQuerySet["ExperienceOffer"].as_manager()

    class Meta:
        verbose_name = "offer"
        constraints = (
            models.UniqueConstraint(fields=["person", "user"], name="one_offer_to_one_person"),
            models.CheckConstraint(
                condition=Q(answer="waiting", answered_on=None)
                | Q(answer__in=["yes", "no"], answered_on__isnull=False, ask=None),
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
