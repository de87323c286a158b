"""Makes the lock files from pyproject.toml. They name no host, so they work wherever packages come from."""

import subprocess
import sys

from scripts.environment import REPO, RUN_LOCK, TEST_LOCK, VENV
from scripts.say import Stop, say, stopping_plainly

OLDEST_PYTHON = "3.11"
# The tests run with the very versions that the service runs with.
WANTED = {RUN_LOCK: [], TEST_LOCK: ["--group", "test", "--constraints", RUN_LOCK]}


def main(arguments: list[str]) -> None:
    """Write both lock files; `--upgrade` takes the newest versions that pyproject.toml allows."""
    for lock, wanted in WANTED.items():
        say(f"Making {lock} …")
        command = [str(VENV / "bin" / "uv"), "pip", "compile", "--quiet", "pyproject.toml", *wanted]
        command += ["--universal", "--python-version", OLDEST_PYTHON, "--generate-hashes", "--no-header"]
        if subprocess.run([*command, "-o", lock, *arguments], cwd=REPO, check=False).returncode:
            raise Stop(f"{lock} could not be made: see above.")


if __name__ == "__main__":
    with stopping_plainly():
        main(sys.argv[1:])
