"""The same six short questions to both sides, every twelve weeks, pooled apart (E16)."""

from datetime import date, timedelta
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.models import AuditedModel, AuditedQuerySet
from alongside.common.ids import new_id
from alongside.crypto.fields import SealedJSON
from alongside.crypto.models import SealedModel
from alongside.peers.models.own import OwnRow
from alongside.people.models import Person

QUESTIONS = {
    "heard": _("I am listened to here"),
    "say": _("I have a say in what happens to me"),
    "where": _("I know where to turn when things get hard"),
    "belong": _("I feel part of something"),
    "hope": _("I look forward to something in the coming months"),
    "able": _("I believe in what I can do"),
}
"""Our own words, after what recovery research names: connectedness, hope, identity, meaning, empowerment."""


class Answer(models.IntegerChoices):
    """How far it is true now."""

    NOT = 1, _("Not at all")
    LITTLE = 2, _("A little")
    HALF = 3, _("Half and half")
    MOSTLY = 4, _("Mostly")
    VERY = 5, _("Very much")


A_ROUND = timedelta(weeks=12)
FIRST_ROUND = date(2024, 1, 1)
"""Rounds are the same twelve weeks for everybody, so that no two figures differ by one answer."""


def round_of(day: date) -> date:
    """Return the first day of the round that a day lies in."""
    return FIRST_ROUND + (day - FIRST_ROUND) // A_ROUND * A_ROUND


class PeerSix(OwnRow):
    """What one of us answered in one round."""

    round_on = models.DateField()
    answers = SealedJSON(default=dict)

    objects = AuditedQuerySet["PeerSix"].as_manager()

    class Meta:
        verbose_name = "six answers of one of us"
        constraints = (models.UniqueConstraint(fields=["user", "round_on"], name="one_of_us_answers_once"),)


class PersonSix(AuditedModel, SealedModel):
    """What somebody we stand alongside answered in one round."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    round_on = models.DateField()
    answers = SealedJSON(default=dict)
    written_by = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = AuditedQuerySet["PersonSix"].as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["person", "round_on"], name="a_person_answers_once"),
            models.CheckConstraint(condition=Q(round_on__gte=FIRST_ROUND), name="six_have_a_round"),
        )

    def __str__(self) -> str:
        return f"six answers {self.id}"

    def seal_owner(self) -> UUID:
        """The person's key."""
        return self.person_id
