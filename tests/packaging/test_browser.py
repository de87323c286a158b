"""A browser for the journeys is found where it is, and only where it starts."""

from pathlib import Path

import pytest

from scripts import browser
from scripts.say import Stop


def put(folder: Path, name: str, script: str) -> Path:
    """Write a small program."""
    program = folder / name
    program.write_text(f"#!/bin/sh\n{script}\n")
    program.chmod(0o755)
    return program


@pytest.fixture(autouse=True)
def _nothing_but_these(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))


def test_browser_that_does_not_start_is_passed_over(tmp_path: Path) -> None:
    put(tmp_path, "chromium", "exit 10")
    put(tmp_path, "chromium-browser", "no-such-interpreter-here")
    good = put(tmp_path, "google-chrome", "exit 0")

    assert browser.find() == str(good)


def test_no_browser_is_found_where_none_is() -> None:
    assert browser.find() is None


def test_browser_that_was_named_is_taken_at_its_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    named = put(tmp_path, "my-browser", "exit 10")
    monkeypatch.setenv("CHROMIUM", str(named))

    assert browser.find() == str(named)


def test_named_browser_that_is_absent_stops_with_its_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CHROMIUM", "/nowhere/chrome")

    with pytest.raises(Stop, match="CHROMIUM names /nowhere/chrome"):
        browser.find()
