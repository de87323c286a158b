#!/usr/bin/env python
"""Run a management command."""

import os
import sys
from pathlib import Path


def main() -> None:
    """Put src on the path and hand over to Django."""
    sys.path.insert(0, str(Path(__file__).parent / "src"))
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "alongside.settings")
    from django.core.management import execute_from_command_line

    execute_from_command_line(sys.argv)


if __name__ == "__main__":
    main()
