"""Whom a person would like; offering what one has lived, this once; a change with no blame (A10)."""

from collections.abc import Collection

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.common import clock
from alongside.common.problems import RuleBroken, refuse_if
from alongside.crypto.actions import make_key
from alongside.peers.models import ChangeAsk, ExperienceOffer, MatchWish, OfferAnswer, OfferAsk
from alongside.peers.rules.matching import (
    ask_problems,
    closed_problems,
    gone_problems,
    not_together,
    offer_problems,
    partnership_for_offer,
    partnerships_today,
)
from alongside.people.actions import begin_partnership, end_partnership, giving_problems
from alongside.people.models import PartnershipKind, Person


def say_wishes(person: Person, *, by: User, **told: str) -> MatchWish:
    """Write whom a person would like beside them, in place of what they said before."""
    with recorded("wish.say", by=by, person=person) as note:
        wish = MatchWish.objects.filter(person=person).first()
        wish = wish or MatchWish(id=person.new_row_id(), person=person)
        for name, words in told.items():
            setattr(wish, name, words or None)
        wish.said_on, wish.written_by = clock.today(), by
        wish.save()
        note.about = wish
    return wish


def ask_to_offer(person: Person, users: Collection[User], *, by: User) -> None:
    """Ask advocates whether they would like to offer. They learn what the person agreed to have said."""
    refuse_if(ask_problems(person, users))
    with recorded("offer.ask", by=by, person=person, asked=len(users)):
        for user in users:
            OfferAsk.objects.get_or_create(
                person=person,
                user=user,
                defaults={"id": person.new_row_id(), "asked_on": clock.today(), "asked_by": by},
            )


def offer_when_asked(ask: OfferAsk, *, words: str, by: User) -> ExperienceOffer:
    """Answer an ask in one's own words; writing again takes the place of the last."""
    refuse_if(offer_problems(ask, by))
    # whoever was asked has seen no record: the log of who looked at it does not name them
    with recorded("offer.answer_ask", by=by, ask=ask.pk):
        return _offer(ask.person, words=words, by=by, ask=ask)


def say_no_to_ask(ask: OfferAsk, *, by: User) -> None:
    """Say "not this time", or take back what was offered. Nobody is asked why."""
    with recorded("offer.not_this_time", by=by, ask=ask.pk):
        ExperienceOffer.objects.filter(ask=ask).delete()
        ask.change(said_no_on=clock.today())


def choose_offer(offer: ExperienceOffer, *, by: User) -> None:
    """The person says yes: they work together from today, and what the others offered is gone.

    Where the person asked for a change, it is made: whoever was their advocate ends today, with no reason.
    """
    person = offer.person
    refuse_if([*closed_problems(person), *giving_problems(offer.user, person, by=by)])
    with recorded("offer.choose", by=by, about=offer, person=person):
        # two who press at once stand in line here: one is chosen, and once
        Person.objects.select_for_update().get(pk=person.pk)
        refuse_if(gone_problems(offer))
        begin_partnership(person, user=offer.user, kind=PartnershipKind.ADVOCATE, by=by)
        offer.change(ask=None, answer=OfferAnswer.YES, answered_on=clock.today())
        _forget_asks(person)
        change = ChangeAsk.objects.filter(person=person, settled_at=None).first()
        if change:
            before = partnerships_today(person).filter(kind=PartnershipKind.ADVOCATE)
            for held in before.exclude(user=offer.user):
                end_partnership(held, by=by)
            settle_change(change, by=by)


def pass_over_offer(offer: ExperienceOffer, *, by: User) -> None:
    """The person would rather have another one. What was offered is gone, and nobody is asked why."""
    with recorded("offer.pass_over", by=by, about=offer, person=offer.person):
        ExperienceOffer.objects.filter(pk=offer.pk).delete()
        OfferAsk.objects.filter(person=offer.person, user=offer.user).delete()


def stop_asking(person: Person, *, by: User) -> None:
    """Take back every ask for one person, and with them all that was offered."""
    with recorded("offer.stop", by=by, person=person):
        _forget_asks(person)


def offer_experience(person: Person, *, words: str, by: User) -> ExperienceOffer:
    """Offer to share something one has lived with this person; a new offer takes the place of the last."""
    with recorded("offer.make", by=by, person=person) as note:
        if partnership_for_offer(by, person) is None:
            raise RuleBroken(not_together())
        offer = _offer(person, words=words, by=by)
        note.about = offer
    return offer


def answer_offer(offer: ExperienceOffer, *, answer: str, by: User) -> ExperienceOffer:
    """Write what the person said to it. A no needs no reason, and the words are gone with it."""
    with recorded("offer.answer", by=by, about=offer, person=offer.person):
        given = OfferAnswer(answer)
        kept = offer.words if given == OfferAnswer.YES else None
        offer.change(answer=given, answered_on=clock.today(), words=kept)
    return offer


def take_back_offer(offer: ExperienceOffer, *, by: User) -> None:
    """Take an offer back, whatever was said to it: nothing of it is kept."""
    with recorded("offer.take_back", by=by, about=offer, person=offer.person):
        ExperienceOffer.objects.filter(pk=offer.pk).delete()


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


def _offer(person: Person, *, words: str, by: User, ask: OfferAsk | None = None) -> ExperienceOffer:
    make_key(by.pk)
    ExperienceOffer.objects.filter(user=by, person=person).delete()
    offer = ExperienceOffer(
        id=person.new_row_id(), user=by, person=person, ask=ask, words=words, offered_on=clock.today()
    )
    offer.save(force_insert=True)
    return offer


def _forget_asks(person: Person) -> None:
    ExperienceOffer.objects.filter(person=person, ask__isnull=False).delete()
    OfferAsk.objects.filter(person=person).delete()
