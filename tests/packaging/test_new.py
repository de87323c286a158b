"""./alongside new tells somebody who is lost what to do."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.environment import REPO
from scripts.service import _command


def test_home_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    env = {**os.environ, "PYTHONPATH": str(REPO / "src"), "ALONGSIDE_HOME": str(tmp_path / "file")}

    answer = subprocess.run(
        [sys.executable, "-m", "scripts.prepare", "--new"],
        cwd=REPO,
        env=env,
        capture_output=True,
        text=True,
        check=False,
    )

    said = answer.stderr.splitlines()[0]
    assert (answer.returncode, said) == (
        1,
        f"Alongside cannot write in {tmp_path}/file/data: Not a directory.",
    )


def test_new_service_says_how_to_start_itself_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ALONGSIDE_HOME", raising=False)
    without = _command("run")
    monkeypatch.setenv("ALONGSIDE_HOME", "/srv/our service")

    assert without == "./alongside run"
    assert _command("run") == "ALONGSIDE_HOME='/srv/our service' ./alongside run"
