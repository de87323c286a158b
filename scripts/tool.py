"""Runs a tool of the repository that may want a browser."""

import os
import sys

from scripts.browser import find_or_fetch
from scripts.environment import REPO, child_environment
from scripts.say import Stop, stopping_plainly


def main(script: str, arguments: list[str]) -> None:
    """Hand over to the script, and tell it where Chromium is."""
    if not (REPO / script).exists():
        raise Stop(f"{script} is not here.")
    chromium = find_or_fetch()
    env = child_environment(**({"CHROMIUM": chromium} if chromium else {}))
    os.execve(sys.executable, [sys.executable, script, *arguments], env)


if __name__ == "__main__":
    with stopping_plainly():
        main(sys.argv[1], sys.argv[2:])
