"""Reads the command, makes the environment it needs, and hands over to the part that does it."""

import os
import sys
from dataclasses import dataclass

from scripts.environment import REPO, RUN_LOCK, TEST_LOCK, child_environment, make_ready
from scripts.say import Stop, stopping_plainly


@dataclass(frozen=True)
class Command:
    """What to run, with which packages, and the lines about it in the help."""

    usage: str
    does: str
    lock: str
    start: tuple[str, ...]


COMMANDS = {
    "run": Command(
        "run [--check] [--port N]",
        "start Alongside on this computer; the first time, with a made-up service to try.\n"
        "--check gets everything ready and stops there.",
        RUN_LOCK,
        ("-m", "scripts.service", "run"),
    ),
    "new": Command(
        "new",
        "begin a real service: asks a few questions and starts empty",
        RUN_LOCK,
        ("-m", "scripts.service", "new"),
    ),
    "test": Command(
        "test [what pytest takes]",
        "check everything, and end with a table; with anything after it, run only those tests",
        TEST_LOCK,
        ("-m", "scripts.suite"),
    ),
    "bench": Command("bench", "measure speed with many people and notes", RUN_LOCK, ("bench/run.py",)),
    "rota": Command(
        "rota [S] [M] [L]",
        "plan made-up rotas of three sizes, and measure how good and how quick",
        RUN_LOCK,
        ("bench/rota_run.py",),
    ),
    "pictures": Command(
        "pictures",
        "take the README's pictures again",
        TEST_LOCK,
        ("-m", "scripts.tool", "scripts/pictures.py"),
    ),
    "mutate": Command(
        "mutate [path…]",
        "break the rules, the sealing and the audit on purpose, and see whether a test notices",
        TEST_LOCK,
        ("-m", "scripts.mutate"),
    ),
    "lock": Command(
        "lock [--upgrade]",
        "make the lock files again after a change in pyproject.toml",
        TEST_LOCK,
        ("-m", "scripts.locks"),
    ),
    "manage": Command("manage …", "any command of Django's manage.py", RUN_LOCK, ("manage.py",)),
}


def usage() -> str:
    """Return the help."""
    width = max(len(command.usage) for command in COMMANDS.values()) + 3
    lines = ["./alongside …", ""]
    for command in COMMANDS.values():
        first, *rest = command.does.splitlines()
        lines += [f"  {command.usage:<{width}}{first}", *(f"  {'':<{width}}{line}" for line in rest)]
    lines += [
        f"  {'help':<{width}}this page",
        "",
        "ALONGSIDE_HOME says where the data and the keys are kept; without it, in the folder var/.",
    ]
    return "\n".join(lines)


def main(arguments: list[str]) -> None:
    """Run one command. Does not return when the command takes over this process."""
    name, *rest = arguments or ["help"]
    if name in {"help", "-h", "--help"}:
        print(usage())
        return
    if name not in COMMANDS:
        raise Stop(f"There is no command “{name}”. These are the ones there are:\n\n{usage()}")
    command = COMMANDS[name]
    python = str(make_ready(command.lock))
    sys.stdout.flush()
    os.chdir(REPO)
    os.execve(python, [python, *command.start, *rest], child_environment())


if __name__ == "__main__":
    with stopping_plainly():
        main(sys.argv[1:])
