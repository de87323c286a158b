"""How rows came in from a file or a feed: how it was read, and what one import did."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from alongside.accounts.models import User
from alongside.audit.models import AuditedModel, AuditedQuerySet
from alongside.common import clock
from alongside.common.ids import new_id


class PresetKind(models.TextChoices):
    """What is read."""

    TABLE = "table", _("A spreadsheet")
    FEED = "feed", _("A feed of another directory")


class ImportPreset(AuditedModel):
    """How one kind of file is read: which column holds what."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    name = models.TextField()
    kind = models.CharField(max_length=5, choices=PresetKind.choices, default=PresetKind.TABLE)
    # the heading of a column, or the path in a feed, to the field it fills
    columns = models.JSONField(default=dict)
    # delimiter, encoding, heading row, sheet: where they are not found out by themselves
    reading = models.JSONField(default=dict)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    made_at = models.DateTimeField(default=clock.now)

    objects = AuditedQuerySet["ImportPreset"].as_manager()

    class Meta:
        constraints = (models.UniqueConstraint(fields=["name"], name="one_preset_a_name"),)

    def __str__(self) -> str:
        return f"import preset {self.id}"


class BatchState(models.TextChoices):
    """How far an import is. The row is the queue."""

    TRIED = "tried", _("Tried out, nothing kept")
    WAITING = "waiting", _("Waiting its turn")
    RUNNING = "running", _("Under way")
    DONE = "done", _("Done")
    STOPPED = "stopped", _("Stopped, nothing kept")
    UNDONE = "undone", _("Undone")


class ImportBatch(AuditedModel):
    """One import: what went in, what was made of it, and what undoing it puts back."""

    id = models.UUIDField(primary_key=True, default=new_id, editable=False)
    # as on the rows it makes: a URL, or the name of a preset
    source = models.TextField()
    file_name = models.TextField(blank=True)
    # the file itself, sealed on disk until the import is done or dropped
    file = models.UUIDField(null=True)
    # how it is read: columns, what is true of every row, and whether it is only tried out
    reading = models.JSONField(default=dict)
    preset = models.ForeignKey(ImportPreset, models.PROTECT, related_name="batches", null=True)
    state = models.CharField(max_length=7, choices=BatchState.choices, default=BatchState.WAITING)
    rows_in = models.PositiveIntegerField(default=0)
    rows_read = models.PositiveIntegerField(default=0)
    rows_made = models.PositiveIntegerField(default=0)
    rows_changed = models.PositiveIntegerField(default=0)
    rows_same = models.PositiveIntegerField(default=0)
    rows_left_out = models.PositiveIntegerField(default=0)
    # each problem: row, column, code, and what its sentence needs
    problems = models.JSONField(default=list)
    # what changed rows held before: model, id, fields
    before = models.JSONField(default=list)
    made_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    made_at = models.DateTimeField(default=clock.now)
    started_at = models.DateTimeField(null=True)
    # when it was last seen at work: one that fell silent is taken up again
    seen_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    undone_by = models.ForeignKey(User, models.PROTECT, related_name="+", null=True)
    undone_at = models.DateTimeField(null=True)

    objects = AuditedQuerySet["ImportBatch"].as_manager()

    class Meta:
        constraints = (
            models.CheckConstraint(condition=Q(state__in=BatchState.values), name="import_batch_state"),
        )

    def __str__(self) -> str:
        return f"import batch {self.id}"
