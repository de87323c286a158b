"""Saving is allowed only while an action is being recorded: the un-audited route is awkward on purpose."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

_recording: ContextVar[bool] = ContextVar("audit_recording", default=False)  # no mutant: a name


class NotRecorded(Exception):
    """A row was saved, changed or deleted outside an action."""


@contextmanager
def permitted() -> Iterator[None]:
    """Allow writes inside. Used by audit.actions.recorded, and by nothing else."""
    token = _recording.set(True)
    try:
        yield
    finally:
        _recording.reset(token)


def insist(what: str) -> None:
    """Raise NotRecorded unless an action is being recorded."""
    if not _recording.get():
        raise NotRecorded(f"{what} outside an action: use audit.actions.recorded")
