"""What a private diary feed says (L10)."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta

from django.db.models import Q
from django.utils.translation import gettext as _
from icalendar import Calendar, Event
from icalendar.enums import STATUS

from alongside.accounts.models import User
from alongside.accounts.rules import may_do_advocacy
from alongside.clinics.models import (
    CALLED_OFF,
    Accompaniment,
    DiaryFeed,
    Session,
    SessionState,
    Shift,
)
from alongside.clinics.rules.accompany import accompaniments_visible_to
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

    Times are UTC, so that a change of the clocks moves nothing. No name, no address, and nobody we support:
    of going somewhere with a person it says when, and nothing else.
    """
    preload([SERVICE])
    shifts = Shift.objects.filter(user=user, session__on__gte=clock.today() - PAST)
    rows = shifts.select_related("session__clinic").order_by("session__on", "session__starts_at", "id")
    return _calendar([*map(_shift, rows), *map(_going, _goings_of(user))])


def _goings_of(user: User) -> Iterator[tuple[Accompaniment, bool]]:
    """Yield where somebody goes along, as far as they may know of it, and what they need not any more."""
    told = Q(taken_off=user) | Q(user=user)
    rows = Accompaniment.objects.filter(told, on__gte=clock.today() - PAST).order_by("on", "starts_at", "id")
    seen = set(accompaniments_visible_to(user).filter(user=user).values_list("pk", flat=True))
    for row in rows:
        is_off = row.user_id != user.pk or row.state in CALLED_OFF
        if is_off or row.pk in seen:
            yield row, is_off


def _calendar(events: Iterable[Event]) -> bytes:
    calendar = Calendar()
    for name, value in {
        "prodid": "-//Alongside//Shifts//EN",
        "version": "2.0",
        "name": _("Shifts"),
        "x-wr-calname": _("Shifts"),
        "x-published-ttl": HOUR,
    }.items():
        calendar.add(name, value)
    for event in events:
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _shift(shift: Shift) -> Event:
    session = shift.session
    return _event(
        shift,
        session,
        since=shift.ended_at or shift.put_at,
        # both only ever grow: a shift ends once
        sequence=session.revision + bool(shift.ended_at),
        summary=_("Shift at %(place)s") % {"place": session.clinic.name},
        is_off=bool(shift.ended_at) or session.state == SessionState.CANCELLED,
    )


def _going(one: tuple[Accompaniment, bool]) -> Event:
    row, is_off = one
    return _event(
        row,
        row,
        since=(row.taken_off_at if is_off else None) or row.ended_at or row.put_at or row.asked_at,
        sequence=row.revision,
        summary=_("Going along with somebody"),
        is_off=is_off,
    )


def _event(
    row: Shift | Accompaniment,
    when: Session | Accompaniment,
    *,
    since: datetime,
    sequence: int,
    summary: str,
    is_off: bool,
) -> Event:
    event = Event()
    for name, value in {
        "uid": f"{row.pk}@alongside",
        "dtstamp": since.astimezone(UTC),
        "sequence": sequence,
        "dtstart": when.begins.astimezone(UTC),
        "dtend": when.finishes.astimezone(UTC),
        "summary": summary,
        "status": STATUS.CANCELLED if is_off else STATUS.CONFIRMED,
        "class": "PRIVATE",
    }.items():
        event.add(name, value)
    return event
