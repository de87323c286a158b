"""What services are for: lists of terms, and which service has which."""

from django.db import models
from django.db.models import Q

from alongside.audit.models import AuditedQuerySet
from alongside.directory.models.base import ListedModel
from alongside.directory.models.organization import Organization
from alongside.directory.models.place import Location
from alongside.directory.models.service import Service, ServiceAtLocation


class Taxonomy(ListedModel):
    """A list of terms, ours or another directory's."""

    name = models.TextField()
    description = models.TextField(blank=True)
    uri = models.TextField(blank=True)
    version = models.TextField(blank=True)

    objects = AuditedQuerySet["Taxonomy"].as_manager()

    def __str__(self) -> str:
        return f"taxonomy {self.id}"


class TaxonomyTerm(ListedModel):
    """One term of a list."""

    taxonomy = models.ForeignKey(Taxonomy, models.CASCADE, related_name="taxonomy_terms", null=True)
    parent = models.ForeignKey("self", models.PROTECT, related_name="children", null=True)
    code = models.TextField(blank=True)
    name = models.TextField()
    description = models.TextField(blank=True)
    term_uri = models.TextField(blank=True)

    objects = AuditedQuerySet["TaxonomyTerm"].as_manager()

    def __str__(self) -> str:
        return f"taxonomy term {self.id}"


class Attribute(ListedModel):
    """Says that a row has a term. `link_type` is the feed's own word for why."""

    service = models.ForeignKey(Service, models.CASCADE, related_name="attributes", null=True)
    organization = models.ForeignKey(Organization, models.CASCADE, related_name="attributes", null=True)
    location = models.ForeignKey(Location, models.CASCADE, related_name="attributes", null=True)
    service_at_location = models.ForeignKey(
        ServiceAtLocation, models.CASCADE, related_name="attributes", null=True
    )
    taxonomy_term = models.ForeignKey(TaxonomyTerm, models.PROTECT, related_name="attributes")
    link_type = models.TextField(blank=True)
    value = models.TextField(blank=True)

    objects = AuditedQuerySet["Attribute"].as_manager()

    class Meta(ListedModel.Meta):
        constraints = (
            *ListedModel.Meta.constraints,
            models.CheckConstraint(
                condition=Q(service__isnull=False)
                | Q(organization__isnull=False)
                | Q(location__isnull=False)
                | Q(service_at_location__isnull=False),
                name="attribute_is_of_something",
            ),
        )
        indexes = (models.Index(fields=["taxonomy_term", "service"], name="attribute_term_service"),)

    def __str__(self) -> str:
        return f"attribute {self.id}"
