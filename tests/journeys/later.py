"""The program as it is some days from now, for stories that take a month."""

import os
from datetime import timedelta

import time_machine

time_machine.travel(timedelta(days=int(os.environ["DAYS_LATER"])), tick=True).start()

from alongside.wsgi import application  # noqa: E402

__all__ = ["application"]
