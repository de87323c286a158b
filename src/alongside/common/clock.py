"""The one place that tells the time, so that made-up history can be written with its own dates."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime, time

from django.utils import timezone

_set_to: ContextVar[datetime | None] = ContextVar("clock_set_to", default=None)


def now() -> datetime:
    """Return the moment, aware."""
    return _set_to.get() or timezone.now()


def today() -> date:
    """Return the date where the service is (the active time zone)."""
    return timezone.localtime(now()).date()


def local_time() -> time:
    """Return the time of day where the service is (the active time zone)."""
    return timezone.localtime(now()).time()


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let actions inside believe that it is `moment` (aware). For the demonstration and for tests."""
    if timezone.is_naive(moment):
        raise ValueError("the clock is set to an aware moment")
    token = _set_to.set(moment)
    try:
        yield
    finally:
        _set_to.reset(token)
