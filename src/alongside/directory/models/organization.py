"""Who runs services: organisations and the numbers they are registered under."""

from django.db import models

from alongside.audit.models import AuditedQuerySet
from alongside.directory.models.base import ListedModel


class Organization(ListedModel):
    """Who runs services."""

    name = models.TextField()
    alternate_name = models.TextField(blank=True)
    description = models.TextField(blank=True)
    email = models.TextField(blank=True)
    website = models.TextField(blank=True)
    logo = models.TextField(blank=True)
    uri = models.TextField(blank=True)
    parent_organization = models.ForeignKey("self", models.PROTECT, related_name="parts", null=True)

    objects = AuditedQuerySet["Organization"].as_manager()

    def __str__(self) -> str:
        return f"organization {self.id}"


class OrganizationIdentifier(ListedModel):
    """A number an organisation is registered under, as of a charity."""

    organization = models.ForeignKey(Organization, models.CASCADE, related_name="organization_identifiers")
    identifier_scheme = models.TextField(blank=True)
    identifier_type = models.TextField()
    identifier = models.TextField()

    objects = AuditedQuerySet["OrganizationIdentifier"].as_manager()

    def __str__(self) -> str:
        return f"organization identifier {self.id}"
