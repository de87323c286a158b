"""Sentences that say what a change did to the sessions."""

from collections.abc import Iterator, Sequence

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from alongside.clinics.actions import Replanned
from alongside.clinics.models import Session
from alongside.common.templatetags.look import day


def what_changed(done: Replanned) -> Iterator[str]:
    """Yield a sentence for each kind of change to the sessions to come."""
    if done.made:
        yield ngettext("%d session is new.", "%d sessions are new.", done.made) % done.made
    if done.retimed:
        yield (
            ngettext("%d session has new times.", "%d sessions have new times.", done.retimed) % done.retimed
            + " "
            + _("Tell those who are down for it.")
        )
    if done.taken_away:
        yield (
            ngettext("%d empty session is gone.", "%d empty sessions are gone.", done.taken_away)
            % done.taken_away
        )
    if done.kept:
        yield _("Left as they were, because people are down for them: %s.") % _days(done.kept)
    if not (done.made or done.retimed or done.taken_away or done.kept):
        yield _("Saved. No session had to change.")


def who_must_be_told(sessions: Sequence[Session]) -> str:
    """Return what to do after a clinic was closed for good."""
    if not sessions:
        return _("Closed for good. Nobody was down for a day to come.")
    return _("Closed for good. Tell those who were down for: %s.") % _days(sessions)


def _days(sessions: Sequence[Session]) -> str:
    return ", ".join(day(session.on) for session in sessions)
