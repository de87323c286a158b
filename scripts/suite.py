"""Checks everything, one part after the other, and ends with a table."""

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from scripts import browser, postgres
from scripts.environment import VENV, child_environment, leave_real_service_alone
from scripts.programs import exit_code
from scripts.results import Counts, read_counts
from scripts.say import say, stopping_plainly

LIMIT_MINUTES = 45
PASS, FAIL, NOT_RUN = "PASS", "FAIL", "NOT RUN"
NO_TESTS_FOUND = 5
PAGES = "src/alongside/templates"


@dataclass
class Suite:
    """The environment of this run, and what came out so far."""

    folder: Path
    env: dict[str, str]
    counts: Counts = field(default_factory=Counts)

    def passes(self, tool: str, *arguments: str, **more: str) -> str:
        """Run one of the environment's tools; return what is wrong, or nothing."""
        command = [str(VENV / "bin" / tool), *arguments]
        code = exit_code(command, env={**self.env, **more}, limit_minutes=LIMIT_MINUTES)
        if code is None:
            return f"{tool} was stopped after {LIMIT_MINUTES} minutes"
        return "" if code == 0 else f"{' '.join([tool, *arguments][:2])} found something"

    def pytest(self, *arguments: str, **more: str) -> tuple[str, str]:
        """Run tests, count them, and return how it went and why."""
        report = Path(tempfile.mkstemp(suffix=".xml", dir=self.folder)[1])
        command = [sys.executable, "-m", "pytest", "-ra", "-p", "no:cacheprovider", f"--junit-xml={report}"]
        code = exit_code([*command, *arguments], env={**self.env, **more}, limit_minutes=LIMIT_MINUTES)
        if code == NO_TESTS_FOUND:
            return NOT_RUN, "there are no tests of this kind"
        counts = read_counts(report)
        self.counts += counts
        if code == 0:
            return PASS, str(counts)
        if code is None:
            return FAIL, f"stopped after {LIMIT_MINUTES} minutes"
        return FAIL, str(counts) if counts.failed else f"{counts}, and pytest found something else: see above"


def style(suite: Suite) -> tuple[str, str]:
    """Ruff for Python, djhtml for templates."""
    return _verdict(
        suite.passes("ruff", "check", "--no-cache"),
        suite.passes("ruff", "format", "--check", "--no-cache"),
        suite.passes("djhtml", "--check", "--tabwidth", "2", PAGES),
    )


def types(suite: Suite) -> tuple[str, str]:
    """Mypy, strictly."""
    return _verdict(suite.passes("mypy"))


def layers(suite: Suite) -> tuple[str, str]:
    """Imports go one way."""
    return _verdict(suite.passes("lint-imports", "--no-cache"))


def checks(suite: Suite) -> tuple[str, str]:
    """Django's own checks, as a service on the web would have them, and no migration forgotten."""
    on_the_web = {
        "ALONGSIDE_HOME": str(suite.folder / "web"),
        "ALONGSIDE_ADDRESS": "https://advocacy.example",
    }
    (suite.folder / "web" / "data").mkdir(parents=True)
    return _verdict(
        suite.passes("python", "manage.py", "make_keys", **on_the_web),
        suite.passes("python", "manage.py", "check", "--deploy", "--fail-level", "WARNING", **on_the_web),
        suite.passes("python", "manage.py", "makemigrations", "--check", "--dry-run", **on_the_web),
    )


def tests_on_sqlite(suite: Suite) -> tuple[str, str]:
    """Everything that needs no browser, with coverage."""
    return suite.pytest(
        "-n",
        _workers(),
        "--cov",
        "-m",
        "not journey and not bench and not postgres",
        COVERAGE_FILE=str(suite.folder / "coverage"),
    )


def tests_on_postgresql(suite: Suite) -> tuple[str, str]:
    """The same, and what only PostgreSQL can do."""
    programs = postgres.find_programs()
    if programs is None:
        return NOT_RUN, "there is no PostgreSQL on this computer, nor one that pip could bring"
    with postgres.throwaway_server(programs) as address:
        return suite.pytest("-n", _workers(), "-m", "not journey and not bench", DATABASE_URL=address)


def journeys(suite: Suite) -> tuple[str, str]:
    """Whole stories in a real browser."""
    chromium = browser.find_or_fetch()
    if chromium is None:
        return NOT_RUN, "there is no Chromium: install one, or name one in CHROMIUM"
    return suite.pytest("-n", _workers(), "-m", "journey", CHROMIUM=chromium)


PARTS: dict[str, Callable[[Suite], tuple[str, str]]] = {
    "style": style,
    "types": types,
    "layers": layers,
    "checks": checks,
    "tests on SQLite": tests_on_sqlite,
    "tests on PostgreSQL": tests_on_postgresql,
    "journeys in a browser": journeys,
}


def main() -> int:
    """Run every part, print the table, and return the exit code."""
    rows = []
    with _suite() as suite:
        for name, part in PARTS.items():
            say(f"\n──── {name} ────")
            started_at = time.monotonic()
            result, why = part(suite)
            rows.append((result, name, time.monotonic() - started_at, why))
    say("\n──── all parts ────")
    for result, name, seconds, why in rows:
        say(f"{result:<8} {name:<22} {seconds:4.0f} s  {why}".rstrip())
    say(f"\n{suite.counts}")
    return int(any(result == FAIL for result, *_ in rows))


def only_pytest(arguments: list[str]) -> None:
    """Hand over to pytest with what the caller gave it, on SQLite."""
    env = child_environment()
    if chromium := browser.find():
        env["CHROMIUM"] = chromium
    os.execve(sys.executable, [sys.executable, "-m", "pytest", *arguments], env)


@contextmanager
def _suite() -> Iterator[Suite]:
    """Keep all temporary files in one folder, and take it away at the end."""
    with tempfile.TemporaryDirectory(prefix="alongside-suite-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        # PostgreSQL runs as another user, and must be able to walk through.
        folder.chmod(0o711)
        yield Suite(folder, child_environment(TMPDIR=name))


def _workers() -> str:
    return str(min(8, max(2, len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else 2)))


def _verdict(*problems: str) -> tuple[str, str]:
    found = [problem for problem in problems if problem]
    return (FAIL, f"{', '.join(found)}: see above") if found else (PASS, "")


if __name__ == "__main__":
    with stopping_plainly():
        leave_real_service_alone()
        if sys.argv[1:]:
            only_pytest(sys.argv[1:])
        sys.exit(main())
