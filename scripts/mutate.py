"""Breaks the rules, the sealing and the audit on purpose, one small change at a time: does a test notice?

The tests run once, to learn which functions each of them calls. Then each change is put into a copy of that
process (a fork), where only the tests that call the changed function run, the quickest first: a change costs
what its tests cost. So is a change to a constant; any other outside of functions needs a fresh start.

Why not a library: mutmut 3 leaves decorated functions, properties and module-level tables alone, and those
are most of our rules and of the audit; cosmic-ray writes each change into the working tree, and starts
Python, Django and the database anew for every one of several hundred.
"""

import argparse
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

from scripts.environment import REPO, leave_real_service_alone
from scripts.mutants import Mutant, mutants_of
from scripts.mutation_run import Outcome, try_all
from scripts.say import Stop, say, stopping_plainly

PACKAGE = Path("src/alongside")
GUARDED = ("*/rules.py", "*/rules/**/*.py", "crypto/**/*.py", "audit/**/*.py")
# words.py is a table of codes and sentences, held to the code in tests/audit/test_words.py
NO_LOGIC = {"apps.py", "migrations", "words.py", "page_words.py"}


def main(arguments: list[str]) -> int:
    """Try every mutant, name those that no test noticed, and return the exit code."""
    leave_real_service_alone()
    parser = argparse.ArgumentParser(prog="./alongside mutate", allow_abbrev=False)
    parser.add_argument("paths", nargs="*", type=Path, help="files or folders (all rules, crypto and audit)")
    parser.add_argument("--tests", nargs="+", default=[], help="tests to try them with (all)")
    parser.add_argument("--list", action="store_true", help="only list the mutants")
    options = parser.parse_args(arguments)
    mutants = [mutant for path in _files(options.paths) for mutant in mutants_of(path)]
    if options.list:
        say("\n".join(str(mutant) for mutant in mutants))
        return 0
    return _report(mutants, options.tests)


def _report(mutants: list[Mutant], tests: list[str]) -> int:
    found: Counter[Outcome] = Counter()

    def report(mutant: Mutant, outcome: Outcome) -> None:
        found[outcome] += 1
        if outcome is not Outcome.NOTICED:
            say(f"{outcome.value:<11}  {mutant}")
        elif found.total() % 50 == 0:
            say(f"{found.total()} of {len(mutants)} …")

    with tempfile.TemporaryDirectory(prefix="alongside-mutants-") as folder:
        try_all(mutants, tests, Path(folder), report)
    say(f"\n{len(mutants)} mutants: " + ", ".join(f"{found[outcome]} {outcome.value}" for outcome in Outcome))
    return int(found[Outcome.NOTICED] < len(mutants))


def _files(wanted: Iterable[Path]) -> list[Path]:
    found = {path for place in wanted for path in _python_files(place)}
    if not found:
        found = {path for pattern in GUARDED for path in (REPO / PACKAGE).glob(pattern)}
    return sorted(path.resolve() for path in found if not NO_LOGIC & set(path.parts))


def _python_files(place: Path) -> list[Path]:
    if not place.exists():
        raise Stop(f"There is no {place}.")
    return list(place.rglob("*.py")) if place.is_dir() else [place]


if __name__ == "__main__":
    with stopping_plainly():
        sys.exit(main(sys.argv[1:]))
