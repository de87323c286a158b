"""What we can and cannot do: the text in its versions, and what each person said to it (C2)."""

from uuid import UUID

from django.db import models
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.models import AuditedModel, AuditedQuerySet
from alongside.casework.models.base import PersonRow
from alongside.common import clock
from alongside.common.ids import new_id
from alongside.crypto.fields import SealedText
from alongside.crypto.keys import SERVICE
from alongside.crypto.models import SealedModel


class AgreementVersion(AuditedModel, SealedModel):
    """The agreement in the service's own words. A version is never changed: a new one is published."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    number = models.PositiveSmallIntegerField(unique=True)
    from_on = models.DateField()
    can = SealedText()
    cannot = SealedText()
    private = SealedText()
    complain = SealedText()
    published_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    published_at = models.DateTimeField(default=clock.now)

    objects = AuditedQuerySet["AgreementVersion"].as_manager()

    class Meta:
        verbose_name = "version of the agreement"

    def seal_owner(self) -> UUID:
        """The service's own key."""
        return SERVICE


class Explained(models.TextChoices):
    """How the agreement was explained."""

    SPOKEN = "spoken", _("I told them in my own words")
    TOGETHER = "together", _("We read it together")
    ALONE = "alone", _("They read it")
    PICTURES = "pictures", _("With pictures")
    INTERPRETER = "interpreter", _("With an interpreter")
    PHONE = "phone", _("On the phone")


class Answer(models.TextChoices):
    """What the person said to it."""

    YES = "yes", _("Yes")
    NOT_YET = "not_yet", _("Not yet")
    NO = "no", _("No")


class Agreement(PersonRow):
    """What a person said to one version. Asking again adds another, and the newest holds."""

    version = models.ForeignKey(AgreementVersion, models.PROTECT, related_name="agreements")
    number = models.PositiveSmallIntegerField()
    explained = models.CharField(max_length=11, choices=Explained.choices)
    answer = models.CharField(max_length=7, choices=Answer.choices)
    said_on = models.DateField()

    objects = AuditedQuerySet["Agreement"].as_manager()

    class Meta:
        verbose_name = "agreement"
        constraints = (
            models.UniqueConstraint(fields=["person", "number"], name="answers_of_a_person_are_numbered"),
            models.CheckConstraint(
                condition=models.Q(answer__in=Answer.values, explained__in=Explained.values),
                name="an_answer_is_one_of_three",
            ),
        )
