"""Asking a statutory advocate: what is kept, what it stops, and who chases the answer."""

from datetime import date, timedelta

import pytest
from django.urls import reverse

from alongside.accounts.models import User
from alongside.audit.models import Entry
from alongside.casework.actions.hand_over import answer_hand_over
from alongside.casework.models import Case, StatutoryHandOver
from alongside.casework.queries.hand_over import says_cannot_instruct, unanswered_hand_overs
from alongside.common import clock
from alongside.common.problems import RuleBroken
from alongside.crypto.actions import destroy_key, make_key
from alongside.crypto.keys import forget_all
from alongside.people.models import Person
from tests.conftest import SignIn
from tests.factories.casework import codes, make_case, make_hand_over
from tests.factories.people import make_partnership, make_person, make_wall


def boxes(day: date) -> dict[str, int]:
    """Return a date as the three boxes of a form send it."""
    return {"answered_on_day": day.day, "answered_on_month": day.month, "answered_on_year": day.year}


def test_hand_over_keeps_whom_we_asked_and_waits(person: Person, advocate: User) -> None:
    hand_over = make_hand_over(person, by=advocate, cannot_instruct=True, witness="Sit with her")

    kept = StatutoryHandOver.objects.get()
    assert (kept.kind, kept.to_whom, kept.witness) == (
        "imca",
        "Riverside advocates",
        "Sit with her",
    )
    assert (kept.cannot_instruct, kept.is_waiting, kept.over_on) == (True, True, None)
    entry = Entry.objects.get(action="hand_over.ask")
    assert (entry.person, entry.about, entry.facts) == (person.pk, str(hand_over.pk), {"kind": "imca"})


def test_no_case_is_opened_while_they_cannot_instruct(person: Person, advocate: User) -> None:
    make_hand_over(person, by=advocate, cannot_instruct=True)

    with pytest.raises(RuleBroken) as broken:
        make_case(person, by=advocate)

    assert codes(broken) == ["cannot_instruct"]
    assert not Case.objects.exists()


def test_hand_over_that_does_not_open_stops_a_case(person: Person, advocate: User) -> None:
    make_hand_over(person, by=advocate)
    destroy_key(person.pk)
    make_key(person.pk)
    forget_all()

    assert says_cannot_instruct(person)


@pytest.mark.parametrize("answer", ["accepted", "refused"])
def test_answer_alone_opens_no_case(answer: str, person: Person, advocate: User) -> None:
    hand_over = make_hand_over(person, by=advocate, cannot_instruct=True)
    answer_hand_over(hand_over, by=advocate, answer=answer, answered_on=clock.today())

    with pytest.raises(RuleBroken):
        make_case(person, by=advocate)


def test_case_is_opened_when_the_hand_over_is_over(person: Person, advocate: User) -> None:
    hand_over = make_hand_over(person, by=advocate, cannot_instruct=True)
    answer_hand_over(hand_over, by=advocate, answer="waiting", is_over=True)

    make_case(person, by=advocate)

    assert Case.objects.get().person == person


def test_hand_over_of_somebody_who_says_what_they_want_stops_no_case(person: Person, advocate: User) -> None:
    make_hand_over(person, by=advocate)

    make_case(person, by=advocate)

    assert Case.objects.exists()


def test_answer_is_kept_with_its_day(person: Person, advocate: User) -> None:
    hand_over = make_hand_over(person, by=advocate)

    answer_hand_over(hand_over, by=advocate, answer="accepted", answered_on=clock.today())

    hand_over.refresh_from_db()
    assert (hand_over.answer, hand_over.answered_on) == ("accepted", clock.today())
    assert Entry.objects.get(action="hand_over.answer").facts == {"answer": "accepted"}


@pytest.mark.parametrize("days, code", [(None, "no_day"), (-1, "too_early")])
def test_answer_needs_a_day_that_can_be(days: int | None, code: str, person: Person, advocate: User) -> None:
    hand_over = make_hand_over(person, by=advocate)
    answered_on = None if days is None else clock.today() + timedelta(days=days)

    with pytest.raises(RuleBroken) as broken:
        answer_hand_over(hand_over, by=advocate, answer="refused", answered_on=answered_on)

    assert codes(broken) == [code]


def test_hand_over_that_is_over_is_not_answered_again(person: Person, advocate: User) -> None:
    hand_over = make_hand_over(person, by=advocate)
    answer_hand_over(hand_over, by=advocate, answer="waiting", is_over=True)

    with pytest.raises(RuleBroken) as broken:
        answer_hand_over(hand_over, by=advocate, answer="accepted", answered_on=clock.today())

    assert codes(broken) == ["is_over"]


def test_pages_ask_answer_and_show_it_on_the_page_of_the_person(
    person: Person, advocate: User, signed_in: SignIn
) -> None:
    client, today = signed_in(advocate), clock.today()
    url = reverse("person", args=[person.pk])
    asked = {
        "kind": "care_act",
        "to_whom": "The council",
        "asked_on_day": today.day,
        "asked_on_month": today.month,
        "asked_on_year": today.year,
        "cannot_instruct": "on",
        "witness": "Be there on Friday",
    }

    client.post(reverse("hand-over-new", args=[person.pk]), asked)
    waiting = client.get(url).content.decode()
    answer = reverse("hand-over-answer", args=[person.pk, StatutoryHandOver.objects.get().pk])
    client.post(answer, {"answer": "accepted", **boxes(today)})
    accepted = client.get(url).content.decode()

    for words in ("No answer yet", "The council", "so we open no case", "Be there on Friday"):
        assert words in waiting
    assert "They take it on" in accepted
    assert "answered on" in accepted


def test_page_for_a_new_case_says_why_there_is_none(
    person: Person, advocate: User, signed_in: SignIn
) -> None:
    make_hand_over(person, by=advocate, cannot_instruct=True)
    typed = {"aim": "I want to stay here", "about": "housing.eviction"}

    answer = signed_in(advocate).post(reverse("case-new", args=[person.pk]), typed)

    assert answer.status_code == 422
    assert "A statutory advocate was asked" in answer.content.decode()


def test_unanswered_for_more_than_three_days_is_chased(
    person: Person, advocate: User, coordinator: User, signed_in: SignIn
) -> None:
    today = clock.today()
    late = make_hand_over(person, by=advocate, asked_on=today - timedelta(days=4), to_whom="Hill advocates")
    make_hand_over(person, by=advocate, asked_on=today - timedelta(days=3))
    answered = make_hand_over(person, by=advocate, asked_on=today - timedelta(days=9))
    answer_hand_over(answered, by=advocate, answer="refused", answered_on=today)

    page = signed_in(coordinator).get(reverse("decisions")).content.decode()

    assert unanswered_hand_overs(coordinator) == [late]
    assert "No answer from a statutory advocate" in page
    assert "Hill advocates" in page


def test_r12_hand_over_of_somebody_behind_a_wall_is_chased_by_others(
    person: Person, advocate: User, coordinator: User
) -> None:
    make_hand_over(person, by=advocate, asked_on=clock.today() - timedelta(days=9))
    make_wall(person, coordinator)

    assert unanswered_hand_overs(coordinator) == []


def test_r11_hand_over_of_another_person_is_not_there(
    person: Person, advocate: User, signed_in: SignIn
) -> None:
    other = make_person(by=advocate, called="Lee")
    make_partnership(other, advocate)
    hand_over = make_hand_over(other, by=advocate)

    answer = signed_in(advocate).get(reverse("hand-over-answer", args=[person.pk, hand_over.pk]))

    assert answer.status_code == 404
