"""A command that a page tells the reader to type is there."""

import re
from pathlib import Path

import pytest

from scripts.__main__ import COMMANDS
from scripts.environment import REPO

PAGES = [path for path in (REPO / "README.md", *sorted((REPO / "docs").rglob("*.md"))) if path.exists()]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(REPO)))
def test_commands_in_the_docs_exist(page: Path) -> None:
    named = set(re.findall(r"\./alongside ([a-z]\w*)", page.read_text()))

    assert sorted(named - {*COMMANDS, "help"}) == []
