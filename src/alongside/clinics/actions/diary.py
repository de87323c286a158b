"""Making and ending a private diary feed (L10)."""

import secrets

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.clinics.models import DiaryFeed
from alongside.clinics.queries.diary import KIND
from alongside.common import clock
from alongside.crypto.lookup import tag


def make_feed(*, by: User) -> str:
    """Make a feed for oneself, end the one before, and return its token (256 bits), which is kept nowhere."""
    token = secrets.token_urlsafe(32)
    with recorded("diary.make", by=by) as note:
        User.objects.select_for_update().get(pk=by.pk)
        DiaryFeed.objects.filter(user=by, ended_at=None).update(ended_at=clock.now())
        note.about = DiaryFeed.objects.create(user=by, tag=tag(KIND, token), made_at=clock.now())
    return token


def end_feed(*, by: User) -> None:
    """Let one's own feed be read no more."""
    with recorded("diary.end", by=by):
        DiaryFeed.objects.filter(user=by, ended_at=None).update(ended_at=clock.now())


def use_feed(feed: DiaryFeed) -> None:
    """Keep the day on which a calendar read a feed: once a day, so that the log is not full of it."""
    if feed.last_used_on == clock.today():
        return
    with recorded("diary.use", by=feed.user, about=feed):
        feed.change(last_used_on=clock.today())
