"""Going somewhere with one person: to a doctor, an office, a court (B7)."""

from datetime import date, datetime, time, timedelta
from typing import Any, Self
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.models import AuditedModel, AuditedQuerySet
from alongside.clinics.models.rota import Rota
from alongside.clinics.models.session import Session
from alongside.common import clock
from alongside.common.ids import new_id
from alongside.crypto.fields import SealedJSON, SealedText
from alongside.crypto.models import SealedModel
from alongside.people.models import Partnership, Person


class GoingState(models.TextChoices):
    """What became of it. Nobody "fails" to go."""

    TO_COME = "to_come", _("To come")
    DONE = "done", _("Done")
    THEIRS = "theirs", _("They called it off")
    OURS = "ours", _("We called it off")


CALLED_OFF = (GoingState.THEIRS, GoingState.OURS)


class AccompanimentQuerySet(AuditedQuerySet["Accompaniment"]):
    """Accompaniments."""

    def to_come(self) -> "AccompanimentQuerySet":
        """Return those that were neither done nor called off, the next first."""
        return self.filter(state=GoingState.TO_COME).order_by("on", "starts_at", "id")

    def during(self, on: date, starts_at: time, ends_at: time) -> "AccompanimentQuerySet":
        """Return those to come that share any minute with these times."""
        return self.to_come().filter(on=on, starts_at__lt=ends_at, ends_at__gt=starts_at)


class Accompaniment(AuditedModel, SealedModel):
    """Somebody is wanted to go somewhere with a person, and perhaps somebody does."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    person = models.ForeignKey(Person, models.PROTECT, related_name="accompaniments")
    on = models.DateField()
    starts_at = models.TimeField()
    ends_at = models.TimeField()
    where = SealedText()
    # outward code of the place
    area = SealedText(null=True)
    what_for = SealedText()
    # whoever the rota asks has all of these
    languages = SealedJSON(default=list)
    traits = SealedJSON(default=list)
    asked_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(default=clock.now)
    # who goes
    user = models.ForeignKey(User, models.PROTECT, null=True, related_name="accompaniments")
    put_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    put_at = models.DateTimeField(null=True)
    # what lets them see the person
    sight = models.ForeignKey(Partnership, models.SET_NULL, null=True, related_name="+")
    # who was to go until somebody else took them off: they see that they need not
    taken_off = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    taken_off_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=7, choices=GoingState.choices, default=GoingState.TO_COME)
    ended_by = models.ForeignKey(User, models.PROTECT, null=True, related_name="+")
    ended_at = models.DateTimeField(null=True)
    what_happened = SealedText(null=True)
    # grows with every change, so that calendars know which is the newer one
    revision = models.PositiveIntegerField(default=0)

    objects = AccompanimentQuerySet.as_manager()

    class Meta:
        indexes = (
            models.Index(fields=["state", "on"], name="clinics_going_day"),
            models.Index(fields=["user", "on"], name="clinics_going_user"),
        )
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="going_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=Q(state__in=GoingState.values), name="going_state"),
            models.CheckConstraint(
                condition=Q(user=None, put_by=None, put_at=None)
                | Q(user__isnull=False, put_by__isnull=False, put_at__isnull=False),
                name="who_goes_was_put_by_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state=GoingState.TO_COME, ended_by=None, ended_at=None)
                | (~Q(state=GoingState.TO_COME) & Q(ended_by__isnull=False, ended_at__isnull=False)),
                name="going_ended_by_somebody",
            ),
        )

    def __str__(self) -> str:
        return f"accompaniment {self.id}"

    def seal_owner(self) -> UUID:
        """The person's key."""
        return self.person_id

    def change(self, **fields: Any) -> Self:
        """Set `fields` and save just these, and that there was a change."""
        return super().change(**fields, revision=self.revision + 1)

    @property
    def title(self) -> str:
        """With whom, as lists of those who may know show it."""
        return gettext("With %(name)s") % {"name": self.person.label}

    @property
    def begins(self) -> datetime:
        """The moment they meet."""
        return timezone.make_aware(datetime.combine(self.on, self.starts_at))

    @property
    def finishes(self) -> datetime:
        """About when they part."""
        return timezone.make_aware(datetime.combine(self.on, self.ends_at))

    @property
    def then(self) -> Session:
        """A session at the same times, never saved: for rules that look at nothing but times."""
        return Session(pk=self.pk, on=self.on, starts_at=self.starts_at, ends_at=self.ends_at)

    @property
    def is_to_come(self) -> bool:
        """Tell whether it was neither done nor called off."""
        return self.state == GoingState.TO_COME

    @property
    def is_today(self) -> bool:
        """Tell whether it is today."""
        return self.on == clock.today()

    @property
    def has_begun(self) -> bool:
        """Tell whether they should have met."""
        return self.begins <= clock.now()

    @property
    def is_over(self) -> bool:
        """Tell whether its time has passed."""
        return self.finishes <= clock.now()


SEES_AFTER = timedelta(days=28)
"""How long after it whoever went may see the person, to write down what came of it [policy]."""


class RotaCompanion(AuditedModel):
    """Who would go with somebody, in a draft."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    rota = models.ForeignKey(Rota, models.CASCADE, related_name="companions")
    accompaniment = models.ForeignKey(Accompaniment, models.PROTECT, related_name="+")
    user = models.ForeignKey(User, models.PROTECT, related_name="+")

    objects = AuditedQuerySet["RotaCompanion"].as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["rota", "accompaniment"], name="one_companion_a_draft"),
        )

    def __str__(self) -> str:
        return f"companion {self.id}"
