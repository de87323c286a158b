"""Lists of services that were brought in, and what was said about one."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet

from alongside.directory.models import BatchState, ImportBatch
from alongside.directory.presets import shipped_presets

A_PAGE = 100
AT_WORK = (BatchState.WAITING, BatchState.RUNNING)


def imports_so_far() -> QuerySet[ImportBatch]:
    """Return the imports, the newest first, without what each says of single rows."""
    return (
        ImportBatch.objects.defer("before", "problems", "reading")
        .select_related("made_by")
        .order_by("-made_at")
    )


@dataclass(frozen=True)
class ImportSeen:
    """One import with the problems of one page."""

    batch: ImportBatch
    problems: Page[dict[str, Any]]
    left_out: Page[dict[str, Any]]
    credit: str

    @property
    def is_at_work(self) -> bool:
        """Tell whether it is in the queue or under way."""
        return self.batch.state in AT_WORK

    @property
    def was_tried(self) -> bool:
        """Tell whether it was tried out, and may be kept."""
        return self.batch.state == BatchState.TRIED and self.batch.ended_at is not None


def import_seen(batch: ImportBatch, *, page: str | None) -> ImportSeen:
    """Return an import for its page. What was left out stands before what is only doubtful."""
    stops = [problem for problem in batch.problems if problem["is_stop"]]
    others = [problem for problem in batch.problems if not problem["is_stop"]]
    return ImportSeen(
        batch,
        Paginator(others, A_PAGE).get_page(page),
        Paginator(stops, A_PAGE).get_page(page),
        next((preset.credit for preset in shipped_presets() if preset.source == batch.source), ""),
    )


def imports_waiting() -> list[ImportBatch]:
    """Return what stands in the queue, or was begun and may have fallen silent; the oldest first."""
    return list(ImportBatch.objects.filter(state__in=AT_WORK).only("id").order_by("made_at"))
