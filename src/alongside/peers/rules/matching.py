"""Who may offer what they have lived, and who may read the offer: nobody else (A10)."""

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.common import clock
from alongside.common.problems import Problem
from alongside.peers.models import ExperienceOffer
from alongside.people.models import Partnership, Person


def offers_readable_by(user: User) -> QuerySet[ExperienceOffer]:
    """Return the offers `user` made and has not taken back: theirs, whatever their roles."""
    return ExperienceOffer.objects.filter(user=user, taken_back_on=None)


def partnership_for_offer(user: User, person: Person) -> Partnership | None:
    """Return what lets `user` offer something to this person: that they work together today."""
    today = clock.today()
    held = Partnership.objects.filter(Q(ends_on=None) | Q(ends_on__gte=today), user=user, person=person)
    return held.filter(starts_on__lte=today).order_by("-starts_on", "pk").first()


def not_together() -> Problem:
    """Say that only whoever works with somebody can offer them anything."""
    return Problem("not_together", _("Only somebody who works with them can offer this."))
