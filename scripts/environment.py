"""Makes the environment that the commands run in, from a lock file, and skips what is done already."""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from scripts.say import Stop, say

REPO = Path(__file__).resolve().parent.parent
VENV = REPO / ".venv"
PYTHON = VENV / "bin" / "python"
RUN_LOCK = "requirements.lock"
TEST_LOCK = "requirements-test.lock"
# Which locks are installed, and where. Written after each step: without it, the making was interrupted.
DONE = VENV / "alongside.json"


def make_ready(lock: str) -> Path:
    """Make sure that the environment holds what the lock lists, and return its Python."""
    done = _done()
    if not PYTHON.exists() or done.get("place") != str(VENV):
        _make_environment()
        done = _done()
    # The lock of the tests holds all that the other one holds.
    if not any(done.get(name) == _fingerprint(name) for name in (lock, TEST_LOCK)):
        _install(lock)
        DONE.write_text(json.dumps({**done, lock: _fingerprint(lock)}))
    return PYTHON


def child_environment(**more: str) -> dict[str, str]:
    """Return the environment variables for a program of ours: these, and where our code is."""
    return {**os.environ, "PYTHONPATH": f"{REPO / 'src'}{os.pathsep}{REPO}", **more}


def leave_real_service_alone() -> None:
    """Forget what names a service: no test may ever reach a real one."""
    for name in list(os.environ):
        if name.startswith(("ALONGSIDE_", "DATABASE_URL")):
            del os.environ[name]


def pins(lock: str) -> dict[str, str]:
    """Return each package of a lock with its own lines, hashes included; a few have more than one version."""
    found: dict[str, str] = {}
    for block in re.split(r"^(?=\S)", (REPO / lock).read_text(), flags=re.MULTILINE):
        if "==" in block:
            name = re.split("[ =]", block)[0]
            found[name] = found.get(name, "") + block
    return found


def _done() -> dict[str, str]:
    """Return what is installed; nothing for an environment that is absent or half made."""
    try:
        found = json.loads(DONE.read_text())
    except (OSError, ValueError):
        return {}
    return dict(found)


def _fingerprint(lock: str) -> str:
    return hashlib.sha256((REPO / lock).read_bytes()).hexdigest()


def _make_environment() -> None:
    if not _has_venv():
        _fetch_venv()
    say("Making a Python environment of its own, in .venv …")
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=False)
    if made.returncode:
        raise Stop(
            "Python could not make an environment in .venv: see above. Is there room, and may you write here?"
        )
    DONE.write_text(json.dumps({"place": str(VENV)}))


def _has_venv() -> bool:
    tried = subprocess.run([sys.executable, "-c", "import venv, ensurepip"], capture_output=True, check=False)
    return tried.returncode == 0


def _fetch_venv() -> None:
    """Debian and Ubuntu keep a part of Python in a package of its own."""
    if not can_apt():
        raise Stop(
            "This Python lacks its “venv” part. On Debian and Ubuntu: sudo apt-get install python3-venv\n"
            "Then try again."
        )
    say("This Python lacks its “venv” part: installing python3-venv …")
    apt_install("python3-venv")
    if not _has_venv():
        raise Stop(
            f"{sys.executable} still lacks it. Try another Python: PYTHON=/usr/bin/python3 ./alongside run"
        )


def can_apt() -> bool:
    """Whether we may install Debian packages without asking for a password."""
    return os.geteuid() == 0 and shutil.which("apt-get") is not None


def apt_install(package: str) -> bool:
    """Install a Debian package; False if that did not work."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    # another installation may be going on, and a computer that is not online should not be waited for
    apt = ["apt-get", "-qq", "-o", "DPkg::Lock::Timeout=120", "-o", "Acquire::http::Timeout=20"]
    update = [*apt, "update"]
    install = [*apt, "install", "-y", "--no-install-recommends", package]
    subprocess.run(update, env=quiet, stdout=subprocess.DEVNULL, check=False)
    return subprocess.run(install, env=quiet, stdout=subprocess.DEVNULL, check=False).returncode == 0


def _install(lock: str) -> None:
    say(f"Fetching the {len(pins(lock))} packages in {lock} …")
    started = _fetch_uv() and _succeeds(
        [str(VENV / "bin" / "uv"), "pip", "install", "--python", str(PYTHON), *_quiet(), *_from(lock)]
    )
    if not started:
        say("Trying again with pip, which takes a minute or two …")
        if not _succeeds([*_pip(), *_from(lock)]):
            raise Stop(
                "The packages could not be fetched: see above. Is this computer online? "
                "Nothing is lost: the same command goes on from here."
            )


def _fetch_uv() -> bool:
    """Fetch the quick installer, held to its hash like all the rest."""
    if (VENV / "bin" / "uv").exists():
        return True
    with tempfile.NamedTemporaryFile("w", suffix=".lock") as only_uv:
        only_uv.write(pins(TEST_LOCK)["uv"])
        only_uv.flush()
        return _succeeds([*_pip(), *_from(only_uv.name)])


def _pip() -> list[str]:
    return [str(PYTHON), "-m", "pip", "install", "--disable-pip-version-check", "--no-deps", *_quiet()]


def _from(lock: str) -> list[str]:
    return ["--require-hashes", "-r", lock]


def _quiet() -> list[str]:
    """A moving bar helps a person who waits, and only fills the log of a machine."""
    return [] if sys.stderr.isatty() else ["--quiet"]


def _succeeds(command: list[str]) -> bool:
    return subprocess.run(command, cwd=REPO, check=False).returncode == 0
