"""What is started is ended with all that it started."""

import os
import signal
import subprocess
import sys
import time
from contextlib import suppress
from pathlib import Path

import pytest

from scripts.environment import REPO
from scripts.programs import exit_code, exit_code_beside, started

PARENT_AND_CHILD = """
import subprocess, sys, time
child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
open(sys.argv[1], "w").write(str(child.pid))
time.sleep(600)
"""


def test_exit_code_is_handed_back() -> None:
    assert (
        exit_code([sys.executable, "-c", "raise SystemExit(3)"], env=dict(os.environ), limit_minutes=1) == 3
    )


def test_children_end_with_their_parent(tmp_path: Path) -> None:
    note = tmp_path / "child"
    with started([sys.executable, "-c", PARENT_AND_CHILD, str(note)]):
        child = _written(note)

    assert _is_gone(child)


def test_program_over_its_limit_is_ended(tmp_path: Path) -> None:
    note = tmp_path / "child"

    code = exit_code(
        [sys.executable, "-c", PARENT_AND_CHILD, str(note)], env=dict(os.environ), limit_minutes=0.02
    )

    assert code is None
    assert _is_gone(_written(note))


def test_what_runs_beside_is_started_again_and_ends_with_the_program(tmp_path: Path) -> None:
    """Who is out alone and late is rung by what runs beside the pages: it must not end unseen."""
    note = tmp_path / "starts"
    waits = (
        "import pathlib, sys, time\n"
        "note = pathlib.Path(sys.argv[1])\n"
        "while not note.exists() or len(note.read_text()) < 3: time.sleep(0.05)\n"
        "sys.exit(3)\n"
    )
    adds = "import sys; open(sys.argv[1], 'a').write('x')"

    code = exit_code_beside(
        [sys.executable, "-c", waits, str(note)],
        [sys.executable, "-c", adds, str(note)],
        env=dict(os.environ),
        pause=0,
    )

    assert code == 3
    assert len(note.read_text()) >= 3


def test_what_runs_beside_is_not_started_again_after_the_end(tmp_path: Path) -> None:
    note = tmp_path / "child"
    waits = "import os, sys, time\nwhile not os.path.exists(sys.argv[1]): time.sleep(0.05)"

    code = exit_code_beside(
        [sys.executable, "-c", waits, str(note)],
        [sys.executable, "-c", PARENT_AND_CHILD, str(note)],
        env=dict(os.environ),
    )

    assert code == 0
    assert _is_gone(_written(note))


@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_interrupted_command_leaves_nothing_behind(tmp_path: Path, how: signal.Signals) -> None:
    note = tmp_path / "child"
    ours = (
        "import signal, sys\n"
        # whoever runs the tests in the background may have told them to ignore it
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "from scripts.programs import started\n"
        "from scripts.say import stopping_plainly\n"
        "with stopping_plainly(), started([sys.executable, '-c', sys.argv[1], sys.argv[2]]) as program:\n"
        "    program.wait()\n"
    )
    command = [sys.executable, "-c", ours, PARENT_AND_CHILD, str(note)]
    with subprocess.Popen(command, cwd=REPO, stderr=subprocess.DEVNULL) as process:
        child = _written(note)
        process.send_signal(how)

    assert process.returncode == {signal.SIGINT: 130}.get(how, 128 + how)
    assert _is_gone(child)


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells a program that who started it is gone")
def test_killed_command_leaves_nothing_behind(tmp_path: Path) -> None:
    note = tmp_path / "program"
    ours = (
        "import sys\n"
        "from scripts.programs import started\n"
        "with started([sys.executable, '-c', sys.argv[1], sys.argv[2]]) as program:\n"
        "    program.wait()\n"
    )
    program = "import os, sys, time; print(os.getpid(), file=open(sys.argv[1], 'w')); time.sleep(60)"
    with subprocess.Popen([sys.executable, "-c", ours, program, str(note)], cwd=REPO) as process:
        child = _written(note)
        process.kill()

    assert _is_gone(child)


def _written(note: Path) -> int:
    """Return the process id in the note, once it is there."""
    for _ in range(1000):
        with suppress(FileNotFoundError, ValueError):
            return int(note.read_text())
        time.sleep(0.01)
    raise AssertionError("the program did not start")


def _is_gone(process: int) -> bool:
    for _ in range(500):
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return True
        if Path(f"/proc/{process}/stat").exists() and _is_zombie(process):
            return True
        time.sleep(0.01)
    return False


def _is_zombie(process: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    return True
