"""Was it about me: one press by the person, and what the supervisor sees of it (C11)."""

from datetime import timedelta

import pytest
from django.urls import reverse

from alongside.accounts.models import User
from alongside.casework.actions.balance import score_balance
from alongside.casework.models import Balance, BalanceScore
from alongside.casework.queries.load import low_scores, open_case_counts, open_cases_with
from alongside.common import clock
from alongside.peers.models import HardContact
from alongside.people.models import Person
from tests.conftest import SignIn
from tests.factories.casework import make_case
from tests.factories.people import make_partnership, make_person, make_wall


def test_person_presses_once(advocate: User, person: Person, signed_in: SignIn) -> None:
    client = signed_in(advocate)
    url = reverse("balance", args=[person.pk])

    asked = client.get(url).content.decode()
    answer = client.post(url, {"score": "not_mine"}, follow=True)

    assert "Was it about you?" in asked
    assert "Thank you." in answer.content.decode()
    score = BalanceScore.objects.get()
    assert (score.score, score.advocate, score.on, str(score)) == (
        "not_mine",
        advocate,
        clock.today(),
        f"balance score {score.pk}",
    )


def test_answer_that_is_none_asks_again(advocate: User, person: Person, signed_in: SignIn) -> None:
    page = signed_in(advocate).post(reverse("balance", args=[person.pk]), {"score": "brilliant"})

    assert page.status_code == 422
    assert "Press one of the three answers." in page.content.decode()
    assert BalanceScore.objects.count() == 0


def test_pressing_again_on_a_day_replaces_the_score(advocate: User, person: Person) -> None:
    score_balance(person, score=Balance.NOT_MINE, by=advocate)
    score_balance(person, score=Balance.MINE, by=advocate)

    assert [one.score for one in BalanceScore.objects.all()] == ["mine"]


def test_low_scores_of_twelve_weeks_are_counted(advocate: User, supervisor: User, person: Person) -> None:
    for days in (0, 1, 84):
        with clock.at(clock.now() - timedelta(days=days)):
            score_balance(person, score=Balance.NOT_MINE, by=advocate)

    assert low_scores([advocate], viewer=supervisor) == {advocate.pk: 2}


def test_r15_scores_and_cases_of_somebody_behind_a_wall_are_in_no_number(
    advocate: User, supervisor: User, person: Person
) -> None:
    make_case(person, by=advocate)
    score_balance(person, score=Balance.NOT_MINE, by=advocate)
    counted = open_case_counts([advocate], viewer=supervisor)

    make_wall(person, supervisor)

    assert counted == {advocate.pk: 1}
    assert open_case_counts([advocate], viewer=supervisor) == {}
    assert low_scores([advocate], viewer=supervisor) == {}


def test_r12_cases_are_named_only_to_who_may_see_the_person(
    advocate: User, supervisor: User, coordinator: User, person: Person
) -> None:
    case = make_case(person, by=advocate)

    assert open_cases_with(advocate, viewer=coordinator) == [case]
    assert open_cases_with(advocate, viewer=supervisor) == []


def test_case_that_two_work_on_counts_for_both(
    advocate: User, other_advocate: User, supervisor: User
) -> None:
    person = make_person(by=advocate, called="Lee")
    for user in (advocate, other_advocate):
        make_partnership(person, user)
    make_case(person, by=advocate)
    make_case(person, by=advocate)

    found = open_case_counts([advocate, other_advocate], viewer=supervisor)

    assert found == {advocate.pk: 2, other_advocate.pk: 2}


@pytest.mark.parametrize("was_hard", [True, False])
def test_note_may_say_that_it_was_hard(
    was_hard: bool,
    advocate: User,
    person: Person,
    signed_in: SignIn,
) -> None:
    today = clock.today()
    sent = {
        "kind": "met",
        "fact": "We talked",
        "happened_on_day": str(today.day),
        "happened_on_month": str(today.month),
        "happened_on_year": str(today.year),
        **({"was_hard": "on"} if was_hard else {}),
    }

    answer = signed_in(advocate).post(reverse("note-new", args=[person.pk]), sent)

    assert answer.status_code == 302
    assert [hard.user for hard in HardContact.objects.all()] == ([advocate] if was_hard else [])
