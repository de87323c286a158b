"""Where services are: locations, their addresses, and whether one gets in."""

from uuid import UUID

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.audit.models import AuditedQuerySet
from alongside.crypto.fields import SealedText
from alongside.crypto.keys import SERVICE
from alongside.crypto.models import SealedModel
from alongside.directory.models.base import ListedModel


class LocationType(models.TextChoices):
    """What kind of place, in the words of HSDS."""

    PHYSICAL = "physical", _("A place")
    POSTAL = "postal", _("For post only")
    VIRTUAL = "virtual", _("Online")


class Location(ListedModel, SealedModel):
    """A place. Where its address is hidden (a refuge), it has no address row and no coordinates."""

    location_type = models.CharField(
        max_length=8, choices=LocationType.choices, default=LocationType.PHYSICAL
    )
    name = models.TextField(blank=True)
    alternate_name = models.TextField(blank=True)
    description = models.TextField(blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    external_identifier = models.TextField(blank=True)
    external_identifier_type = models.TextField(blank=True)
    hide_address = models.BooleanField(default=False)
    # all that is known of a hidden address: nothing else may hold it, so that no list or feed can tell it
    hidden_address = SealedText(null=True)

    objects = AuditedQuerySet["Location"].as_manager()

    class Meta(ListedModel.Meta):
        constraints = (
            *ListedModel.Meta.constraints,
            models.CheckConstraint(condition=Q(location_type__in=LocationType.values), name="location_type"),
            models.CheckConstraint(
                condition=Q(latitude=None, longitude=None)
                | Q(
                    latitude__isnull=False,
                    longitude__isnull=False,
                    latitude__range=(-90, 90),
                    longitude__range=(-180, 180),
                ),
                name="location_on_the_globe",
            ),
            models.CheckConstraint(
                condition=Q(hide_address=False) | Q(latitude=None, longitude=None),
                name="hidden_address_has_no_coordinates",
            ),
            models.CheckConstraint(
                condition=Q(hide_address=True) | Q(hidden_address=None), name="hidden_address_is_hidden"
            ),
        )

    def __str__(self) -> str:
        return f"location {self.id}"

    def seal_owner(self) -> UUID:
        """A hidden address is sealed with the service's own key."""
        return SERVICE


class Address(ListedModel):
    """Where a location is, or where its post goes."""

    location = models.ForeignKey(Location, models.CASCADE, related_name="addresses")
    attention = models.TextField(blank=True)
    address_1 = models.TextField(blank=True)
    address_2 = models.TextField(blank=True)
    city = models.TextField(blank=True)
    region = models.TextField(blank=True)
    state_province = models.TextField(blank=True)
    postal_code = models.TextField(blank=True)
    # "M15" of "M15 6AA": all that is ever searched with
    outward_code = models.CharField(max_length=4, blank=True, db_index=True)
    country = models.TextField(default="GB")
    address_type = models.CharField(max_length=8, choices=LocationType.choices, default=LocationType.PHYSICAL)

    objects = AuditedQuerySet["Address"].as_manager()

    class Meta(ListedModel.Meta):
        constraints = (
            *ListedModel.Meta.constraints,
            models.CheckConstraint(condition=Q(address_type__in=LocationType.values), name="address_type"),
        )

    def __str__(self) -> str:
        return f"address {self.id}"


class Accessibility(ListedModel):
    """What helps or hinders getting in: a step, a loop, a lift."""

    location = models.ForeignKey(Location, models.CASCADE, related_name="accessibility")
    description = models.TextField(blank=True)
    details = models.TextField(blank=True)
    url = models.TextField(blank=True)

    objects = AuditedQuerySet["Accessibility"].as_manager()

    def __str__(self) -> str:
        return f"accessibility {self.id}"
