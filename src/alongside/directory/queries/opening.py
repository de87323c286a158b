"""When services are open, asked of the database. Only clear hours say yes or no."""

import calendar
from datetime import date, time, timedelta
from typing import Any

from django.db.models import Case, F, IntegerChoices, Min, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from alongside.directory.models import Frequency, Schedule

DAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
"""As HSDS names them, from Monday."""
EVERY_TIME = Q(interval=None) | Q(interval=1)
CLEAR = (
    Q(freq__in=Frequency.values, opens_at__isnull=False, closes_at__isnull=False, bymonthday="")
    & EVERY_TIME
    & ~Q(byday="")
)
"""Hours that answer "open on this day, at this time?" by themselves."""
OVER_MIDNIGHT = Q(closes_at__lte=F("opens_at"))

PLAIN = Q(freq=Frequency.WEEKLY, valid_from=None, valid_to=None, dtstart=None, interval=None, bymonthday="")
"""Hours that a form shows as boxes: every week, with no beginning and no end."""
WORDS_ONLY = Q(freq="", opens_at=None)


class Openness(IntegerChoices):
    """What can be said of one time. The order is that of a list."""

    OPEN = 0, _("Open")
    UNCLEAR = 1, _("Times not clear")
    CLOSED = 2, _("Closed")


def on_day(day: date) -> Q:
    """Match clear hours that begin on this day."""
    from_on = Q(valid_from=None) | Q(valid_from__lte=day)
    begun = Q(dtstart=None) | Q(dtstart__lte=day)
    until = Q(valid_to=None) | Q(valid_to__gte=day)
    weekly = Q(freq=Frequency.WEEKLY, byday__contains=DAYS[day.weekday()])
    monthly = Q(freq=Frequency.MONTHLY) & _one_of_the_month(day)
    return CLEAR & from_on & begun & until & (weekly | monthly)


def open_between(day: date, start: time, end: time) -> Q:
    """Match hours that overlap the time from `start` to `end` of a day, both included."""
    that_day = on_day(day) & Q(opens_at__lte=end) & (Q(closes_at__gt=start) | OVER_MIDNIGHT)
    day_before = on_day(day - timedelta(days=1)) & OVER_MIDNIGHT & Q(closes_at__gt=start)
    return that_day | day_before


def openness_of(schedules: QuerySet[Schedule], owner: str, asked: Q) -> QuerySet[Any, Any]:
    """Return, for use as a subquery, what the hours of one owner say of the time that `asked` matches."""
    said = Case(
        When(asked, then=Value(Openness.OPEN)),
        When(~CLEAR, then=Value(Openness.UNCLEAR)),
        default=Value(Openness.CLOSED),
    )
    answer: QuerySet[Any, Any] = schedules.order_by().values(owner).annotate(said=Min(said)).values("said")
    return answer


def _one_of_the_month(day: date) -> Q:
    """Match a list such as "1MO,-1FR" that names this day, counted from the start or the end of its month."""
    last = calendar.monthrange(day.year, day.month)[1]
    code = DAYS[day.weekday()]
    found = Q()
    for token in (f"{(day.day - 1) // 7 + 1}{code}", f"-{(last - day.day) // 7 + 1}{code}"):
        found |= (
            Q(byday=token)
            | Q(byday__startswith=f"{token},")
            | Q(byday__endswith=f",{token}")
            | Q(byday__contains=f",{token},")
        )
    return found
