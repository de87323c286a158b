"""Lists of services, brought in as the pages do."""

import os
from pathlib import Path
from typing import Any

from alongside.accounts.models import User
from alongside.directory.actions.imports import ask_for_import, begin_import, run_import
from alongside.directory.models import ImportBatch

ROOT = Path(__file__).parent.parent.parent
OPEN_LISTS = Path(os.environ.get("OPEN_DATA", ROOT.parent / "shared" / "data"))
"""Open data of others, not part of the project: it lies beside it, or where the environment says."""

HEAD = "id,name,address,postcode,telephone,email,opening hours,what they do\n"
CEDAR = "1,Cedar food bank,1 Canal Street,M15 6AA,0161 496 0001,info@cedar.example,Monday 10am - 2pm,Food\n"
ELM = "2,Elm drop-in,2 Mill Lane,M4 1AA,0161 496 0002,hello@elm.example,Tuesday 1pm - 3pm,Company\n"


def make_import(
    content: str | bytes = HEAD + CEDAR + ELM,
    *,
    by: User | None,
    file_name: str = "services.csv",
    is_trial: bool = False,
    **told: Any,
) -> ImportBatch:
    """Return a list after it was tried out or brought in."""
    content = content.encode() if isinstance(content, str) else content
    batch = begin_import(by=by, content=content, file_name=file_name, **told)
    return go_on(batch, by=by, is_trial=is_trial)


def go_on(batch: ImportBatch, *, by: User | None, is_trial: bool = False) -> ImportBatch:
    """Try out a list, or bring it in, and return it as it then is."""
    ask_for_import(batch, by=by, is_trial=is_trial)
    run_import(batch.pk)
    batch.refresh_from_db()
    return batch
