"""When advocates can be on the rota and what it may know of them; what a clinic needs."""

from collections.abc import Iterable
from itertools import groupby

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.models import AuditedModel, AuditedQuerySet
from alongside.clinics.models.place import Clinic
from alongside.common import clock
from alongside.common.ids import new_id
from alongside.crypto.fields import SealedJSON, SealedText
from alongside.peers.models.own import OwnRow

MOST_A_WEEK = 7
MOST_HELPERS = 20


class PartOfDay(models.TextChoices):
    """Parts of a day, with room for a clinic that reaches a little over noon or six."""

    MORNING = "morning", _("Morning")
    AFTERNOON = "afternoon", _("Afternoon")
    EVENING = "evening", _("Evening")


HOURS = {PartOfDay.MORNING: (8, 13), PartOfDay.AFTERNOON: (12, 18), PartOfDay.EVENING: (17, 22)}
"""From and until which hour each part is."""


class Trait(models.TextChoices):
    """What a clinic may ask for and an advocate may tell the rota: never what they lived through (A10)."""

    WOMAN = "woman", _("A woman")
    MAN = "man", _("A man")
    LGBT = "lgbt", _("LGBTQ+")
    VETERAN = "veteran", _("Served in the forces")


class ToMatch(models.TextChoices):
    """What of it may also be used when a person says whom they would like as their advocate."""

    LANGUAGES = "languages", _("The languages I speak")
    WOMAN_OR_MAN = "woman_or_man", _("That I am a woman or a man, as I ticked it")


class Supply(OwnRow):
    """What one advocate gives to the rota: hours, at most how much, and what it may know of them."""

    parts = SealedJSON(default=list)
    """Parts of the week, each as [weekday, part of day]."""
    hours = SealedJSON(default=list)
    """Other hours, each as [weekday, from, until] in minutes after midnight."""
    most_a_week = models.PositiveSmallIntegerField(default=1)
    area = SealedText(null=True)
    """Outward code of where they set out from."""
    prefers = SealedJSON(default=list)
    """Ids of clinics."""
    languages = SealedJSON(default=list)
    traits = SealedJSON(default=list)
    to_match = SealedJSON(default=list)
    """What the coordinator may see of these, where a person asked for it: their own yes (A10)."""
    changed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=clock.now)

    objects = AuditedQuerySet["Supply"].as_manager()

    class Meta:
        verbose_name = "supply"
        constraints = (
            models.UniqueConstraint(fields=["user"], name="one_supply_an_advocate"),
            models.CheckConstraint(condition=Q(most_a_week__lte=MOST_A_WEEK), name="supply_most_a_week"),
        )

    @property
    def week(self) -> list[tuple[int, int, int]]:
        """Weekday, from and until in minutes after midnight: parts and hours that touch are one."""
        parts = [(day, *(60 * hour for hour in HOURS[PartOfDay(part)])) for day, part in self.parts]
        return joined([*parts, *((day, begins, ends) for day, begins, ends in self.hours)])


def joined(windows: Iterable[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    """Return windows in order, those of a day that touch or overlap as one."""
    found: list[tuple[int, int, int]] = []
    for day, of_day in groupby(sorted(windows), key=lambda window: window[0]):
        for _day, begins, ends in of_day:
            if found and found[-1][0] == day and begins <= found[-1][2]:
                found[-1] = (day, found[-1][1], max(ends, found[-1][2]))
            else:
                found.append((day, begins, ends))
    return found


class OtherDaysQuerySet(AuditedQuerySet["OtherDays"]):
    """Days on which advocates can or cannot, whatever is usual."""

    def live(self) -> "OtherDaysQuerySet":
        """Return what still holds."""
        return self.filter(ended_at=None)

    def to_come(self) -> "OtherDaysQuerySet":
        """Return what holds today or later, the next first."""
        return self.live().filter(ends_on__gte=clock.today()).order_by("begins_on", "id")


class OtherDays(AuditedModel):
    """Days, both included, on which an advocate can or cannot. Why is not asked."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    user = models.ForeignKey(User, models.PROTECT, related_name="other_days")
    begins_on = models.DateField()
    ends_on = models.DateField()
    can = models.BooleanField(default=False)
    # all day where no times are told
    starts_at = models.TimeField(null=True)
    ends_at = models.TimeField(null=True)
    told_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    told_at = models.DateTimeField(default=clock.now)
    ended_at = models.DateTimeField(null=True)

    objects = OtherDaysQuerySet.as_manager()

    class Meta:
        indexes = (models.Index(fields=["user", "ends_on"], name="clinics_other_days_user"),)
        constraints = (
            models.CheckConstraint(condition=Q(ends_on__gte=F("begins_on")), name="other_days_in_order"),
            models.CheckConstraint(
                condition=Q(starts_at=None, ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="other_days_times_in_order",
            ),
        )

    def __str__(self) -> str:
        return f"other days {self.id}"


class ClinicNeed(AuditedModel):
    """What a clinic needs of the rota beside its lead and its shadow."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    clinic = models.OneToOneField(Clinic, models.PROTECT, related_name="need")
    helpers = models.PositiveSmallIntegerField(default=0)
    # outward code
    area = models.CharField(max_length=4, blank=True)
    languages = models.JSONField(default=list)
    traits = models.JSONField(default=list)
    # nobody is put on who lacks one of these
    only_languages = models.JSONField(default=list)
    only_traits = models.JSONField(default=list)
    changed_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(default=clock.now)

    objects = AuditedQuerySet["ClinicNeed"].as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(helpers__lte=MOST_HELPERS), name="clinic_need_helpers"),
        )

    def __str__(self) -> str:
        return f"need {self.id}"
