"""Offering what one has lived, this once; and changing advocates with no blame (A10)."""

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.common import clock
from alongside.common.problems import RuleBroken
from alongside.crypto.actions import make_key
from alongside.peers.models import ChangeAsk, ExperienceOffer, OfferAnswer
from alongside.peers.rules.matching import not_together, offers_readable_by, partnership_for_offer
from alongside.people.models import Person


def offer_experience(person: Person, *, words: str, by: User) -> ExperienceOffer:
    """Offer to share something one has lived with this person; a new offer takes the place of the last."""
    with recorded("offer.make", by=by, person=person) as note:
        held = partnership_for_offer(by, person)
        if held is None:
            raise RuleBroken(not_together())
        make_key(by.pk)
        offers_readable_by(by).filter(person=person).update(taken_back_on=clock.today())
        offer = ExperienceOffer(
            id=person.new_row_id(),
            user=by,
            person=person,
            partnership=held,
            words=words,
            offered_on=clock.today(),
        )
        offer.save(force_insert=True)
        note.about = offer
    return offer


def answer_offer(offer: ExperienceOffer, *, answer: str, by: User) -> ExperienceOffer:
    """Write what the person said to it. A no needs no reason."""
    with recorded("offer.answer", by=by, about=offer, person=offer.person):
        offer.change(answer=OfferAnswer(answer), answered_on=clock.today())
    return offer


def take_back_offer(offer: ExperienceOffer, *, by: User) -> ExperienceOffer:
    """Take an offer back, whatever was said to it."""
    with recorded("offer.take_back", by=by, about=offer, person=offer.person):
        offer.change(taken_back_on=clock.today())
    return offer


def ask_for_change(person: Person, *, by: User, wishes: str = "") -> ChangeAsk:
    """Write that a person would like another advocate. Nobody is asked why; asking again says it anew."""
    with recorded("change.ask", by=by, person=person) as note:
        ask = ChangeAsk.objects.filter(person=person, settled_at=None).first()
        ask = ask or ChangeAsk(id=person.new_row_id(), person=person, asked_on=clock.today())
        ask.wishes, ask.written_by = wishes or None, by
        ask.save()
        note.about = ask
    return ask


def settle_change(ask: ChangeAsk, *, by: User) -> ChangeAsk:
    """Write that they have who they want now, or changed their mind."""
    with recorded("change.settle", by=by, about=ask, person=ask.person):
        ask.change(settled_at=ask.person.moment(), settled_by=by)
    return ask
