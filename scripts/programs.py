"""Starting programs so that they, and what they start in turn, end when we do."""

import ctypes
import os
import pwd
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import IO, Any

GRACE_SECONDS = 10
LOOK_SECONDS = 0.5
LIBC = ctypes.CDLL(None)
PR_SET_PDEATHSIG = 1
"""linux/prctl.h"""


@contextmanager
def started(
    command: Sequence[str],
    *,
    env: Mapping[str, str] | None = None,
    output: IO[Any] | int | None = None,
    user: str | None = None,
    cwd: Path | None = None,
    ends_on: signal.Signals = signal.SIGTERM,
) -> Iterator[subprocess.Popen[bytes]]:
    """Run a program in a process group of its own; end the whole group on the way out, Ctrl-C included."""
    process = subprocess.Popen(
        command,
        env=env,
        stdout=output,
        stderr=subprocess.STDOUT if output is not None else None,
        start_new_session=True,
        preexec_fn=_end_with_us if sys.platform == "linux" else None,  # noqa: PLW1509 (one thread)
        cwd=cwd,
        **as_user(user),
    )
    try:
        yield process
    finally:
        _end(process, ends_on)


def exit_code_beside(
    command: Sequence[str], beside: Sequence[str], *, env: Mapping[str, str], pause: float = 20
) -> int:
    """Run a program to its end and return its exit code. What runs beside it is started again if it ends."""
    with started(command, env=env) as process:
        while process.poll() is None:
            with started(beside, env=env) as other:
                while process.poll() is None and other.poll() is None:
                    time.sleep(LOOK_SECONDS)
            again_at = time.monotonic() + pause
            while process.poll() is None and time.monotonic() < again_at:
                time.sleep(LOOK_SECONDS)
        return process.returncode


def exit_code(command: Sequence[str], *, env: Mapping[str, str], limit_minutes: float) -> int | None:
    """Run a program to its end and return its exit code; None when it took longer than the limit."""
    with started(command, env=env) as process:
        try:
            return process.wait(limit_minutes * 60)
        except subprocess.TimeoutExpired:
            return None


def as_user(user: str | None) -> dict[str, Any]:
    """Return what Popen needs to become another user; nothing for None."""
    if user is None:
        return {}
    return {"user": user, "group": pwd.getpwnam(user).pw_gid, "extra_groups": []}


def _end_with_us() -> None:
    """Let Linux end the program when we are killed and cannot: it would keep the port, and go on unseen."""
    LIBC.prctl(PR_SET_PDEATHSIG, signal.SIGTERM)


def _end(process: subprocess.Popen[bytes], ends_on: signal.Signals) -> None:
    with suppress(ProcessLookupError):
        os.killpg(process.pid, ends_on)
    with suppress(subprocess.TimeoutExpired):
        process.wait(GRACE_SECONDS)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
