"""When services are open, as somebody says it by hand."""

from collections.abc import Mapping, Sequence

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.common import clock
from alongside.common.problems import refuse_if
from alongside.directory.actions.services import touch
from alongside.directory.models import Frequency, Schedule, Service, ServiceAtLocation
from alongside.directory.queries.opening import PLAIN, WORDS_ONLY
from alongside.directory.rules import Times, times_problems


def set_times(
    whose: Service | ServiceAtLocation,
    *,
    by: User,
    times: Mapping[str, Sequence[Times]],
    times_in_words: str = "",
) -> None:
    """Write the weekly hours of a service, or of it in one place, anew; what fits no box is kept in words."""
    refuse_if(times_problems(times.items()))
    service = whose if isinstance(whose, Service) else whose.service
    link = {"service" if isinstance(whose, Service) else "service_at_location": whose}
    with recorded("listing.set_times", by=by, about=service):
        whose.schedules.filter(PLAIN | WORDS_ONLY).delete()
        for (opens, closes), days in _days_by_times(times).items():
            Schedule.objects.create(
                freq=Frequency.WEEKLY,
                byday=",".join(days),
                opens_at=opens,
                closes_at=closes,
                changed_at=clock.now(),
                **link,
            )
        if times_in_words:
            Schedule.objects.create(description=times_in_words, changed_at=clock.now(), **link)
        touch(service)


def _days_by_times(times: Mapping[str, Sequence[Times]]) -> dict[Times, list[str]]:
    found: dict[Times, list[str]] = {}
    for day, ranges in times.items():
        for one in ranges:
            found.setdefault(one, []).append(day)
    return found
