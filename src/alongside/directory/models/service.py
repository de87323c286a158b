"""Services: what help there is, for whom, at what cost, and in which places."""

from datetime import date, timedelta
from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.models import AuditedQuerySet
from alongside.common import clock
from alongside.crypto.fields import SealedText
from alongside.crypto.keys import SERVICE
from alongside.crypto.models import SealedModel
from alongside.directory.models.base import ListedModel
from alongside.directory.models.organization import Organization
from alongside.directory.models.place import Location


class ServiceStatus(models.TextChoices):
    """Whether it still runs, in the words of HSDS."""

    ACTIVE = "active", _("Running")
    INACTIVE = "inactive", _("Not running now")
    DEFUNCT = "defunct", _("Closed for good")
    TEMPORARILY_CLOSED = "temporarily closed", _("Closed for a while")


class OpenTo(models.TextChoices):
    """Whom a service is for, where it says so."""

    EVERYONE = "everyone", _("Everyone")
    WOMEN = "women", _("Women only")
    MEN = "men", _("Men only")


class ServiceQuerySet(AuditedQuerySet["Service"]):
    """Services."""

    def in_public_feed(self) -> "ServiceQuerySet":
        """Return those that anybody may read of: not private, not closed for good."""
        return self.filter(not_in_public_feed=False).exclude(status=ServiceStatus.DEFUNCT)

    def unchecked(self) -> "ServiceQuerySet":
        """Return those that nobody made sure of in the last 90 days, or ever."""
        return self.filter(Q(assured_date=None) | Q(assured_date__lt=last_good_check()))


class Service(ListedModel, SealedModel):
    """Help that people can go to, ring or find online."""

    organization = models.ForeignKey(Organization, models.PROTECT, related_name="services")
    name = models.TextField()
    alternate_name = models.TextField(blank=True)
    description = models.TextField(blank=True)
    url = models.TextField(blank=True)
    email = models.TextField(blank=True)
    status = models.CharField(max_length=18, choices=ServiceStatus.choices, default=ServiceStatus.ACTIVE)
    fees = models.TextField(blank=True)
    accreditations = models.TextField(blank=True)
    eligibility_description = models.TextField(blank=True)
    application_process = models.TextField(blank=True)
    minimum_age = models.PositiveSmallIntegerField(null=True)
    maximum_age = models.PositiveSmallIntegerField(null=True)
    open_to = models.CharField(max_length=8, choices=OpenTo.choices, default=OpenTo.EVERYONE)
    alert = models.TextField(blank=True)
    # the day somebody made sure that all this is so; the feed names it so too
    assured_date = models.DateField(null=True)
    assured_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    assurer_email = models.TextField(blank=True)
    last_modified = models.DateTimeField(default=clock.now)
    not_in_public_feed = models.BooleanField(default=False)
    # an e-mail address that looks like one person's is ours to use, and nobody's to publish
    email_is_personal = models.BooleanField(default=False)
    at_place = models.BooleanField(default=True)
    by_phone = models.BooleanField(default=False)
    online = models.BooleanField(default=False)
    # how to get in, as we know it
    our_note = SealedText(null=True)

    objects = ServiceQuerySet.as_manager()

    class Meta(ListedModel.Meta):
        constraints = (
            *ListedModel.Meta.constraints,
            models.CheckConstraint(condition=Q(status__in=ServiceStatus.values), name="service_status"),
            models.CheckConstraint(condition=Q(open_to__in=OpenTo.values), name="service_open_to"),
        )
        indexes = (models.Index(fields=["status", "name"], name="service_status_name"),)

    def __str__(self) -> str:
        return f"service {self.id}"

    def seal_owner(self) -> UUID:
        """Our own note is sealed with the service's own key."""
        return SERVICE

    @property
    def is_unchecked(self) -> bool:
        """Tell whether nobody made sure of it in the last 90 days, or ever."""
        return self.assured_date is None or self.assured_date < last_good_check()

    @property
    def is_closed(self) -> bool:
        """Tell whether it is closed for good."""
        return self.status == ServiceStatus.DEFUNCT


def last_good_check() -> date:
    """Return the day 90 days back: what was checked before it is too old to rely on."""
    return clock.today() - timedelta(days=90)


class ServiceAtLocation(ListedModel):
    """A service in one of its places."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="service_at_locations")
    location = models.ForeignKey(Location, models.PROTECT, related_name="service_at_locations")
    description = models.TextField(blank=True)

    objects = AuditedQuerySet["ServiceAtLocation"].as_manager()

    class Meta(ListedModel.Meta):
        constraints = (
            *ListedModel.Meta.constraints,
            models.UniqueConstraint(fields=["service", "location"], name="a_service_once_a_location"),
        )

    def __str__(self) -> str:
        return f"service at location {self.id}"


class Eligibility(ListedModel):
    """Whom a service is for, in its own words."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="eligibilitys")
    eligibility = models.TextField(blank=True)
    minimum_age = models.PositiveSmallIntegerField(null=True)
    maximum_age = models.PositiveSmallIntegerField(null=True)

    objects = AuditedQuerySet["Eligibility"].as_manager()

    def __str__(self) -> str:
        return f"eligibility {self.id}"


class CostOption(ListedModel):
    """What it costs, and whom."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="cost_options")
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    option = models.TextField(blank=True)
    # pounds
    amount = models.DecimalField(max_digits=9, decimal_places=2, null=True)
    amount_description = models.TextField(blank=True)

    objects = AuditedQuerySet["CostOption"].as_manager()

    def __str__(self) -> str:
        return f"cost option {self.id}"


class ServiceArea(ListedModel):
    """Where people must live to come."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="service_areas")
    name = models.TextField(blank=True)
    extent = models.TextField(blank=True)
    extent_type = models.TextField(blank=True)
    uri = models.TextField(blank=True)
    service_area = models.TextField(blank=True)

    objects = AuditedQuerySet["ServiceArea"].as_manager()

    def __str__(self) -> str:
        return f"service area {self.id}"


class Funding(ListedModel):
    """Who pays for it."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="funding", null=True)
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="funding", null=True)
    # "source" in HSDS, which here says where the row came from
    funder = models.TextField(blank=True)

    objects = AuditedQuerySet["Funding"].as_manager()

    class Meta(ListedModel.Meta):
        constraints = (
            *ListedModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(service__isnull=False) | Q(organization__isnull=False),
                name="funding_is_of_something",
            ),
        )

    def __str__(self) -> str:
        return f"funding {self.id}"
