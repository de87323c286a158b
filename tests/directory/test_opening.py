"""What the database says of opening hours is what a calendar says."""

from datetime import date, datetime, time, timedelta

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from alongside.audit.permit import permitted
from alongside.directory.models import Frequency, Schedule
from alongside.directory.queries.opening import DAYS, open_between
from tests.factories.directory import make_listing

TIMES = st.times().map(lambda moment: moment.replace(second=0, microsecond=0))
ROWS = st.lists(
    st.tuples(st.sets(st.sampled_from(range(7)), min_size=1), TIMES, TIMES), min_size=1, max_size=4
)


def is_open(rows: list[tuple[set[int], time, time]], moment: datetime) -> bool:
    """Walk over the hours of this day and the day before, as somebody with a calendar would."""
    for weekdays, opens, closes in rows:
        for day in (moment.date() - timedelta(days=1), moment.date()):
            if day.weekday() not in weekdays:
                continue
            begins = datetime.combine(day, opens)
            ends = datetime.combine(day, closes) + timedelta(days=closes <= opens)
            if begins <= moment < ends:
                return True
    return False


@pytest.mark.django_db
@pytest.mark.usefixtures("service")
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS, day=st.dates(date(2026, 1, 1), date(2027, 12, 31)), at=TIMES)
def test_database_and_calendar_agree(rows: list[tuple[set[int], time, time]], day: date, at: time) -> None:
    with transaction.atomic(), permitted():
        listing = make_listing()
        Schedule.objects.bulk_create(
            Schedule(
                service=listing,
                freq=Frequency.WEEKLY,
                byday=",".join(DAYS[number] for number in sorted(weekdays)),
                opens_at=opens,
                closes_at=closes,
            )
            for weekdays, opens, closes in rows
        )
        said = Schedule.objects.filter(open_between(day, at, at), service=listing).exists()
        transaction.set_rollback(True)

    assert said == is_open(rows, datetime.combine(day, at))
