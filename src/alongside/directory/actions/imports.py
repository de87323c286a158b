"""Bringing in a list of services: choosing the file, saying what it means, trying it out, keeping it."""

import uuid
from collections.abc import Mapping as MappingType
from dataclasses import asdict, replace
from datetime import date, timedelta
from pathlib import PurePath
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.common import clock
from alongside.common.problems import Problem, RuleBroken
from alongside.common.text import clean_text
from alongside.crypto.files import kept_sealed, read_sealed, remove_sealed
from alongside.crypto.keys import SERVICE
from alongside.directory.actions.needs import set_up_needs
from alongside.directory.actions.writing import take_back, write_plan
from alongside.directory.intake import Opened, open_file, take_in
from alongside.directory.mapping import Mapping
from alongside.directory.models import BatchState, ImportBatch, ImportPreset, Service
from alongside.directory.queries.comparing import Plan, changed_meanwhile, compared
from alongside.directory.queries.undoing import later_imports, undoing_of
from alongside.directory.reading import CannotRead

SILENT_FOR = timedelta(minutes=10)
"""An import that nobody saw at work for so long was cut off, and is taken up again."""
KEPT_FOR = timedelta(days=30)
"""How long a file stands that was tried out and never brought in."""
MOST_PROBLEMS = 100_000
"""Problems kept of one import; the rest are counted."""


def begin_import(
    *,
    by: User | None,
    content: bytes,
    file_name: str,
    preset: ImportPreset | None = None,
    source: str = "",
) -> ImportBatch:
    """Keep a file to be brought in, with a first idea of how to read it."""
    try:
        opened = open_file(content)
    except CannotRead as problem:
        raise RuleBroken(Problem("unreadable", problem.sentence, field="upload")) from problem
    set_up_needs(by=by)
    name = clean_text(PurePath(file_name).name)[:200]
    mapping = _first_mapping(opened, preset, source=source, name=PurePath(name).stem or "file")
    with kept_sealed(content, owner=SERVICE) as file, recorded("import.begin", by=by) as note:
        batch = ImportBatch(
            file=file,
            file_name=name,
            source=mapping.source,
            state=BatchState.TRIED,
            reading=_reading_of(mapping),
            preset=preset if preset and not preset._state.adding else None,
            rows_in=opened.rows_in,
            made_by=by,
        )
        batch.save(force_insert=True)
        note.about = batch
    return batch


def _first_mapping(opened: Opened, preset: ImportPreset | None, *, source: str, name: str) -> Mapping:
    mapping = opened.first_mapping(name)
    if preset and opened.table:
        kept = preset.reading
        columns = {column: preset.columns.get(column, "") for column in opened.table.columns}
        as_of = date.fromisoformat(kept["as_of"]) if kept.get("as_of") else None
        mapping = Mapping(columns, kept.get("always", {}), kept.get("source") or name, as_of)
    return replace(mapping, source=source or mapping.source)


def opened_file(batch: ImportBatch) -> Opened:
    """Return the file of an import, opened. Raises RuleBroken where it is gone."""
    if batch.file is None:
        raise RuleBroken(Problem("gone", _("We no longer have this file. Choose it again.")))
    return open_file(read_sealed(owner=SERVICE, name=batch.file))


def choose_columns(
    batch: ImportBatch,
    *,
    by: User | None,
    columns: MappingType[str, str],
    source: str,
    needs: list[str] | None = None,
    as_of: date | None = None,
    is_private: bool = False,
    preset_name: str = "",
) -> ImportBatch:
    """Say what each column of a table means, and what is true of every row of it."""
    always = {**batch.reading.get("always", {}), "needs": needs or [], "not_in_public_feed": is_private}
    mapping = Mapping(columns, always, source, as_of)
    _refuse_nameless(mapping)
    with recorded("import.choose", by=by, about=batch):
        batch.change(reading=_reading_of(mapping), source=source)
    if preset_name:
        keep_preset(preset_name, by=by, mapping=mapping)
    return batch


def _refuse_nameless(mapping: Mapping) -> None:
    if mapping.columns and "name" not in mapping.columns.values() and not mapping.always.get("adds"):
        raise RuleBroken(Problem("no_name", _("Say which column holds the name of each service.")))


def keep_preset(name: str, *, by: User | None, mapping: Mapping) -> ImportPreset:
    """Keep how a table is read under a name, for the next file of its kind."""
    with recorded("import.keep_preset", by=by) as note:
        preset, _is_new = ImportPreset.objects.get_or_create(name=clean_text(name), defaults={"made_by": by})
        preset.change(columns=dict(mapping.columns), reading=_reading_of(mapping))
        note.about = preset
    return preset


def ask_for_import(batch: ImportBatch, *, by: User | None, is_trial: bool) -> ImportBatch:
    """Put an import into the queue: to be tried out, or to be kept."""
    _refuse_nameless(mapping_of(batch))
    with recorded("import.ask", by=by, about=batch, trial=is_trial):
        asked = ImportBatch.objects.filter(
            pk=batch.pk, state__in=[BatchState.TRIED, BatchState.STOPPED]
        ).update(state=BatchState.WAITING, reading={**batch.reading, "is_trial": is_trial})
        if not asked or batch.file is None:
            raise RuleBroken(Problem("not_now", _("This list is at work, or done. Look at it again.")))
    batch.refresh_from_db()
    return batch


def take_up(batch_id: uuid.UUID) -> ImportBatch | None:
    """Take an import out of the queue, or one that fell silent; None where somebody else has it."""
    silent = Q(state=BatchState.RUNNING, seen_at__lt=clock.now() - SILENT_FOR)
    waiting = ImportBatch.objects.filter(Q(state=BatchState.WAITING) | silent, pk=batch_id)
    with recorded("import.take_up", by=None) as note:
        now = clock.now()
        if not waiting.update(state=BatchState.RUNNING, started_at=now, seen_at=now, rows_read=0):
            return None
        batch = ImportBatch.objects.select_related("made_by").get(pk=batch_id)
        note.about = batch
    return batch


