"""Works out a time limit from outside the pages. Needs no database and no keys."""

import json
import re
import sys
from calendar import monthrange
from datetime import date
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError, CommandParser

from alongside.rights import rulebook
from alongside.rights.reckoning import NATIONS, CannotReckon, Circumstances, Reckoned, reckon
from alongside.rights.rule import Rule

OPTIONS = (
    "--event",
    "--assessment-day",
    "--reasons-asked-on",
    "--reasons-given-on",
    "--pause",
    "--nation",
    "--json",
    "--list",
)
OPTION_OF = {
    "event_on": "--event",
    "assessment_day": "--assessment-day",
    "reasons_asked_on": "--reasons-asked-on",
    "reasons_given_on": "--reasons-given-on",
    "pauses": "--pause",
    "nation": "--nation",
}
NOTE = "This is a count of days, not legal advice. Check it against the source."
WRITTEN = "Write dates as year-month-day, such as 2026-12-04"


class SentenceParser(CommandParser):
    """Says what is wrong in one sentence that names the nearest right option."""

    def error(self, message: str) -> NoReturn:
        """Leave with the sentence and exit code 2."""
        sentence = _plain_sentence(message)
        if self.called_from_command_line:
            sys.stderr.write(f"{sentence}\n")
            raise SystemExit(2)
        raise CommandError(sentence, returncode=2)


