"""The command that works out a date from outside."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from alongside.rights.management.commands.deadline import Command, SentenceParser

ROOT = Path(__file__).parent.parent.parent


def said(*words: str) -> str:
    """Return what the command prints."""
    out = StringIO()
    call_command("deadline", *words, stdout=out)
    return out.getvalue()


WRONG = [
    (
        "",
        "Name a rule, such as mandatory-reconsideration; --list shows all.",
    ),
    (
        "mandatory-reconsideration",
        "Give the day that starts the clock: --event 2026-12-04.",
    ),
    (
        "mandatory-reconsidration --event 2026-12-04",
        "There is no rule “mandatory-reconsidration”. The nearest is “mandatory-reconsideration”.",
    ),
    (
        "tribunal-appeal --evnt 2026-12-04",
        "There is no option “--evnt”. The nearest is “--event”.",
    ),
    (
        "tribunal-appeal 2026-12-04 --event 2026-12-04",
        "There is one word too many: “2026-12-04”. Give one rule, and the rest as options.",
    ),
    (
        "tribunal-appeal --event",
        "The option --event is not written right: expected one argument.",
    ),
    (
        "tribunal-appeal --event 2027-02-30",
        "--event: there is no date “2027-02-30”. The nearest is 2027-02-28.",
    ),
    (
        "tribunal-appeal --event 2027-13-01",
        "--event: there is no date “2027-13-01”. The nearest is 2027-12-01.",
    ),
    (
        "tribunal-appeal --event 4/12/2026",
        "--event: there is no date “4/12/2026”. The nearest is 2026-12-04.",
    ),
    (
        "tribunal-appeal --event soon",
        "--event: there is no date “soon”. Write dates as year-month-day, such as 2026-12-04.",
    ),
    (
        "uc-explicit-consent --event 2026-12-04 --assessment-day x",
        "--assessment-day: “x” is not a day from 1 to 31, such as 14.",
    ),
    (
        "uc-explicit-consent --event 2026-12-04 --assessment-day 40",
        "--assessment-day: An assessment day is from 1 to 31, not 40. The nearest is 31.",
    ),
    (
        "subject-access --event 2026-09-03 --pause 2026-09-05",
        "--pause: “2026-09-05” is not two dates: write FROM:TO, such as 2026-12-04:2026-12-11.",
    ),
    (
        "subject-access --event 2026-09-03 --pause 2026-09-09:2026-09-05",
        "--pause: A pause ends after it begins: did you mean 2026-09-05:2026-09-09?",
    ),
    (
        "tribunal-appeal --event 2026-12-04 --nation england",
        "--nation: there is no “england”. The nearest is “england-and-wales”.",
    ),
    (
        "tribunal-appeal --event 2026-12-04 --verbosity 7",
        "The option --verbosity is not written right: invalid choice: 7 (choose from 0, 1, 2, 3).",
    ),
]


@pytest.mark.parametrize("words, sentence", WRONG)
def test_what_is_wrong_gets_one_sentence_that_names_the_nearest(words: str, sentence: str) -> None:
    with pytest.raises(CommandError) as caught:
        said(*words.split())

    assert (str(caught.value), caught.value.returncode) == (sentence, 2)


def test_answer_as_json_has_all_its_parts() -> None:
    found = json.loads(
        said("subject-access", "--event", "2026-09-03", "--pause", "2026-09-07:2026-09-10", "--json")
    )

    assert list(found) == [
        "rule",
        "version",
        "event_on",
        "safe_on",
        "last_on",
        "late_limit_on",
        "post_by_on",
        "explanation",
        "source",
        "checked_on",
        "note",
    ]
    assert (found["last_on"], found["late_limit_on"]) == ("2026-10-07", None)


def test_answer_in_words_says_what_was_not_checked() -> None:
    lines = said("judicial-review", "--event", "2026-12-04").splitlines()

    assert lines[-2:] == [
        "checked_on: not checked yet",
        "note: This is a count of days, not legal advice. Check it against the source.",
    ]


def test_list_names_every_rule() -> None:
    rules = json.loads(said("--list", "--json"))

    assert len(rules) == len(said("--list").splitlines()) == 40


@pytest.mark.parametrize("words, code", [(["--event", "2026-12-04"], 0), (["--evnt", "2026-12-04"], 2)])
def test_command_runs_with_nothing_set_up(tmp_path: Path, words: list[str], code: int) -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "manage.py"), "deadline", "homelessness-review-request", *words],
        env={"PATH": os.environ["PATH"], "ALONGSIDE_HOME": str(tmp_path / "none")},
        check=False,
        capture_output=True,
        text=True,
    )

    assert done.returncode == code
    assert not (tmp_path / "none").exists()


def test_sentence_and_exit_code_2_at_the_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as left:
        Command().run_from_argv(["manage.py", "deadline", "tribunal-appeal", "--evnt", "2026-12-04"])

    assert left.value.code == 2
    assert capsys.readouterr().err == "There is no option “--evnt”. The nearest is “--event”.\n"


def test_whatever_else_is_wrong_is_said_as_a_sentence() -> None:
    with pytest.raises(CommandError, match=r"^One of these is needed\.$"):
        SentenceParser(prog="deadline").error("one of these is needed")
