"""When and how a service is reached: hours, telephone numbers, contacts, languages."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.audit.models import AuditedQuerySet
from alongside.directory.models.base import ListedModel
from alongside.directory.models.organization import Organization
from alongside.directory.models.place import Location
from alongside.directory.models.service import Service, ServiceAtLocation


class Frequency(models.TextChoices):
    """How often, in the words of HSDS."""

    WEEKLY = "WEEKLY", _("Every week")
    MONTHLY = "MONTHLY", _("Every month")


class Schedule(ListedModel):
    """When a service is open. `description` keeps the words the hours were read from.

    Where the words were not clear there is nothing else: no `freq`, no days, no times. `byday` is "MO,TU",
    of a month "1MO,-1FR". `closes_at` at or before `opens_at` is on the next day.
    """

    service = models.ForeignKey(Service, models.CASCADE, related_name="schedules", null=True)
    service_at_location = models.ForeignKey(
        ServiceAtLocation, models.CASCADE, related_name="schedules", null=True
    )
    location = models.ForeignKey(Location, models.CASCADE, related_name="schedules", null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    dtstart = models.DateField(null=True)
    freq = models.CharField(max_length=7, choices=Frequency.choices, blank=True)
    interval = models.PositiveSmallIntegerField(null=True)
    byday = models.TextField(blank=True)
    bymonthday = models.TextField(blank=True)
    opens_at = models.TimeField(null=True)
    closes_at = models.TimeField(null=True)
    description = models.TextField(blank=True)
    schedule_link = models.TextField(blank=True)
    attending_type = models.TextField(blank=True)
    notes = models.TextField(blank=True)

    objects = AuditedQuerySet["Schedule"].as_manager()

    class Meta(ListedModel.Meta):
        constraints = (
            *ListedModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(service__isnull=False)
                | Q(service_at_location__isnull=False)
                | Q(location__isnull=False),
                name="schedule_is_of_something",
            ),
            models.CheckConstraint(condition=Q(freq__in=["", *Frequency.values]), name="schedule_freq"),
        )

    def __str__(self) -> str:
        return f"schedule {self.id}"


class Contact(ListedModel):
    """Somebody or some desk to ask for. Ours to use, and not for the feed where it names one person."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="contacts", null=True)
    service = models.ForeignKey(Service, models.CASCADE, related_name="contacts", null=True)
    service_at_location = models.ForeignKey(
        ServiceAtLocation, models.CASCADE, related_name="contacts", null=True
    )
    location = models.ForeignKey(Location, models.CASCADE, related_name="contacts", null=True)
    name = models.TextField(blank=True)
    title = models.TextField(blank=True)
    department = models.TextField(blank=True)
    email = models.TextField(blank=True)

    objects = AuditedQuerySet["Contact"].as_manager()

    class Meta(ListedModel.Meta):
        constraints = (
            *ListedModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(organization__isnull=False)
                | Q(service__isnull=False)
                | Q(service_at_location__isnull=False)
                | Q(location__isnull=False),
                name="contact_is_of_something",
            ),
        )

    def __str__(self) -> str:
        return f"contact {self.id}"


class Phone(ListedModel):
    """A telephone number."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="phones", null=True)
    service = models.ForeignKey(Service, models.CASCADE, related_name="phones", null=True)
    service_at_location = models.ForeignKey(
        ServiceAtLocation, models.CASCADE, related_name="phones", null=True
    )
    location = models.ForeignKey(Location, models.CASCADE, related_name="phones", null=True)
    contact = models.ForeignKey(Contact, models.CASCADE, related_name="phones", null=True)
    number = models.TextField()
    extension = models.TextField(blank=True)
    type = models.TextField(blank=True)
    description = models.TextField(blank=True)

    objects = AuditedQuerySet["Phone"].as_manager()

    class Meta(ListedModel.Meta):
        constraints = (
            *ListedModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(organization__isnull=False)
                | Q(service__isnull=False)
                | Q(service_at_location__isnull=False)
                | Q(location__isnull=False)
                | Q(contact__isnull=False),
                name="phone_is_of_something",
            ),
        )

    def __str__(self) -> str:
        return f"phone {self.id}"


class Language(ListedModel):
    """A language that is spoken there."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="languages", null=True)
    location = models.ForeignKey(Location, models.CASCADE, related_name="languages", null=True)
    phone = models.ForeignKey(Phone, models.CASCADE, related_name="languages", null=True)
    name = models.TextField(blank=True)
    code = models.TextField(blank=True)
    note = models.TextField(blank=True)

    objects = AuditedQuerySet["Language"].as_manager()

    class Meta(ListedModel.Meta):
        constraints = (
            *ListedModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(service__isnull=False) | Q(location__isnull=False) | Q(phone__isnull=False),
                name="language_is_of_something",
            ),
        )

    def __str__(self) -> str:
        return f"language {self.id}"
