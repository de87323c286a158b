"""Two people who are tied, and a contact who turned out to be somebody."""

from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.models import AuditedModel, AuditedQuerySet
from alongside.common import clock
from alongside.common.ids import new_id
from alongside.crypto.fields import SealedText
from alongside.crypto.models import SealedModel
from alongside.people.models.person import Person


class LinkKind(models.TextChoices):
    """How two people we support are tied to each other."""

    HOUSEHOLD = "household", _("Lives with")
    PARTNER = "partner", _("Partner or former partner")
    FAMILY = "family", _("Family")
    HARM = "harm", _("Has harmed, or been harmed by")
    EMERGENCY = "emergency", _("Emergency contact")


class Link(AuditedModel, SealedModel):
    """Two people on our records who are tied: a wall round one hides the other too (R14)."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="links")
    other = models.ForeignKey(Person, models.PROTECT, related_name="linked_from")
    # which of LinkKind: that one of them harmed the other is nobody's to read in a database
    kind = SealedText()
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(default=clock.now)

    objects = AuditedQuerySet["Link"].as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "other"], name="linked_once"),
            models.CheckConstraint(condition=~models.Q(person=models.F("other")), name="linked_to_another"),
        )

    def __str__(self) -> str:
        return f"link {self.id}"

    def seal_owner(self) -> UUID:
        """The key of the person on whose record it was made."""
        return self.person_id

    @property
    def label(self) -> str:
        """How they are tied, in a few words."""
        known = dict(LinkKind.choices)
        return str(known.get(str(self.kind), self.kind))


class Join(AuditedModel):
    """An anonymous contact was, or was not, joined to a person: always the person's say (A4, R52).

    A "no" does not keep to whom they would have been joined: that would join them all the same.
    """

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    contact = models.ForeignKey(Person, models.PROTECT, related_name="joins_from")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="joins_to")
    person_agreed = models.BooleanField()
    asked_on = models.DateField()
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = AuditedQuerySet["Join"].as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=models.Q(person_agreed=True, person__isnull=False)
                | models.Q(person_agreed=False, person__isnull=True),
                name="joined_only_where_they_agreed",
            ),
        )

    def __str__(self) -> str:
        return f"join {self.id}"
