"""Asking a scanner whether a file is harmful. It reads from us: nothing stands on disk in the clear."""

import shlex
import subprocess
from enum import Enum

from django.conf import settings

WAIT = 60
"""Seconds. Who sent the file waits too."""


class Scan(Enum):
    """What came of asking."""

    NONE = "no scanner is set up"
    CLEAN = "nothing was found"
    HARMFUL = "something was found"
    AWAY = "the scanner did not answer"


def scan(content: bytes) -> Scan:
    """Ask the scanner that ALONGSIDE_SCANNER names, such as "clamdscan --no-summary -", about `content`."""
    command = shlex.split(settings.ALONGSIDE_SCANNER)
    if not command:
        return Scan.NONE
    try:
        asked = subprocess.run(command, input=content, capture_output=True, timeout=WAIT, check=False)  # noqa: S603
    except (OSError, subprocess.TimeoutExpired):
        return Scan.AWAY
    # as clamdscan says it: 0 clean, 1 found, anything else could not tell
    return {0: Scan.CLEAN, 1: Scan.HARMFUL}.get(asked.returncode, Scan.AWAY)
