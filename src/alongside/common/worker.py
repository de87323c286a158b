"""Long work in a process of its own, which goes on when the page that asked for it is closed."""

import subprocess
import sys
import threading

from django.conf import settings


def start_command(*words: str, quietly: bool = False) -> None:
    """Start a management command and do not wait for it. `quietly` keeps its errors out of the server's log.

    It has a session of its own, so that it lives on when the server starts anew.
    """
    worker = subprocess.Popen(  # noqa: S603 - a command of ours
        [sys.executable, str(settings.ROOT / "manage.py"), *words],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL if quietly else None,
        start_new_session=True,
    )
    # somebody must take note of its end, or the system keeps its place for ever
    threading.Thread(target=worker.wait, daemon=True).start()
