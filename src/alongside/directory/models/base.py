"""What every row of the directory has: where it came from."""

from typing import ClassVar

from django.db import models
from django.db.models import Q

from alongside.audit.models import AuditedModel
from alongside.common.ids import new_id
from alongside.directory.models.imports import ImportBatch


class ListedModel(AuditedModel):
    """A row of the directory. Its columns are public facts and carry the names of HSDS-UK 3.0."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    # the import that made or last changed it; none where it was written by hand
    batch = models.ForeignKey(ImportBatch, models.PROTECT, related_name="%(class)s_rows", null=True)
    # a URL or the name of a preset, and the id it has there
    source = models.TextField(blank=True)
    source_id = models.TextField(blank=True)
    # fields of a feed that we have no column for, kept for the way back
    more = models.JSONField(default=dict)
    # when one of us changed it last: an import that is undone leaves such rows alone
    changed_at = models.DateTimeField(null=True)

    class Meta:
        abstract = True
        constraints: ClassVar[tuple[models.BaseConstraint, ...]] = (
            models.UniqueConstraint(
                fields=["source", "source_id"],
                condition=~Q(source_id=""),
                name="one_%(class)s_a_source_id",
            ),
        )
