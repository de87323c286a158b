"""The lock files hold hashes, name no host, and agree."""

import re
import tomllib

import pytest

from scripts.environment import REPO, RUN_LOCK, TEST_LOCK, pins

LOCKS = [RUN_LOCK, TEST_LOCK]


@pytest.mark.parametrize("lock", LOCKS)
def test_lock_names_no_host(lock: str) -> None:
    text = (REPO / lock).read_text()

    assert re.findall(r"\S*://\S*|^--.*(?:index|find-links|trusted).*$", text, flags=re.MULTILINE) == []


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_is_held_to_a_version_and_a_hash(lock: str) -> None:
    blocks = re.split(r"^(?=[\w.-]+==)", (REPO / lock).read_text(), flags=re.MULTILINE)[1:]
    loose = [block for block in blocks if "--hash=sha256:" not in block]
    named = re.findall(r"^([\w.-]+)", (REPO / lock).read_text(), flags=re.MULTILINE)

    assert loose == []
    assert list(pins(lock)) == list(dict.fromkeys(named))


def test_tests_run_with_the_versions_that_the_service_runs_with() -> None:
    tested = pins(TEST_LOCK)

    differing = [
        name for name, lines in pins(RUN_LOCK).items() if _hashes(tested.get(name, "")) != _hashes(lines)
    ]

    assert differing == []


def test_every_dependency_is_locked_and_gives_its_reason() -> None:
    text = (REPO / "pyproject.toml").read_text()
    project = tomllib.loads(text)

    for lock, wanted in (
        (RUN_LOCK, project["project"]["dependencies"]),
        (TEST_LOCK, project["dependency-groups"]["test"]),
    ):
        names = [re.split(r"[\[><=]", line)[0] for line in wanted]
        without_reason = [line for line in wanted if not re.search(rf'"{re.escape(line)}",  # \w', text)]
        assert [name for name in names if name not in pins(lock)] == []
        assert without_reason == []


def _hashes(lines: str) -> list[str]:
    return re.findall(r"==\S+|sha256:\w+", lines)
