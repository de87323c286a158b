"""Lived experience is offered to one person, never listed; another advocate is no blame (A10)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from alongside.accounts.models import User
from alongside.audit.models import Entry
from alongside.common import clock
from alongside.common.problems import RuleBroken
from alongside.peers.actions import matching as actions
from alongside.peers.models import ChangeAsk, ExperienceOffer, OfferAnswer
from alongside.peers.queries.matching import changes_asked_for, match_of
from alongside.people.models import Person
from tests.conftest import SignIn
from tests.factories.people import make_partnership, make_person, make_wall


def test_a10_offer_is_read_by_its_writer_alone(
    advocate: User, other_advocate: User, coordinator: User, person: Person, signed_in: SignIn
) -> None:
    make_partnership(person, other_advocate)
    actions.offer_experience(person, words="Canary years on the street", by=advocate)
    url = reverse("person", args=[person.pk])

    shown = [
        "Canary" in signed_in(user).get(url).content.decode()
        for user in (advocate, other_advocate, coordinator)
    ]

    assert shown == [True, False, False]
    offer = ExperienceOffer.objects.get()
    assert (str(offer), offer.seal_owner()) == (f"offer {offer.pk}", advocate.pk)


def test_a10_offer_needs_that_they_work_together(coordinator: User, person: Person) -> None:
    with pytest.raises(RuleBroken) as broken:
        actions.offer_experience(person, words="Canary", by=coordinator)

    assert [problem.code for problem in broken.value.problems] == ["not_together"]
    assert match_of(person, viewer=coordinator).may_offer is False


def test_a10_working_with_one_person_does_not_let_offer_to_the_next(
    coordinator: User, advocate: User, person: Person
) -> None:
    next_one = make_person(by=coordinator, called="Lee")

    assert match_of(next_one, viewer=advocate).may_offer is False
    with pytest.raises(RuleBroken):
        actions.offer_experience(next_one, words="Canary", by=advocate)


def test_a10_offer_to_one_person_is_none_to_the_next(advocate: User, person: Person) -> None:
    other = make_person(by=advocate, called="Lee")
    make_partnership(other, advocate)

    actions.offer_experience(person, words="Canary", by=advocate)

    assert match_of(other, viewer=advocate).offer is None


def test_a10_new_offer_takes_the_place_of_the_last(advocate: User, person: Person) -> None:
    actions.offer_experience(person, words="First", by=advocate)
    second = actions.offer_experience(person, words="Second", by=advocate)

    assert match_of(person, viewer=advocate).offer == second
    assert ExperienceOffer.objects.get() == second


@pytest.mark.parametrize("answer, kept", [("yes", "Canary"), ("no", None)])
def test_a10_person_says_yes_or_no_and_a_no_empties_the_offer(
    answer: str, kept: str | None, advocate: User, person: Person, signed_in: SignIn
) -> None:
    client = signed_in(advocate)
    client.get(reverse("offer-new", args=[person.pk]))
    client.post(reverse("offer-new", args=[person.pk]), {"words": "Canary"})
    offer = ExperienceOffer.objects.get()

    client.post(reverse("offer-answer", args=[person.pk, offer.pk]), {"answer": answer})

    offer = ExperienceOffer.objects.get()
    assert (offer.answer, offer.answered_on, offer.words) == (answer, clock.today(), kept)
    assert ("Canary" in client.get(reverse("person", args=[person.pk])).content.decode()) == bool(kept)


def test_a10_offer_that_is_taken_back_is_gone(advocate: User, person: Person, signed_in: SignIn) -> None:
    offer = actions.offer_experience(person, words="Canary", by=advocate)
    client = signed_in(advocate)
    url = reverse("offer-answer", args=[person.pk, offer.pk])

    client.post(url, {"answer": "perhaps"})
    unchanged = ExperienceOffer.objects.get()
    client.post(url, {"answer": "back"})
    again = client.post(url, {"answer": "yes"})

    assert unchanged.answer == OfferAnswer.WAITING
    assert not ExperienceOffer.objects.exists()
    assert Entry.objects.get(action="offer.take_back").about == str(offer.pk)
    assert again.status_code == 404


def test_a10_change_needs_no_reason_and_reaches_the_coordinator(
    advocate: User, coordinator: User, person: Person, signed_in: SignIn
) -> None:
    hers, theirs = signed_in(advocate), signed_in(coordinator)
    hers.get(reverse("change-new", args=[person.pk]))

    hers.post(reverse("change-new", args=[person.pk]), {})
    told = hers.post(reverse("change-new", args=[person.pk]), {"wishes": "Canary wish"}, follow=True)
    listed = theirs.get(reverse("decisions")).content.decode()
    read = theirs.get(reverse("person", args=[person.pk])).content.decode()
    of_advocate = hers.get(reverse("person", args=[person.pk])).content.decode()
    theirs.post(reverse("change-settled", args=[person.pk]))
    again = theirs.post(reverse("change-settled", args=[person.pk]))

    assert "Thank you for telling us. The coordinator sees it now." in told.content.decode()
    assert "Would like another advocate" in listed
    assert ("Canary wish" in read, "Canary wish" in of_advocate) == (True, False)
    ask = ChangeAsk.objects.get()
    assert (ask.settled_by, str(ask)) == (coordinator, f"ask for a change {ask.pk}")
    assert again.status_code == 404


def test_a10_change_is_not_listed_to_who_may_not_see_the_person(
    advocate: User, coordinator: User, person: Person
) -> None:
    actions.ask_for_change(person, by=advocate)
    make_wall(person, coordinator)

    assert changes_asked_for(coordinator, limit=10) == []


def test_a10_offer_ends_with_the_partnership(advocate: User, service: object) -> None:
    person = make_person(by=advocate, called="Lee")
    make_partnership(person, advocate, ends_on=clock.today())

    with clock.at(clock.now() + timedelta(days=1)):
        assert match_of(person, viewer=advocate).may_offer is False


def test_a10_change_is_not_for_the_board(board_member: User, advocate: User, person: Person) -> None:
    actions.ask_for_change(person, by=advocate)

    assert changes_asked_for(board_member, limit=10) == []
