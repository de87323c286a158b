"""Plans a rota from outside the pages. Needs no database and no keys."""

import argparse
import json
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, NoReturn

from django.core.management.base import BaseCommand, CommandError, CommandParser

from alongside.clinics.rota.explain import explain
from alongside.clinics.rota.form import BadProblem, read, write
from alongside.clinics.rota.planning import make_plan
from alongside.clinics.rota.problem import Plan, Problem, Published
from alongside.clinics.rota.search import Progress

ABOUT = """Plans a rota: reads a problem as JSON from standard input, writes the plan as JSON.

  python manage.py rota_plan < problem.json > plan.json

docs/rota-problem.md describes both. Progress goes to standard error with --progress. Press Ctrl-C
once to stop and have the best rota found so far. Exit code 2: the problem is not right, and one sentence
on standard error says where."""


def _seconds(words: str) -> float:
    """Return a number of seconds that a search can take."""
    try:
        seconds = float(words)
    except ValueError:
        seconds = 0
    if not 0 < seconds <= 86_400:
        raise argparse.ArgumentTypeError(f"“{words}” is not a number of seconds from 1 to 86400")
    return seconds


class SentenceParser(CommandParser):
    """Leaves with exit code 2 and one sentence."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong."""
        sentence = f"{message[:1].upper()}{message[1:]}. --help shows the options."
        if self.called_from_command_line:
            sys.stderr.write(f"{sentence}\n")
            raise SystemExit(2)
        raise CommandError(sentence, returncode=2)


class Command(BaseCommand):
    """Read a problem, plan, write the plan."""

    help = ABOUT
    requires_system_checks = []

    def create_parser(self, prog_name: str, subcommand: str, **kwargs: Any) -> CommandParser:
        """Return a parser whose help keeps its lines."""
        usual = super().create_parser(prog_name, subcommand, **kwargs)
        return SentenceParser(
            prog=usual.prog,
            description=ABOUT,
            formatter_class=argparse.RawDescriptionHelpFormatter,
            parents=[usual],
            add_help=False,
            allow_abbrev=False,
            called_from_command_line=getattr(self, "_called_from_command_line", None),
        )

    def add_arguments(self, parser: CommandParser) -> None:
        """Take how long, and where to begin."""
        parser.add_argument("--seconds", type=_seconds, default=5.0, help="look for so long at most (5)")
        parser.add_argument("--seed", type=int, default=0, help="another number looks elsewhere (0)")
        parser.add_argument("--progress", action="store_true", help="say how far it is, on standard error")

    def handle(self, *_args: Any, **options: Any) -> None:
        """Plan; exit code 2 and one sentence when something is wrong."""
        try:
            problem, published = read(sys.stdin.buffer.read())
        except BadProblem as wrong:
            raise CommandError(wrong.sentence, returncode=2) from wrong
        made = self._plan(problem, published, options)
        told = write(problem, made, explain(problem, made))
        self.stdout.write(json.dumps(told, indent=2, ensure_ascii=False))

    def _plan(self, problem: Problem, published: Published | None, options: dict[str, Any]) -> Plan:
        with stoppable() as should_stop:
            return make_plan(
                problem,
                published,
                seconds=options["seconds"],
                seed=options["seed"],
                on_progress=self._say if options["progress"] else None,
                should_stop=should_stop,
            )

    def _say(self, progress: Progress) -> None:
        self.stderr.write(
            f"{progress.seconds:.1f} s: {progress.objective}, and none is under {progress.bound:.0f}"
        )


@contextmanager
def stoppable() -> Iterator[Callable[[], bool]]:
    """Let the first Ctrl-C stop the search instead of the program; the second is as always."""
    pressed: list[int] = []

    def press(number: int, _frame: Any) -> None:
        pressed.append(number)
        signal.signal(signal.SIGINT, before)

    before = signal.signal(signal.SIGINT, press)
    try:
        yield lambda: bool(pressed)
    finally:
        signal.signal(signal.SIGINT, before)