def run_import(batch_id: uuid.UUID) -> ImportBatch | None:
    """Do one import of the queue, whole or not at all; None where somebody else does it."""
    batch = take_up(batch_id)
    if batch is None:
        return None
    try:
        _read_and_write(batch)
    except CannotRead as problem:
        _stop(batch, problem.sentence)
    except RuleBroken as broken:
        _stop(batch, str(broken.problems[0].sentence))
    except TakenOver:
        return None
    except Exception:
        _stop(batch, _("Something went wrong on our side. Nothing was changed. You can try again."))
        raise
    return batch


class TakenOver(Exception):
    """It was silent for so long that somebody else took it up."""


def _read_and_write(batch: ImportBatch) -> None:
    intake = take_in(opened_file(batch), mapping_of(batch))
    with recorded("import.go_on", by=None, about=batch):
        batch.change(rows_in=intake.rows_in, rows_read=intake.rows_in, seen_at=clock.now())
    _finish(batch, compared(intake, batch.source))


def _finish(batch: ImportBatch, plan: Plan) -> None:
    is_trial = bool(batch.reading.get("is_trial"))
    by = batch.made_by
    counts = {name: getattr(plan, name) for name in COUNTS}
    with recorded("import.try" if is_trial else "import.finish", by=by, about=batch, **counts):
        ours = ImportBatch.objects.filter(pk=batch.pk, state=BatchState.RUNNING, started_at=batch.started_at)
        if not ours.update(seen_at=clock.now()):
            raise TakenOver
        if not is_trial and changed_meanwhile(plan):
            raise RuleBroken(
                Problem("meanwhile", _("Somebody changed one of these services just now. Try again."))
            )
        before = [] if is_trial else write_plan(plan, batch)
        batch.change(
            **counts,
            problems=_as_kept(plan),
            before=before,
            state=BatchState.TRIED if is_trial else BatchState.DONE,
            ended_at=clock.now(),
        )
        if not is_trial:
            _let_go_of_file(batch)


COUNTS = ("rows_made", "rows_changed", "rows_same", "rows_left_out")


def _as_kept(plan: Plan) -> list[dict[str, Any]]:
    """Return the problems as kept: of very many, first those that left a row out."""
    most = sorted(plan.problems, key=lambda problem: not problem.is_stop)[:MOST_PROBLEMS]
    return [asdict(problem) for problem in sorted(most, key=lambda problem: problem.row)]


def _stop(batch: ImportBatch, sentence: str) -> None:
    with recorded("import.stop", by=None, about=batch):
        batch.change(
            state=BatchState.STOPPED,
            ended_at=clock.now(),
            problems=[{"row": 0, "column": "", "code": "stopped", "sentence": sentence, "is_stop": True}],
        )


def _let_go_of_file(batch: ImportBatch) -> None:
    file, batch.file = batch.file, None
    batch.save(update_fields=["file"])
    if file is not None:
        transaction.on_commit(lambda: remove_sealed(file))


def drop_import(batch: ImportBatch, *, by: User | None) -> ImportBatch:
    """Let go of a file that was not brought in."""
    with recorded("import.drop", by=by, about=batch):
        dropped = ImportBatch.objects.filter(
            pk=batch.pk, state__in=[BatchState.TRIED, BatchState.STOPPED, BatchState.WAITING]
        ).update(state=BatchState.STOPPED, ended_at=clock.now())
        if not dropped:
            raise RuleBroken(Problem("not_now", _("This list is at work, or done. Look at it again.")))
        _let_go_of_file(batch)
    return batch


def drop_old_imports() -> int:
    """Let go of files that were tried out a month ago and not brought in; return how many."""
    old = ImportBatch.objects.filter(
        state__in=[BatchState.TRIED, BatchState.STOPPED],
        file__isnull=False,
        made_at__lt=clock.now() - KEPT_FOR,
    )
    return len([drop_import(batch, by=None) for batch in old.defer("before")])


def undo_import(batch: ImportBatch, *, by: User | None) -> list[Service]:
    """Take an import back; return the services that stay, because somebody changed or used them since."""
    with recorded("import.undo", by=by, about=batch) as note:
        batch = ImportBatch.objects.select_for_update().get(pk=batch.pk)
        if batch.state != BatchState.DONE:
            raise RuleBroken(Problem("not_done", _("There is nothing to take back here.")))
        if later := later_imports(batch):
            sentence = _("“%(name)s” came in after this and changed the same services. Take that back first.")
            raise RuleBroken(Problem("later", sentence % {"name": later[0].file_name}))
        undoing = undoing_of(batch)
        kept = undoing.kept | take_back(undoing)
        batch.change(state=BatchState.UNDONE, undone_by=by, undone_at=clock.now(), before=[])
        note.facts["kept"] = len(kept)
    return list(Service.objects.filter(pk__in=kept).order_by("name"))


def mapping_of(batch: ImportBatch) -> Mapping:
    """Return how the file of an import is read."""
    kept = batch.reading
    as_of = date.fromisoformat(kept["as_of"]) if kept.get("as_of") else None
    return Mapping(kept.get("columns", {}), kept.get("always", {}), batch.source, as_of)


def _reading_of(mapping: Mapping) -> dict[str, Any]:
    return {
        "columns": dict(mapping.columns),
        "always": dict(mapping.always),
        "source": mapping.source,
        "as_of": mapping.as_of.isoformat() if mapping.as_of else "",
    }
