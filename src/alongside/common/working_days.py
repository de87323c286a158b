"""Days on which offices work."""

from datetime import date, timedelta
from functools import lru_cache

import holidays

DAY = timedelta(days=1)


@lru_cache(maxsize=64)
def bank_holidays(nation: str, year: int) -> dict[date, str]:
    """Return the bank holidays of a year in ENG, WLS, SCT or NIR, with their names."""
    return dict(holidays.country_holidays("GB", subdiv=nation, years=year))


def is_working_day(day: date, *, nation: str) -> bool:
    """Whether offices work: not at a weekend, not on a bank holiday."""
    return day.weekday() < 5 and day not in bank_holidays(nation, day.year)


def working_day_on_or_before(day: date, *, nation: str) -> date:
    """Return this day if offices work on it, else the last day before on which they do."""
    while not is_working_day(day, nation=nation):
        day -= DAY
    return day


def working_day_on_or_after(day: date, *, nation: str) -> date:
    """Return this day if offices work on it, else the next on which they do."""
    while not is_working_day(day, nation=nation):
        day += DAY
    return day


def working_days_after(day: date, number: int, *, nation: str) -> date:
    """Return the day that lies `number` working days after `day`."""
    for _ in range(number):
        day = working_day_on_or_after(day + DAY, nation=nation)
    return day


def working_days_before(day: date, number: int, *, nation: str) -> date:
    """Return the day that lies `number` working days before `day`."""
    for _ in range(number):
        day = working_day_on_or_before(day - DAY, nation=nation)
    return day
