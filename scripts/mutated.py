"""A pytest plugin: while one file is imported, its source is that of a mutant."""

import json
import os
import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from importlib.util import spec_from_loader
from pathlib import Path
from types import CodeType, ModuleType

VARIABLE = "ALONGSIDE_MUTANT"
"""The environment variable that names a JSON file with the path and the source."""


class _Loader(SourceFileLoader):
    """Loads other source than what stands in the file."""

    def __init__(self, fullname: str, path: str, source: str) -> None:
        super().__init__(fullname, path)
        self.source = source

    def get_code(self, fullname: str) -> CodeType:
        """Compile the mutant; nothing of it is kept."""
        return compile(self.source, self.path, "exec", dont_inherit=True)


class _Finder(PathFinder):
    """Finds that one file before Python does."""

    path: str
    source: str

    @classmethod
    def find_spec(
        cls, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Return the mutant for the module of that file; nothing for any other."""
        spec = super().find_spec(fullname, path, target)
        if spec is None or spec.origin != cls.path:
            return None
        package = bool(spec.submodule_search_locations)
        found = spec_from_loader(fullname, _Loader(fullname, cls.path, cls.source), is_package=package)
        if found:
            found.has_location = True
        return found


if VARIABLE in os.environ:
    _mutant = json.loads(Path(os.environ[VARIABLE]).read_text())
    _Finder.path, _Finder.source = _mutant["path"], _mutant["source"]
    sys.meta_path.insert(0, _Finder)
