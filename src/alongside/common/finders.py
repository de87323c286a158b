"""Serves files that installed packages bring, so that none of them is copied into the repository."""

import importlib.util
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from django.contrib.staticfiles.finders import BaseFinder
from django.core.checks import CheckMessage, Error
from django.core.files.storage import FileSystemStorage, Storage

FONT = "fontpkg_atkinson_hyperlegible"
PACKAGE_FILES = {
    "fonts/AtkinsonHyperlegible-Regular.ttf": (FONT, "files/AtkinsonHyperlegible-Regular.ttf"),
    "fonts/AtkinsonHyperlegible-Bold.ttf": (FONT, "files/AtkinsonHyperlegible-Bold.ttf"),
    "fonts/LICENSE.txt": (FONT, "LICENSE"),
}
"""The name under static/ → the package and the file in it. Only what pages use."""


class PackageFinder(BaseFinder):
    """Finds the files named in PACKAGE_FILES."""

    def check(self, **kwargs: Any) -> list[CheckMessage]:
        """Say at start-up which file is missing, rather than show a page without its letters."""
        return [
            Error(f"{name} is not in the installed package {PACKAGE_FILES[name][0]}", id="common.E001")
            for name in PACKAGE_FILES
            if not _place(name).is_file()
        ]

    def find(self, path: str, find_all: Any = False) -> Any:  # noqa: FBT002 (Django's signature)
        """Return where the file is; without one, an empty list, as Django's own finders do."""
        if path not in PACKAGE_FILES:
            return []
        found = str(_place(path))
        return [found] if find_all else found

    def list(self, ignore_patterns: Iterable[str] | None) -> Iterator[tuple[str, Storage]]:
        """Yield each name with a storage that opens it by that name."""
        for name in PACKAGE_FILES:
            yield name, _PackageStorage()


class _PackageStorage(FileSystemStorage):
    """Opens a file by its name under static/."""

    def path(self, name: str) -> str:
        """Return where the package keeps it."""
        return str(_place(name))


def _place(name: str) -> Path:
    """Return where a package keeps a file; a package that is absent gives a path that is not there."""
    package, inside = PACKAGE_FILES[name]
    spec = importlib.util.find_spec(package)
    home = Path(spec.origin).parent if spec and spec.origin else Path(package)
    return home / inside
