"""Files sealed on disk: written whole, named at random, unreadable without the owner's key."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from uuid import UUID, uuid4

from django.conf import settings

from alongside.crypto import keys, seal


@contextmanager
def kept_sealed(content: bytes, *, owner: UUID) -> Iterator[UUID]:
    """Write `content`, sealed, under a random name; take it away again if the row naming it is not kept."""
    name = uuid4()
    write_sealed(content, owner=owner, name=name)
    try:
        yield name
    except BaseException:
        remove_sealed(name)
        raise


def write_sealed(content: bytes, *, owner: UUID, name: UUID) -> None:
    """Seal `content` with the key of `owner` and write it under `name`, on disk before this returns."""
    path = path_of(name)
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    draft = path.with_suffix(".new")  # no mutant: any name beside it
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as file:
        file.write(seal.seal_bytes(content, key=keys.key_of(owner), place=_place(owner, name)))
        file.flush()  # no mutant: only a cut of the power shows it
        os.fsync(file.fileno())  # no mutant: as above
    draft.replace(path)
    # the names too: without this a cut of the power can take back what was said to be saved
    for folder in (path.parent, path.parent.parent):
        _sync_folder(folder)  # no mutant: as above


def read_sealed(*, owner: UUID, name: UUID) -> bytes:
    """Return the content. Raises CannotOpen if it was changed or moved, FileNotFoundError if gone."""
    return seal.open_bytes(path_of(name).read_bytes(), key=keys.key_of(owner), place=_place(owner, name))


def remove_sealed(name: UUID) -> None:
    """Remove the file, if it is there, and what was left of writing it."""
    path = path_of(name)
    path.unlink(missing_ok=True)
    path.with_suffix(".new").unlink(missing_ok=True)


def path_of(name: UUID) -> Path:
    """Return where a file of this name stands."""
    folder: Path = settings.ALONGSIDE_PAPERS
    return folder / name.hex[-2:] / name.hex


def _sync_folder(folder: Path) -> None:
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)  # no mutant: as above
    finally:
        os.close(opened)  # no mutant: the program would end with it


def _place(owner: UUID, name: UUID) -> str:
    return seal.place_of("file", "content", owner, name)
