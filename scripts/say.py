"""Talking to the person at the keyboard, in plain words."""

import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn


class Stop(Exception):
    """Nothing more can be done; the text says why, and what would help."""


def say(sentence: str) -> None:
    """Say a line at once, before the slow thing it speaks of."""
    print(sentence, flush=True)


@contextmanager
def stopping_plainly() -> Iterator[None]:
    """Turn Stop and Ctrl-C into a line and an exit code. A kill is heard as well, so that servers end."""
    for number in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, _leave)
    try:
        yield
    except Stop as stop:
        print(stop, file=sys.stderr)
        sys.exit(1)
    except KeyboardInterrupt:
        print("\nStopped.", file=sys.stderr)
        sys.exit(130)


def _leave(number: int, _frame: FrameType | None) -> NoReturn:
    print(f"\nStopped by {signal.Signals(number).name}.", file=sys.stderr)
    sys.exit(128 + number)
