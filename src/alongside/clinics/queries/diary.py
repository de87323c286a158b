"""What a private diary feed says (L10)."""

from collections.abc import Iterable
from datetime import UTC, timedelta

from django.utils.translation import gettext as _
from icalendar import Calendar, Event
from icalendar.enums import STATUS

from alongside.accounts.models import User
from alongside.accounts.rules import may_do_advocacy
from alongside.clinics.models import DiaryFeed, SessionState, Shift
from alongside.common import clock
from alongside.crypto.keys import SERVICE, preload
from alongside.crypto.lookup import tag

KIND = "diary feed"
PAST = timedelta(weeks=4)
HOUR = timedelta(hours=1)


def feed_behind(token: str) -> DiaryFeed | None:
    """Return the feed of this token while it may be read."""
    feeds = DiaryFeed.objects.filter(tag=tag(KIND, token), ended_at=None).select_related("user")
    feed = feeds.first()
    return feed if feed and may_do_advocacy(feed.user) else None


def live_feed_of(user: User) -> DiaryFeed | None:
    """Return the feed that somebody has, if any."""
    return DiaryFeed.objects.filter(user=user, ended_at=None).first()


def calendar_of(user: User) -> bytes:
    """Return an advocate's shifts as iCalendar, from four weeks ago on; those taken off as cancelled.

    Times are UTC, so that a change of the clocks moves nothing. No name, no address, and nobody we support.
    """
    preload([SERVICE])
    shifts = Shift.objects.filter(user=user, session__on__gte=clock.today() - PAST)
    rows = shifts.select_related("session__clinic").order_by("session__on", "session__starts_at", "id")
    return _calendar(rows)


def _calendar(shifts: Iterable[Shift]) -> bytes:
    calendar = Calendar()
    for name, value in {
        "prodid": "-//Alongside//Shifts//EN",
        "version": "2.0",
        "name": _("Shifts"),
        "x-wr-calname": _("Shifts"),
        "x-published-ttl": HOUR,
    }.items():
        calendar.add(name, value)
    for shift in shifts:
        calendar.add_component(_event(shift))
    content: bytes = calendar.to_ical()
    return content


def _event(shift: Shift) -> Event:
    session = shift.session
    is_off = bool(shift.ended_at) or session.state == SessionState.CANCELLED
    event = Event()
    for name, value in {
        "uid": f"{shift.pk}@alongside",
        "dtstamp": (shift.ended_at or shift.put_at).astimezone(UTC),
        # both only ever grow: a shift ends once
        "sequence": session.revision + bool(shift.ended_at),
        "dtstart": session.begins.astimezone(UTC),
        "dtend": session.finishes.astimezone(UTC),
        "summary": _("Shift at %(place)s") % {"place": session.clinic.name},
        "status": STATUS.CANCELLED if is_off else STATUS.CONFIRMED,
        "class": "PRIVATE",
    }.items():
        event.add(name, value)
    return event
