"""Starts the service on this computer, or begins a real one."""

import argparse
import os
import shlex
import socket
import subprocess
import sys

from scripts.environment import child_environment
from scripts.programs import exit_code_beside
from scripts.say import Stop, say, stopping_plainly

HOST = "127.0.0.1"
THREADS = 8


def run(arguments: list[str]) -> None:
    """Get everything ready, and serve until Ctrl-C."""
    options = _options(arguments)
    if not options.check:
        _refuse_busy_port(options.port)
    _prepare(*(["--check"] if options.check else []))
    if options.check:
        say(f"Everything is ready. Start it with: {_command('run')}")
        return
    say(f"\nAlongside is at http://{HOST}:{options.port}\nCtrl-C ends it.")
    sys.exit(_serve(options.port))


def new() -> None:
    """Ask what a real service must answer, and start empty."""
    _prepare("--new")
    asked = subprocess.run([sys.executable, "manage.py", "new_service"], env=child_environment(), check=False)
    if asked.returncode:
        raise Stop(f"The service was not made. Nothing is lost: try again with {_command('new')}")
    say(f"\nStart it, and then open the link:\n  {_command('run')}")


def _command(name: str) -> str:
    """Return how to give this command to the same service, and to no other one."""
    home = os.environ.get("ALONGSIDE_HOME")
    return f"ALONGSIDE_HOME={shlex.quote(home)} ./alongside {name}" if home else f"./alongside {name}"


def _options(arguments: list[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="./alongside run", allow_abbrev=False)
    parser.add_argument("--check", action="store_true", help="get everything ready and stop there")
    parser.add_argument("--port", type=int, default=8000, help="the port to serve on (8000)")
    options = parser.parse_args(arguments)
    if not 1 <= options.port <= 65535:
        parser.error("a port is a number from 1 to 65535")
    return options


def _refuse_busy_port(port: int) -> None:
    problem = _port_problem(port)
    if problem:
        free = next((other for other in range(port + 1, 65536) if not _port_problem(other)), 8001)
        raise Stop(f"Port {port} {problem}. Try: ./alongside run --port {free}")


def _port_problem(port: int) -> str | None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except PermissionError:
            return "is kept for the administrator of this computer"
        except OSError:
            return "is in use by another program"
    return None


def _prepare(*how: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "scripts.prepare", *how], env=child_environment(), check=False
    )
    if done.returncode:
        sys.exit(done.returncode)


def _serve(port: int) -> int:
    """Answer until the server ends; beside it goes what a clock starts, so that nobody has to set a timer."""
    chores = [sys.executable, "manage.py", "chores"]
    server = [sys.executable, "-m", "gunicorn", *_gunicorn_arguments(port)]
    return exit_code_beside(server, chores, env=child_environment())


def _gunicorn_arguments(port: int) -> list[str]:
    return [
        "alongside.wsgi:application",
        *("--bind", f"{HOST}:{port}"),
        *("--worker-class", "gthread", "--workers", "1", "--threads", str(THREADS)),
        *("--log-level", "warning", "--no-control-socket"),
    ]


if __name__ == "__main__":
    with stopping_plainly():
        if sys.argv[1] == "new":
            new()
        else:
            run(sys.argv[2:])
