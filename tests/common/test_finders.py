"""Files that installed packages bring are found, and nothing else of theirs."""

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

from alongside.common import finders as ours
from alongside.common.finders import PACKAGE_FILES, PackageFinder


@pytest.mark.parametrize("name", PACKAGE_FILES)
def test_package_file_is_found_by_its_name(name: str) -> None:
    found = finders.find(name)

    assert Path(str(found)).read_bytes() == _listed()[name]
    assert PackageFinder().find(name, find_all=True) == [found]


def _listed() -> dict[str, bytes]:
    """Return what collectstatic would copy."""
    copied = {}
    for name, storage in PackageFinder().list(None):
        with storage.open(name) as file:
            copied[name] = file.read()
    return copied


def test_other_files_of_a_package_are_not_served() -> None:
    assert PackageFinder().find("fonts/../__init__.py") == []
    assert PackageFinder().find("metadata.json", find_all=True) == []


def test_font_comes_with_its_licence() -> None:
    assert b"SIL OPEN FONT LICENSE" in _listed()["fonts/LICENSE.txt"]


def test_missing_package_stops_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    assert PackageFinder().check() == []

    monkeypatch.setitem(ours.PACKAGE_FILES, "fonts/LICENSE.txt", ("no_such_package", "LICENSE"))

    assert [problem.id for problem in PackageFinder().check()] == ["common.E001"]
    assert (
        PackageFinder().check()[0].msg == "fonts/LICENSE.txt is not in the installed package no_such_package"
    )
