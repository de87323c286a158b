"""Moving what is kept of how a person and their advocates work together, from one person to another."""

from typing import Any

from alongside.casework.models import BalanceScore
from alongside.crypto.rebind import rebind
from alongside.peers.models import ChangeAsk, ExperienceOffer, Invitation, MatchWish, OfferAsk, PersonSix
from alongside.people.models import Person


def hand(row: Any, **new: Any) -> None:
    """Set `new` on a sealed row, with its owner among them, and seal it anew."""

    def change() -> None:
        for name, value in new.items():
            setattr(row, name, value)

    row.save(update_fields=[*new, *rebind(row, change=change)])


def move_match(contact: Person, person: Person) -> None:
    """Move what is kept of the match; where both have one, the person's own stays."""
    theirs = set(BalanceScore.objects.filter(person=person).values_list("advocate", "on"))
    for score in BalanceScore.objects.filter(person=contact):
        _move(score, person, is_there=(score.advocate_id, score.on) in theirs)
    rounds = set(PersonSix.objects.filter(person=person).values_list("round_on", flat=True))
    for six in PersonSix.objects.filter(person=contact):
        _move(six, person, is_there=six.round_on in rounds)
    has_asked = ChangeAsk.objects.filter(person=person, settled_at=None).exists()
    for ask in ChangeAsk.objects.filter(person=contact):
        _move(ask, person, is_there=has_asked and ask.settled_at is None)
    has_wish = MatchWish.objects.filter(person=person).exists()
    for wish in MatchWish.objects.filter(person=contact):
        _move(wish, person, is_there=has_wish)
    _move_offers(contact, person)
    if Invitation.objects.filter(person=person).exists():
        Invitation.objects.filter(person=contact).delete()
    Invitation.objects.filter(person=contact).update(person=person)


def _move_offers(contact: Person, person: Person) -> None:
    """Who was asked for the contact is asked no more: now they know for whom, they can be asked again."""
    ExperienceOffer.objects.filter(person=contact, ask__isnull=False).delete()
    OfferAsk.objects.filter(person=contact).delete()
    have_offered = list(ExperienceOffer.objects.filter(person=person).values_list("user", flat=True))
    ExperienceOffer.objects.filter(person=contact, user__in=have_offered).delete()
    ExperienceOffer.objects.filter(person=contact).update(person=person)


def _move(row: Any, person: Person, *, is_there: bool) -> None:
    if is_there:
        row.delete()
    else:
        hand(row, person=person)
