"""The environment is made once, and again only when something changed."""

import json
import subprocess
from pathlib import Path

import pytest

from scripts import environment
from scripts.environment import RUN_LOCK, TEST_LOCK, leave_real_service_alone, make_ready, pins
from scripts.say import Stop


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A repository with locks, in which every program notes what it was asked, and works."""
    for lock in (RUN_LOCK, TEST_LOCK):
        (tmp_path / lock).write_text(
            "uv==1 \\\n    --hash=sha256:00\nother==2 \\\n    --hash=sha256:11\n    # via x\n"
        )
    venv = tmp_path / ".venv"
    for name, value in {
        "REPO": tmp_path,
        "VENV": venv,
        "PYTHON": venv / "bin" / "python",
        "DONE": venv / "alongside.json",
    }.items():
        monkeypatch.setattr(environment, name, value)
    return tmp_path


class Outside(list[list[str]]):
    """What was asked of other programs. Those asked for one of the words in `failing` fail."""

    def __init__(self, checkout: Path) -> None:
        super().__init__()
        self.checkout = checkout
        self.failing: set[str] = set()

    def run(self, command: list[str], **_more: object) -> subprocess.CompletedProcess[bytes]:
        self.append(command)
        if command[1:3] == ["-m", "venv"]:
            (self.checkout / ".venv" / "bin").mkdir(parents=True, exist_ok=True)
            (self.checkout / ".venv" / "bin" / "python").touch()
        return subprocess.CompletedProcess(command, int(not self.failing.isdisjoint(command)))


@pytest.fixture
def asked(checkout: Path, monkeypatch: pytest.MonkeyPatch) -> Outside:
    """What was asked of other programs; none of them is really run."""
    outside = Outside(checkout)
    monkeypatch.setattr(subprocess, "run", outside.run)
    monkeypatch.setattr(environment, "can_apt", lambda: False)
    return outside


def test_environment_is_made_and_filled_from_the_lock(checkout: Path, asked: Outside) -> None:
    python = make_ready(RUN_LOCK)

    assert python == checkout / ".venv" / "bin" / "python"
    assert [command[1:3] for command in asked] == [
        ["-c", "import venv, ensurepip"],
        ["-m", "venv"],
        ["-m", "pip"],
        ["pip", "install"],
    ]
    assert asked[-1][-3:] == ["--require-hashes", "-r", RUN_LOCK]


def test_second_time_nothing_is_done(asked: Outside) -> None:
    make_ready(RUN_LOCK)
    asked.clear()

    make_ready(RUN_LOCK)

    assert asked == []


def test_changed_lock_is_installed_again(checkout: Path, asked: Outside) -> None:
    make_ready(RUN_LOCK)
    (checkout / ".venv" / "bin" / "uv").touch()
    (checkout / RUN_LOCK).write_text("other==3 --hash=sha256:22\n")
    asked.clear()

    make_ready(RUN_LOCK)

    assert [command[1:3] for command in asked] == [["pip", "install"]]


def test_lock_of_the_tests_serves_for_running(asked: Outside) -> None:
    make_ready(TEST_LOCK)
    asked.clear()

    make_ready(RUN_LOCK)

    assert asked == []


@pytest.mark.parametrize("done", ["", "{", json.dumps({"place": "/where/it/was/before"})])
def test_half_made_or_moved_environment_is_made_anew(checkout: Path, asked: Outside, done: str) -> None:
    make_ready(RUN_LOCK)
    (checkout / ".venv" / "alongside.json").write_text(done)
    asked.clear()

    make_ready(RUN_LOCK)

    assert ["-m", "venv"] in [command[1:3] for command in asked]


def test_pip_takes_over_where_uv_cannot_be_had(checkout: Path, asked: Outside) -> None:
    asked.failing.add(str(checkout / ".venv" / "bin" / "uv"))

    make_ready(RUN_LOCK)

    assert asked[-1][1:4] == ["-m", "pip", "install"]
    assert asked[-1][-3:] == ["--require-hashes", "-r", RUN_LOCK]


def test_no_network_is_told_plainly(checkout: Path, asked: Outside) -> None:
    asked.failing.add("--require-hashes")

    with pytest.raises(Stop, match="Is this computer online"):
        make_ready(RUN_LOCK)

    assert json.loads((checkout / ".venv" / "alongside.json").read_text()).get(RUN_LOCK) is None


def test_missing_venv_is_told_plainly(checkout: Path, asked: Outside) -> None:
    asked.failing.add("import venv, ensurepip")

    with pytest.raises(Stop, match="sudo apt-get install python3-venv"):
        make_ready(RUN_LOCK)


def test_pins_keep_the_hashes_of_each_package(checkout: Path) -> None:
    assert pins(RUN_LOCK) == {
        "uv": "uv==1 \\\n    --hash=sha256:00\n",
        "other": "other==2 \\\n    --hash=sha256:11\n    # via x\n",
    }


def test_what_names_a_real_service_is_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("ALONGSIDE_HOME", "ALONGSIDE_KEY_FILE", "DATABASE_URL"):
        monkeypatch.setenv(name, "/srv/real")

    leave_real_service_alone()

    assert [
        name for name in environment.child_environment() if name.startswith(("ALONGSIDE_", "DATABASE"))
    ] == []
