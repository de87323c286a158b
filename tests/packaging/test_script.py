"""./alongside says what it can do, and what is missing."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from scripts.__main__ import COMMANDS, usage
from scripts.environment import REPO

SCRIPT = REPO / "alongside"


def test_help_lists_every_command() -> None:
    answer = _run("help")

    listed = [
        line.split()[0] for line in answer.stdout.splitlines() if line.startswith("  ") and line[2] != " "
    ]
    assert (answer.returncode, listed) == (0, [*COMMANDS, "help"])


def test_without_a_command_it_helps() -> None:
    assert _run().stdout == f"{usage()}\n"


def test_unknown_command_is_named() -> None:
    answer = _run("rnu")

    assert answer.returncode == 1
    assert answer.stderr.splitlines()[0] == "There is no command “rnu”. These are the ones there are:"


def test_it_may_be_called_from_anywhere(tmp_path: Path) -> None:
    answer = subprocess.run([SCRIPT, "help"], cwd=tmp_path, capture_output=True, text=True, check=False)

    assert (answer.returncode, answer.stdout) == (0, f"{usage()}\n")


def test_old_python_is_told_what_to_do(tmp_path: Path) -> None:
    _program(tmp_path / "python3", 'case $1 in --version) echo "Python 3.9.2" ;; *) exit 1 ;; esac')

    answer = _run("run", path=tmp_path)

    first, debian, *_ = answer.stderr.splitlines()
    assert answer.returncode == 1
    assert first == "Alongside needs Python 3.11 or newer, and this computer has Python 3.9.2."
    assert "apt-get install python3 python3-venv" in debian


def test_no_python_is_told_what_to_do(tmp_path: Path) -> None:
    _link(tmp_path, "cat")

    answer = _run("run", path=tmp_path)

    assert answer.returncode == 1
    assert answer.stderr.splitlines()[0].endswith("this computer has no Python at all.")


def test_newer_python_is_found_under_its_own_name(tmp_path: Path) -> None:
    _program(tmp_path / "python3", "exit 1")
    _program(tmp_path / "python3.12", 'case $1 in -c) exit 0 ;; *) echo "$@" ;; esac')

    answer = _run("test", "-k", "two words", path=tmp_path)

    assert answer.stdout == "-m scripts test -k two words\n"


def test_home_is_meant_from_where_the_caller_stands(tmp_path: Path) -> None:
    _program(tmp_path / "python3", 'case $1 in -c) exit 0 ;; *) echo "$ALONGSIDE_HOME" ;; esac')
    env = {"PATH": str(tmp_path), "ALONGSIDE_HOME": "here"}

    answer = subprocess.run(
        [SCRIPT, "run"], cwd=tmp_path, env=env, capture_output=True, text=True, check=False
    )

    assert answer.stdout == f"{tmp_path}/here\n"


def test_what_ci_runs_is_the_test_command() -> None:
    lines = (REPO / ".ci" / "run").read_text().splitlines()

    assert lines[-1] == "exec ./alongside test"
    assert os.access(REPO / ".ci" / "run", os.X_OK)


def _run(*arguments: str, path: Path | None = None) -> subprocess.CompletedProcess[str]:
    """Run the script; with a path, where nothing but what stands there can be found."""
    env = {"PATH": str(path)} if path else {**os.environ, "PYTHON": sys.executable}
    if path:
        _link(path, "cat")
    return subprocess.run([SCRIPT, *arguments], env=env, capture_output=True, text=True, check=False)


def _program(place: Path, body: str) -> None:
    place.write_text(f"#!/bin/sh\n{body}\n")
    place.chmod(0o755)


def _link(folder: Path, name: str) -> None:
    (folder / name).unlink(missing_ok=True)
    (folder / name).symlink_to(str(shutil.which(name)))
