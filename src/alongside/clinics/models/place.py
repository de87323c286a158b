"""A clinic: the place, its weekly series, and the days on which it is otherwise."""

from datetime import date
from uuid import UUID

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.models import AuditedModel, AuditedQuerySet
from alongside.common import clock
from alongside.common.ids import new_id
from alongside.common.weekdays import Weekday
from alongside.crypto.fields import SealedText
from alongside.crypto.keys import SERVICE
from alongside.crypto.models import SealedModel


class ClinicKind(models.TextChoices):
    """What happens there. The word on screen is the service's own."""

    CLINIC = "clinic", _("Clinic")
    DROP_IN = "drop_in", _("Drop-in")


class ClinicQuerySet(AuditedQuerySet["Clinic"]):
    """Clinics."""

    def running(self) -> "ClinicQuerySet":
        """Return those that were not closed for good, in the order of the week."""
        return self.filter(closed_on=None).order_by("weekday", "starts_at", "id")

    def public(self) -> "ClinicQuerySet":
        """Return running ones that anybody may read of, and whose series is not over (A1)."""
        open_ended = Q(ends_on=None) | Q(ends_on__gte=clock.today())
        return self.running().filter(open_ended, is_public=True)

    def risk_sheet_due(self) -> "ClinicQuerySet":
        """Return running ones whose risk sheet was last read more than 12 months ago, or never (B1)."""
        return self.running().filter(Q(risk_reviewed_on=None) | Q(risk_reviewed_on__lt=a_year_ago()))


class Clinic(AuditedModel, SealedModel):
    """A place where we are every week at the same hour. Times of day are those of the place."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = SealedText()
    kind = models.CharField(max_length=7, choices=ClinicKind.choices, default=ClinicKind.CLINIC)
    host = SealedText(null=True)
    address = SealedText(null=True)
    room = SealedText(null=True)
    getting_in = SealedText(null=True)
    door_code = SealedText(null=True)
    # anybody may read where and when it is; host, room, way in, door code and risk sheet stay inside
    is_public = models.BooleanField(default=True)
    # what the public page says instead of the address, and how to find us there
    public_address = SealedText(null=True)
    public_notes = SealedText(null=True)
    risk_sheet = SealedText(null=True)
    risk_reviewed_on = models.DateField(null=True)
    weekday = models.PositiveSmallIntegerField(choices=Weekday.choices)
    starts_at = models.TimeField()
    ends_at = models.TimeField()
    starts_on = models.DateField()
    # the last day of the series, where one is known
    ends_on = models.DateField(null=True)
    runs_on_bank_holidays = models.BooleanField(default=False)
    # sessions were made up to this day
    planned_until = models.DateField(null=True)
    closed_on = models.DateField(null=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    objects = ClinicQuerySet.as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(
                condition=Q(ends_at__gt=F("starts_at")), name="clinic_ends_after_it_starts"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")), name="series_ends_after_it_starts"
            ),
            models.CheckConstraint(condition=Q(weekday__lte=6), name="clinic_weekday"),
            models.CheckConstraint(condition=Q(kind__in=ClinicKind.values), name="clinic_kind"),
        )

    def __str__(self) -> str:
        return f"clinic {self.id}"

    def seal_owner(self) -> UUID:
        """Places are sealed with the service's own key."""
        return SERVICE

    @property
    def address_for_all(self) -> str:
        """What the public page says of where it is; empty where it says nothing."""
        return str(self.public_address or self.address or "")

    @property
    def risk_is_due(self) -> bool:
        """Tell whether the risk sheet was last read more than 12 months ago, or never (B1)."""
        return self.risk_reviewed_on is None or self.risk_reviewed_on < a_year_ago()


def a_year_ago() -> date:
    """Return the day 12 months back. What was read before it is more than 12 months old."""
    today = clock.today()
    if (today.month, today.day) == (2, 29):
        # 28 February of last year is a year and a day away
        return date(today.year - 1, 3, 1)
    return today.replace(year=today.year - 1)


class ExceptionKind(models.TextChoices):
    """How one day is otherwise than the series."""

    CANCELLED = "cancelled", _("It does not run")
    MOVED = "moved", _("It is at another time")
    RUNS_ANYWAY = "runs_anyway", _("It runs, though it usually would not")


class ClinicException(AuditedModel, SealedModel):
    """One day on which a clinic is otherwise than its series."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    clinic = models.ForeignKey(Clinic, models.PROTECT, related_name="exceptions")
    on = models.DateField()
    kind = models.CharField(max_length=11, choices=ExceptionKind.choices)
    starts_at = models.TimeField(null=True)
    ends_at = models.TimeField(null=True)
    why = SealedText(null=True)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    made_at = models.DateTimeField(default=clock.now)

    objects = AuditedQuerySet["ClinicException"].as_manager()

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=["clinic", "on"], name="one_exception_a_day"),
            models.CheckConstraint(condition=Q(kind__in=ExceptionKind.values), name="exception_kind"),
            models.CheckConstraint(
                condition=Q(starts_at=None, ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="exception_ends_after_it_starts",
            ),
            models.CheckConstraint(
                condition=~Q(kind=ExceptionKind.MOVED) | Q(starts_at__isnull=False), name="moved_has_times"
            ),
            models.CheckConstraint(
                condition=~Q(kind=ExceptionKind.CANCELLED) | Q(starts_at=None), name="cancelled_has_no_times"
            ),
        )

    def __str__(self) -> str:
        return f"exception {self.id}"

    def seal_owner(self) -> UUID:
        """Places are sealed with the service's own key."""
        return SERVICE
