"""The test command tells what passed, what failed, and what was not run and why."""

from pathlib import Path

import pytest

from scripts import postgres, suite
from scripts.results import Counts, read_counts
from scripts.suite import FAIL, NOT_RUN, PASS, Suite, main

REPORT = '<testsuites><testsuite tests="9" failures="2" errors="1" skipped="2" /></testsuites>'


def test_report_is_counted(tmp_path: Path) -> None:
    report = tmp_path / "report.xml"
    report.write_text(REPORT)

    assert read_counts(report) == Counts(passed=4, failed=3, skipped=2)


@pytest.mark.parametrize("content", [None, "", "<testsuites>"])
def test_report_that_is_missing_or_cut_off_is_a_failure(tmp_path: Path, content: str | None) -> None:
    report = tmp_path / "report.xml"
    if content is not None:
        report.write_text(content)

    assert read_counts(report) == Counts(failed=1)


def test_table_has_every_part_and_the_last_line_the_counts(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    def counted(suite: Suite) -> tuple[str, str]:
        suite.counts += Counts(passed=2, skipped=1)
        return PASS, "2 passed"

    monkeypatch.setattr(
        suite, "PARTS", {"one": counted, "two": lambda _: (NOT_RUN, "no browser"), "three": counted}
    )

    code = main()

    *_, one, two, three, blank, last = capfd.readouterr().out.splitlines()
    assert code == 0
    assert one.split() == ["PASS", "one", "0", "s", "2", "passed"]
    assert two.split() == ["NOT", "RUN", "two", "0", "s", "no", "browser"]
    assert three.startswith("PASS")
    assert (blank, last) == ("", "4 passed, 0 failed, 2 skipped")


def test_one_failed_part_fails_the_command(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(suite, "PARTS", {"one": lambda _: (FAIL, "see above"), "two": lambda _: (PASS, "")})

    assert main() == 1


def test_tests_that_fail_or_cannot_be_collected_fail_their_part(tmp_path: Path) -> None:
    good, bad, broken = (tmp_path / f"test_{name}.py" for name in ("good", "bad", "broken"))
    good.write_text("def test_one(): pass\n")
    bad.write_text("def test_one(): assert False\n")
    broken.write_text("import nothing_of_this_name\n")
    ours = Suite(tmp_path, suite.child_environment(PYTEST_DISABLE_PLUGIN_AUTOLOAD="1"))

    assert ours.pytest("-q", "--rootdir", str(tmp_path), str(good)) == (PASS, "1 passed, 0 failed, 0 skipped")
    assert ours.pytest("-q", "--rootdir", str(tmp_path), str(bad)) == (FAIL, "0 passed, 1 failed, 0 skipped")
    assert ours.pytest("-q", "--rootdir", str(tmp_path), str(broken)) == (
        FAIL,
        "0 passed, 1 failed, 0 skipped",
    )
    assert ours.pytest("-q", "--rootdir", str(tmp_path), "-k", "nothing", str(good)) == (
        NOT_RUN,
        "there are no tests of this kind",
    )
    assert ours.counts == Counts(passed=1, failed=2)


def test_postgresql_is_not_run_where_there_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(postgres, "find_programs", lambda: None)

    assert suite.tests_on_postgresql(Suite(tmp_path, {}))[0] == NOT_RUN


def test_journeys_are_not_run_without_a_browser(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(suite.browser, "find_or_fetch", lambda: None)

    assert suite.journeys(Suite(tmp_path, {}))[0] == NOT_RUN
