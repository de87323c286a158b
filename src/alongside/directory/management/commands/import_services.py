"""Brings a list of services into the directory: any kind of spreadsheet, or another directory's feed."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from alongside.common.problems import RuleBroken
from alongside.directory.actions.imports import (
    ask_for_import,
    begin_import,
    choose_columns,
    drop_import,
    mapping_of,
    run_import,
)
from alongside.directory.models import BatchState, ImportBatch, ImportPreset
from alongside.directory.presets import shipped_presets


class Command(BaseCommand):
    """Bring in one file; say what came of each row."""

    help = __doc__

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the file and how to read it."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--preset", help="the name of a kept way of reading, or the key of one of ours")
        parser.add_argument("--source", help="where the list is from; the same each time")
        parser.add_argument("--private", action="store_true", help="keep all of it out of the public feed")
        parser.add_argument(
            "--dry-run", action="store_true", help="say what would happen, and change nothing"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Bring it in."""
        try:
            content = options["file"].read_bytes()
            batch = begin_import(
                by=None,
                content=content,
                file_name=options["file"].name,
                preset=_preset(options["preset"]),
                source=options["source"] or "",
            )
            if options["private"]:
                _make_private(batch)
            ask_for_import(batch, by=None, is_trial=options["dry_run"])
            run_import(batch.pk)
        except OSError as error:
            raise CommandError(_("%(file)s cannot be read.") % {"file": options["file"]}) from error
        except RuleBroken as broken:
            raise CommandError(" ".join(str(problem.sentence) for problem in broken.problems)) from broken
        batch.refresh_from_db()
        self._report(batch)
        if batch.state == BatchState.STOPPED:
            raise CommandError(_("Nothing was brought in."))
        if options["dry_run"]:
            drop_import(batch, by=None)

    def _report(self, batch: ImportBatch) -> None:
        for problem in batch.problems:
            where = " ".join(
                part for part in (_("Row %(n)d") % {"n": problem["row"]}, problem["column"]) if part
            )
            self.stdout.write(f"{where}: {problem['sentence']}")
        self.stdout.write(
            _(
                "%(rows_in)d rows: %(rows_made)d new, %(rows_changed)d changed, %(rows_same)d the same,"
                " %(rows_left_out)d left out"
            )
            % vars(batch)
        )


def _preset(name: str | None) -> ImportPreset | None:
    """Return a kept preset, or one of ours as if it were kept."""
    if not name:
        return None
    if kept := ImportPreset.objects.filter(name=name).first():
        return kept
    ours = {preset.key: preset for preset in shipped_presets()}
    if name not in ours:
        known = ", ".join(sorted([*ours, *ImportPreset.objects.values_list("name", flat=True)]))
        raise CommandError(
            _("There is no preset “%(name)s”. There are: %(known)s") % {"name": name, "known": known}
        )
    return ours[name].as_kept()


def _make_private(batch: ImportBatch) -> None:
    mapping = mapping_of(batch)
    choose_columns(
        batch,
        by=None,
        columns=mapping.columns,
        source=batch.source,
        needs=list(mapping.always.get("needs", [])),
        as_of=mapping.as_of,
        is_private=True,
    )
