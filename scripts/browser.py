"""Finds a Chromium for the journeys, or fetches one."""

import os
import shutil
import subprocess
import sys
from contextlib import suppress

from scripts.environment import apt_install, can_apt
from scripts.say import Stop, say

FETCH_SECONDS = 300
"""A computer with no way to where browsers are kept should say so, and not wait."""
START_SECONDS = 30

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


def find_or_fetch() -> str | None:
    """Return the path of a Chromium; None where there is none and none could be fetched."""
    return find() or _from_debian() or _from_playwright()


def find() -> str | None:
    """Return the path of the Chromium that CHROMIUM names, or of one on this computer."""
    named = os.environ.get("CHROMIUM")
    if named:
        if shutil.which(named) is None:
            raise Stop(f"CHROMIUM names {named}, and there is no such program.")
        return named
    found = (shutil.which(name) for name in NAMES)
    return next((path for path in found if path and _starts(path)), None)


def _from_debian() -> str | None:
    if not can_apt():
        return None
    say("There is no Chromium here: installing Debian's, about 110 MB …")
    return find() if apt_install("chromium") else None


def _from_playwright() -> str | None:
    say("There is no Chromium here: fetching Playwright's, about 180 MB …")
    with suppress(subprocess.TimeoutExpired):
        command = [sys.executable, "-m", "playwright", "install", "chromium"]
        subprocess.run(command, timeout=FETCH_SECONDS, check=False)
    asked = subprocess.run([sys.executable, "-c", _WHERE], capture_output=True, text=True, check=False)
    path = shutil.which(asked.stdout.strip() or "no-chromium")
    return path if path and _starts(path) else None


def _starts(path: str) -> bool:
    """Tell whether it is more than a sign to a snap (Ubuntu), and has the libraries it wants."""
    try:
        tried = subprocess.run([path, "--version"], capture_output=True, timeout=START_SECONDS, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return False
    return tried.returncode == 0


_WHERE = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""
