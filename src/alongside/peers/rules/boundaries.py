"""Who may read the boundaries book, and what stands against a decision."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.accounts.rules import may_supervise
from alongside.common.problems import Problem
from alongside.peers.models import BoundaryEntry


def boundaries_visible_to(user: User) -> QuerySet[BoundaryEntry]:
    """Return the entries of others, for whoever supervises: one's own stand on a page of one's own."""
    if not may_supervise(user):
        return BoundaryEntry.objects.none()
    return BoundaryEntry.objects.exclude(user=user)


def boundary_problems(entry: BoundaryEntry, *, by: User) -> list[Problem]:
    """Say what stands against deciding about an entry."""
    if entry.user_id == by.pk:
        return [Problem("oneself", _("Somebody else has to decide about this with you."))]
    return []