class Command(BaseCommand):
    """Print the dates of one time limit, or all rules."""

    help = "Works out a legal time limit: the safe date, the last day, and why."
    requires_system_checks = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Return a parser that speaks plainly."""
        usual = super().create_parser(prog_name, subcommand, **kwargs)
        return SentenceParser(
            prog=usual.prog,
            description=usual.description,
            parents=[usual],
            add_help=False,
            allow_abbrev=False,
            called_from_command_line=getattr(self, "_called_from_command_line", None),
        )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the rule, the day of the event, and what may move the limit."""
        parser.add_argument("rule", nargs="?", help="the key of a rule; --list shows them")
        parser.add_argument("--event", help="the day that starts the clock, such as 2026-12-04")
        parser.add_argument("--assessment-day", help="day of the month on which the assessment period begins")
        parser.add_argument("--reasons-asked-on", help="the day on which written reasons were asked for")
        parser.add_argument("--reasons-given-on", help="the day on which written reasons came")
        parser.add_argument("--pause", action="append", default=[], help="FROM:TO, may be given again")
        parser.add_argument("--nation", default="england-and-wales", help=", ".join(NATIONS))
        parser.add_argument("--json", action="store_true", help="print JSON")
        parser.add_argument("--list", action="store_true", help="print all rules")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Answer; exit code 2 and one sentence when something is wrong."""
        try:
            answer = _list() if options["list"] else _answer(options)
        except rulebook.UnknownKey as unknown:
            raise CommandError(unknown.sentence, returncode=2) from unknown
        except CannotReckon as refused:
            option = OPTION_OF[refused.field]
            raise CommandError(f"{option}: {refused.sentence}", returncode=2) from refused
        if options["json"]:
            self.stdout.write(json.dumps(answer, indent=2, ensure_ascii=False))
        else:
            self.stdout.write("\n".join(_lines(answer)))


def _answer(options: dict[str, Any]) -> dict[str, Any]:
    key = options["rule"]
    if not key:
        raise CommandError("Name a rule, such as mandatory-reconsideration; --list shows all.", returncode=2)
    rulebook.rule(key)
    if not options["event"]:
        raise CommandError("Give the day that starts the clock: --event 2026-12-04.", returncode=2)
    event_on = _day(options["event"], "--event")
    circumstances = Circumstances(
        assessment_day=_number(options["assessment_day"]),
        reasons_asked_on=_day(options["reasons_asked_on"], "--reasons-asked-on"),
        reasons_given_on=_day(options["reasons_given_on"], "--reasons-given-on"),
        pauses=tuple(_pause(words) for words in options["pause"]),
        nation=_nation(options["nation"]),
    )
    assert event_on  # noqa: S101 - it was given, and a wrong one has been refused
    return _facts(reckon(rulebook.rule(key, on=event_on), event_on, circumstances))


def _facts(found: Reckoned) -> dict[str, Any]:
    return {
        "rule": found.rule_key,
        "version": found.rule_version,
        "event_on": found.event_on.isoformat(),
        "safe_on": found.safe_on.isoformat(),
        "last_on": found.last_on.isoformat(),
        "late_limit_on": _iso(found.late_limit_on),
        "post_by_on": _iso(found.post_by_on),
        "explanation": list(found.explanation),
        "source": found.source,
        "checked_on": _iso(found.checked_on),
        "note": NOTE,
    }


def _list() -> list[dict[str, Any]]:
    return [_rule_facts(each) for each in rulebook.rules()]


def _rule_facts(rule: Rule) -> dict[str, Any]:
    return {
        "rule": rule.key,
        "title": rule.title,
        "starts": str(rule.starts),
        "starts_words": rule.starts_words,
        "length": str(rule.length),
        "counts_first_day": rule.counts_first_day,
        "late": str(rule.late) if rule.late else None,
        "valid_from": rule.version,
        "valid_to": _iso(rule.valid_to),
        "source": rule.source,
        "checked_on": _iso(rule.checked_on),
        "checked_by": rule.checked_by or None,
        "jurisdiction": rule.jurisdiction,
    }


def _lines(answer: Any) -> list[str]:
    if isinstance(answer, list):
        return [
            f"{each['rule']}: {each['title']} ({each['length']}; {each['source']}; "
            f"{'checked ' + each['checked_on'] if each['checked_on'] else 'not checked yet'})"
            for each in answer
        ]
    lines = []
    for name, value in answer.items():
        if name == "explanation":
            lines += ["explanation:", *(f"  {sentence}" for sentence in value)]
        else:
            lines.append(f"{name}: {value or _NOTHING.get(name, '-')}")
    return lines


_NOTHING = {"checked_on": "not checked yet"}


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(words: str | None, option: str) -> date | None:
    if words is None:
        return None
    try:
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", words):
            return date.fromisoformat(words)
    except ValueError:
        pass
    raise CommandError(f"{option}: there is no date “{words}”. {_nearest_day(words)}.", returncode=2)


def _nearest_day(words: str) -> str:
    """Say which real date is most like what was written."""
    found = re.fullmatch(r"(\d{4})\D?(\d{1,2})\D?(\d{1,2})", words)
    parts = [int(part) for part in found.groups()] if found else []
    if not found and (turned := re.fullmatch(r"(\d{1,2})\D(\d{1,2})\D(\d{4})", words)):
        parts = [int(part) for part in reversed(turned.groups())]
    if not parts or not parts[0]:
        return WRITTEN
    year, month, day = parts[0], min(max(parts[1], 1), 12), parts[2]
    return f"The nearest is {date(year, month, min(max(day, 1), monthrange(year, month)[1]))}"


def _number(words: str | None) -> int | None:
    if words is None or re.fullmatch(r"-?\d{1,4}", words):
        return None if words is None else int(words)
    raise CommandError(f"--assessment-day: “{words}” is not a day from 1 to 31, such as 14.", returncode=2)


def _pause(words: str) -> tuple[date, date]:
    parts = words.split(":")
    if len(parts) != 2:
        raise CommandError(
            f"--pause: “{words}” is not two dates: write FROM:TO, such as 2026-12-04:2026-12-11.",
            returncode=2,
        )
    asked_on, answered_on = (_day(part, "--pause") for part in parts)
    assert asked_on  # noqa: S101 - both are text, so both are dates by now
    assert answered_on  # noqa: S101
    return asked_on, answered_on


def _nation(words: str) -> str:
    if words in NATIONS:
        return words
    nearest = rulebook.nearest_of(words, NATIONS)
    raise CommandError(f"--nation: there is no “{words}”. The nearest is “{nearest}”.", returncode=2)


def _plain_sentence(message: str) -> str:
    """Turn what argparse says into a sentence that names the nearest right option."""
    if found := re.search(r"unrecognized arguments: (.+)", message):
        wrong = found[1].split()[0]
        if not wrong.startswith("-"):
            return f"There is one word too many: “{wrong}”. Give one rule, and the rest as options."
        nearest = rulebook.nearest_of(wrong.split("=")[0], OPTIONS)
        return f"There is no option “{wrong}”. The nearest is “{nearest}”."
    if found := re.search(r"argument (?:-\w/)?(--[\w-]+)", message):
        return f"The option {found[1]} is not written right: {message.split(': ', 1)[-1]}."
    return f"{message[:1].upper()}{message[1:]}."
