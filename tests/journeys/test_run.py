"""The first command of the README, as it stands: it serves, does what a clock starts, and ends as a whole."""

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.request
import uuid
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest

from tests.journeys.conftest import ROOT, free_port

pytestmark = pytest.mark.journey

SECONDS = 60
TWO_DAYS = 2 * 24 * 60 * 60


def test_run_serves_and_tidies_until_it_is_stopped(made_up: Path, tmp_path: Path) -> None:
    home = tmp_path / "our service"
    shutil.copytree(made_up, home)
    left_over = _file_of_a_cut_off_upload(home)
    address = f"http://127.0.0.1:{(port := free_port())}/health"
    command = [sys.executable, "-m", "scripts.service", "run", "--port", str(port)]
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"ALONGSIDE_HOME": str(home)}
    with subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL) as process:
        try:
            served = _comes_true(lambda: _answers(address))
            tidied = _comes_true(lambda: not left_over.exists())
        finally:
            process.send_signal(signal.SIGTERM)

    assert (served, tidied, process.returncode) == (True, True, 128 + signal.SIGTERM)
    assert _comes_true(lambda: not _answers(address))


def _file_of_a_cut_off_upload(home: Path) -> Path:
    name = uuid.uuid4().hex
    left_over = home / "data" / "papers" / name[-2:] / name
    left_over.parent.mkdir(parents=True, exist_ok=True)
    left_over.touch()
    then = time.time() - TWO_DAYS
    os.utime(left_over, (then, then))
    return left_over


def _answers(address: str) -> bool:
    with suppress(OSError), urllib.request.urlopen(address, timeout=2) as answer:
        return bool(answer.status == 200)
    return False


def _comes_true(question: Callable[[], bool]) -> bool:
    for _ in range(SECONDS * 5):
        if question():
            return True
        time.sleep(0.2)
    return False
