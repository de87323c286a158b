"""Who may offer what they have lived, who may be asked to, and who may read it (A10)."""

from collections.abc import Collection

from django.db.models import Exists, QuerySet
from django.utils.translation import gettext as _

from alongside.accounts.models import User
from alongside.accounts.rules import may_do_advocacy
from alongside.common import clock
from alongside.common.problems import Problem
from alongside.peers.models import ExperienceOffer, OfferAsk
from alongside.people.models import Partnership, Person
from alongside.people.rules import free_for, open_checks_of, people_walled_from


def offers_readable_by(user: User) -> QuerySet[ExperienceOffer]:
    """Return the offers `user` made to those they work with: theirs alone, whatever their roles."""
    return ExperienceOffer.objects.filter(user=user, ask=None)


def offers_to_choose_from(person: Person) -> QuerySet[ExperienceOffer]:
    """Return what advocates offered when they were asked: for the coordinator to read to the person."""
    return ExperienceOffer.objects.filter(person=person, ask__isnull=False)


def asks_open_to(user: User) -> QuerySet[OfferAsk]:
    """Return what `user` is asked and did not say no to.

    Of somebody behind a wall there is no sign, nor of a record that only named colleagues see since (R18).
    """
    asks = OfferAsk.objects.filter(~Exists(open_checks_of(user)), user=user, said_no_on=None)
    return asks.filter(person__is_restricted=False).exclude(person__in=people_walled_from(user))


def partnerships_today(person: Person) -> QuerySet[Partnership]:
    """Return all that colleagues hold with this person today."""
    return Partnership.objects.holding(clock.today()).filter(person=person)


def partnership_for_offer(user: User, person: Person) -> Partnership | None:
    """Return what lets `user` offer something to this person: that they work together today."""
    return partnerships_today(person).filter(user=user).order_by("-starts_on", "pk").first()


def not_together() -> Problem:
    """Say that only whoever works with somebody can offer them anything."""
    return Problem("not_together", _("Only somebody who works with them can offer this."))


def ask_problems(person: Person, users: Collection[User]) -> list[Problem]:
    """Return what stands against asking these advocates. Why one is not available is never told (R16)."""
    problems = closed_problems(person)
    if len(free_for(person, users)) < len(users):
        problems.append(Problem("not_available", _("Not available. Choose somebody else."), "users"))
    return problems


def closed_problems(person: Person) -> list[Problem]:
    """Nobody is asked about a record that only named colleagues see: it could tell them who it is (R18)."""
    if not person.is_restricted:
        return []
    sentence = _("Only named colleagues see this record. Choose one of them yourself.")
    return [Problem("restricted", sentence)]


def gone_problems(offer: ExperienceOffer) -> list[Problem]:
    """Return what stands against choosing an offer: that it was taken back, or answered, meanwhile."""
    if offers_to_choose_from(offer.person).filter(pk=offer.pk).exists():
        return []
    return [Problem("gone", _("This offer is not there any more. Look at the list again."))]


def offer_problems(ask: OfferAsk, by: User) -> list[Problem]:
    """Return what stands against answering an ask with an offer: only whoever was asked, and no wall."""
    if may_do_advocacy(by) and asks_open_to(by).filter(pk=ask.pk).exists():
        return []
    return [Problem("not_asked", _("Nobody asks you for this any more. Thank you all the same."))]
