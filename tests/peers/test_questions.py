"""The same six questions to both sides, pooled only at eight (E16)."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from alongside.accounts.models import Role, User
from alongside.audit.models import Entry
from alongside.common import clock
from alongside.common.problems import RuleBroken
from alongside.peers.actions.questions import answer_six, answer_six_with
from alongside.peers.models import QUESTIONS, PeerSix, PersonSix, round_of
from alongside.peers.models.questions import A_ROUND
from alongside.peers.queries.questions import rounds_over
from alongside.people.models import Person
from tests.conftest import SignIn
from tests.factories.accounts import make_user
from tests.factories.people import make_person


def answers_of_before(how_many: int, *, by: User, hope: int | None = 4) -> None:
    """Let so many of each side answer in the round before this one."""
    for number in range(how_many):
        peer = make_user(f"Peer {number}", Role.ADVOCATE)
        person = make_person(by=by, called=f"Canary {number}")
        with clock.at(clock.now() - A_ROUND):
            answer_six(by=peer, heard=5, hope=hope)
            answer_six_with(person, by=by, heard=1 + number % 2, hope=hope)


@pytest.mark.parametrize(
    "day, first",
    [
        (date(2024, 1, 1), date(2024, 1, 1)),
        (date(2024, 3, 24), date(2024, 1, 1)),
        (date(2024, 3, 25), date(2024, 3, 25)),
    ],
)
def test_round_is_the_same_twelve_weeks_for_everybody(day: date, first: date) -> None:
    assert round_of(day) == first


def test_seven_answers_show_nothing(coordinator: User) -> None:
    answers_of_before(7, by=coordinator)

    last = rounds_over()[0]

    assert {(line.peers, line.people) for line in last.lines} == {(None, None)}


def test_eight_answers_show_an_average_for_each_side_apart(coordinator: User) -> None:
    answers_of_before(8, by=coordinator)

    last = rounds_over()[0]

    heard = last.lines[list(QUESTIONS).index("heard")]
    assert (heard.peers, heard.people) == (5.0, 1.5)


def test_question_that_many_skipped_shows_nothing(coordinator: User) -> None:
    answers_of_before(8, by=coordinator, hope=None)

    last = rounds_over()[0]

    hope = last.lines[list(QUESTIONS).index("hope")]
    assert (hope.peers, hope.people) == (None, None)


def test_round_still_going_on_is_not_shown(coordinator: User) -> None:
    with time_machine.travel(datetime(2026, 11, 26, 9, tzinfo=UTC), tick=False):
        rounds = rounds_over()

    assert (rounds[0].first_on, rounds[0].last_on) == (date(2026, 7, 13), date(2026, 10, 4))
    assert len(rounds) == 4


def test_answering_again_replaces_the_answers(advocate: User, person: Person) -> None:
    for answer in (1, 5):
        answer_six(by=advocate, heard=answer)
        answer_six_with(person, by=advocate, heard=answer)

    assert [six.answers for six in PeerSix.objects.all()] == [{"heard": 5}]
    assert [six.answers for six in PersonSix.objects.all()] == [{"heard": 5}]
    six = PersonSix.objects.get()
    assert (str(six), six.seal_owner()) == (f"six answers {six.pk}", person.pk)


def test_nothing_answered_is_nothing_kept(advocate: User) -> None:
    with pytest.raises(RuleBroken) as broken:
        answer_six(by=advocate, heard=None)

    assert [problem.code for problem in broken.value.problems] == ["nothing"]
    assert Entry.objects.filter(action="six.answer").count() == 0


def test_both_sides_answer_on_a_page(advocate: User, person: Person, signed_in: SignIn) -> None:
    client = signed_in(advocate)

    client.post(reverse("my-six"), {"heard": "5"})
    client.post(reverse("person-six", args=[person.pk]), {"hope": "2"})
    mine = client.get(reverse("my-six"))
    theirs = client.get(reverse("person-six", args=[person.pk]))

    assert mine.context["form"].initial == {"heard": 5}
    assert theirs.context["form"].initial == {}
    assert [six.answers for six in PersonSix.objects.all()] == [{"hope": 2}]


def test_skipped_page_says_so_beside_the_form(advocate: User, signed_in: SignIn) -> None:
    page = signed_in(advocate).post(reverse("my-six"), {})

    assert page.context["form"].non_field_errors() == [
        "Answer one or more, or go back. You need not answer all."
    ]


@pytest.mark.parametrize("persona, code", [("board_member", 200), ("supervisor", 200), ("advocate", 404)])
def test_averages_are_read_by_those_who_answer_for_the_service(
    persona: str, code: int, signed_in: SignIn, request: pytest.FixtureRequest
) -> None:
    assert signed_in(request.getfixturevalue(persona)).get(reverse("six")).status_code == code


def test_averages_page_shows_figures_and_too_few(coordinator: User, signed_in: SignIn) -> None:
    answers_of_before(8, by=coordinator, hope=None)

    text = signed_in(coordinator).get(reverse("six")).content.decode()

    assert (">5.0<" in text, ">1.5<" in text, "Too few" in text, "Canary" in text) == (
        True,
        True,
        True,
        False,
    )


@pytest.mark.parametrize("many", [1, 3])
def test_averages_cost_the_same_for_three_as_for_one(
    *, many: int, coordinator: User, signed_in: SignIn, django_assert_num_queries: Callable[..., Any]
) -> None:
    answers_of_before(many, by=coordinator)
    client = signed_in(coordinator)
    client.get(reverse("six"))

    with django_assert_num_queries(17):
        client.get(reverse("six"))
