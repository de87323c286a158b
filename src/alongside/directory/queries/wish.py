"""What somebody looks for in the directory."""

from dataclasses import dataclass
from datetime import date, time
from functools import cached_property

from django.db.models import Q
from django.utils import timezone

from alongside.common import clock
from alongside.directory.outward_codes import FARTHEST, OutwardCode, outward_codes
from alongside.directory.queries.opening import open_between


@dataclass(frozen=True)
class TimeAsked:
    """A day and the part of it somebody asks about; both times included."""

    day: date
    start: time
    end: time
    is_now: bool = False

    @cached_property
    def open(self) -> Q:
        """Match hours that overlap it."""
        return open_between(self.day, self.start, self.end)


def now_asked() -> TimeAsked:
    """Return this minute, where the service is."""
    moment = timezone.localtime(clock.now())
    return TimeAsked(moment.date(), moment.time(), moment.time(), is_now=True)


@dataclass(frozen=True)
class Wish:
    """What is looked for. Empty means that it does not matter."""

    need: str = ""
    when: TimeAsked | None = None
    area: str = ""
    within: int = FARTHEST
    age: int | None = None
    open_to: str = ""
    words: str = ""

    @cached_property
    def time(self) -> TimeAsked:
        """The time asked about; this minute where any will do."""
        return self.when or now_asked()

    @property
    def middle(self) -> OutwardCode | None:
        """The middle of the area, where we know it."""
        return outward_codes().get(self.area)
