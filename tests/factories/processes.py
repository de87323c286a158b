"""In place of a process of its own: what it would be asked to do."""

from collections.abc import Callable
from typing import Any


def in_place_of_a_process(does: Callable[[list[str]], object]) -> Callable[..., Any]:
    """Return what stands in for `subprocess.Popen`: it calls `does` with the words after Python's name."""

    class Ended:
        def __init__(self, command: list[str], **_how: object) -> None:
            does(command[1:])

        def wait(self) -> int:
            return 0

    return Ended
