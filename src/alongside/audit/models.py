"""The audit entry, and the base of every model that may change only inside an action."""

from collections.abc import Iterable
from typing import Any, Self, TypeVar

from django.db import models

from alongside.audit.permit import insist


class Outcome(models.TextChoices):
    """How an attempt ended."""

    DONE = "done"
    REFUSED = "refused"


class Entry(models.Model):
    """One thing that somebody did or saw, or was not let do. Ids and codes only, never text."""

    seq = models.BigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.UUIDField(null=True)
    roles = models.CharField(max_length=120, blank=True)
    action = models.CharField(max_length=60)
    outcome = models.CharField(max_length=7, choices=Outcome.choices)
    about_model = models.CharField(max_length=60, blank=True)
    about = models.CharField(max_length=60, blank=True)
    person = models.UUIDField(null=True)
    facts = models.JSONField(default=dict)
    mac = models.CharField(max_length=64)

    objects = models.Manager["Entry"]()

    class Meta:
        indexes = (
            models.Index(fields=["person", "seq"], name="audit_person_seq"),
            models.Index(fields=["actor", "seq"], name="audit_actor_seq"),
        )

    def __str__(self) -> str:
        return f"{self.seq} {self.action}"


Row = TypeVar("Row", bound=models.Model)


class AuditedQuerySet(models.QuerySet[Row]):
    """A QuerySet that changes rows only inside an action."""

    def update(self, **kwargs: Any) -> int:
        """Update, inside an action."""
        insist(f"update of {self.model._meta.label}")
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        """Delete, inside an action."""
        insist(f"deletion of {self.model._meta.label}")
        return super().delete()

    def bulk_create(self, objs: Iterable[Row], *args: Any, **kwargs: Any) -> list[Row]:
        """Create many, inside an action."""
        insist(f"creation of {self.model._meta.label}")
        return super().bulk_create(objs, *args, **kwargs)


class AuditedModel(models.Model):
    """A row that is saved and deleted only inside an action."""

    class Meta:
        abstract = True

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, inside an action."""
        insist(f"saving of {self._meta.label}")
        super().save(*args, **kwargs)

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        """Delete, inside an action."""
        insist(f"deletion of {self._meta.label}")
        return super().delete(*args, **kwargs)  # no mutant: nobody keeps parents

    def change(self, **fields: Any) -> Self:
        """Set `fields` and save just these."""
        for name, value in fields.items():
            setattr(self, name, value)
        self.save(update_fields=list(fields))
        return self
