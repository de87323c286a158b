"""The pages of what was asked."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from alongside.accounts.models import User
from alongside.casework.actions.asks import answer_ask, move_up
from alongside.casework.actions.cases import close_case
from alongside.casework.models import Ask, AskAnswer, AskKind, AskMove, Case, ReasonGiven, Topic
from alongside.common import clock
from alongside.people.models import Person
from tests.casework.asks.conftest import A_WEEK_AGO, TODAY, YESTERDAY
from tests.conftest import SignIn
from tests.factories.casework import make_ask, make_case


def boxes(name: str, day: date) -> dict[str, str]:
    """Return a day as its three boxes are sent."""
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def asks_url(case: Case) -> str:
    """Return the address of all that was asked in a case."""
    return reverse("asks", args=[case.person_id, case.pk])


def send(client: Client, name: str, *ids: Any, **fields: str) -> Any:
    """Send a form."""
    return client.post(reverse(name, args=ids), fields)


@pytest.mark.parametrize("many", [1, 3])
def test_page_of_asks_takes_as_many_queries_for_three_as_for_one(
    many: int,
    case: Case,
    advocate: User,
    signed_in: SignIn,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for _number in range(many):
        ask = make_ask(case, by=advocate, asked_on=A_WEEK_AGO)
        move_up(ask, by=advocate, to_whom="The manager", go_on=TODAY)
    client = signed_in(advocate)
    client.get(reverse("today"))

    with django_assert_num_queries(PAGE_QUERIES):
        page = client.get(asks_url(case)).content.decode()

    assert page.count("No answer for 7 days") == many


PAGE_QUERIES = 17


def test_page_shows_the_ask_its_silence_and_who_is_next(
    person: Person, advocate: User, signed_in: SignIn
) -> None:
    case = make_case(person, by=advocate, about=Topic.TREATMENT_REHAB)
    make_ask(case, by=advocate, asked_on=A_WEEK_AGO, due_on=YESTERDAY, kind=AskKind.PROMISE)

    page = signed_in(advocate).get(asks_url(case)).content.decode()

    for words in ("The key worker promised", "No answer for 7 days", "Was due", "Choice of rehab"):
        assert words in page


def test_page_without_asks_or_steps_says_what_to_do(
    person: Person, advocate: User, signed_in: SignIn
) -> None:
    case = make_case(person, by=advocate, about=Topic.DAILY_PHONE)

    page = signed_in(advocate).get(asks_url(case)).content.decode()

    assert "Nothing was asked yet." in page
    assert "Ask your coordinator who is next." in page


@pytest.mark.parametrize(
    "answer, chip",
    [("yes", '<span class="chip green">Yes</span>'), ("none", '<span class="chip">No answer</span>')],
)
def test_page_shows_what_came_back_and_when_they_look_again(
    answer: str, chip: str, case: Case, advocate: User, signed_in: SignIn, ask: Ask
) -> None:
    with clock.at(clock.now() - timedelta(days=1)):
        answer_ask(
            ask,
            by=advocate,
            answered_on=YESTERDAY,
            answer=answer,
            reason=ReasonGiven.SPOKEN,
            answer_words="canarywords",
            review_on=TODAY,
        )

    page = signed_in(advocate).get(asks_url(case)).content.decode()

    for words in (chip, "They said why", "canarywords", "They look at it again"):
        assert words in page
    assert ("Take it further" in page) == (answer == "none")


def test_page_of_a_closed_case_is_to_read_only(
    case: Case, advocate: User, signed_in: SignIn, ask: Ask
) -> None:
    close_case(case, by=advocate, reason="stopped", aim_met="not_said")

    page = signed_in(advocate).get(asks_url(case)).content.decode()

    assert ["A bed" in page, "An answer came" in page, "Write what was asked" in page] == [True, False, False]


def test_case_page_shows_the_ask(case: Case, advocate: User, signed_in: SignIn, ask: Ask) -> None:
    page = signed_in(advocate).get(reverse("case", args=[case.person_id, case.pk])).content.decode()

    assert f"{asks_url(case)}#ask-{ask.pk}" in page


def test_ask_is_written_answered_and_taken_further_on_its_pages(
    case: Case, advocate: User, signed_in: SignIn
) -> None:
    client = signed_in(advocate)
    there = (case.person_id, case.pk)

    asked = send(
        client,
        "ask-new",
        *there,
        kind="care_plan",
        of_whom="The manager",
        words="A meeting",
        **boxes("asked_on", A_WEEK_AGO),
    )
    ask = Ask.objects.get()
    moved = send(client, "ask-move", *there, ask.pk, to_whom="The council", **boxes("go_on", TODAY))
    answered = send(client, "ask-answer", *there, ask.pk, answer="none", **boxes("answered_on", TODAY))
    page = client.get(asks_url(case)).content.decode()

    assert [asked["Location"], moved["Location"], answered["Location"]] == [asks_url(case)] * 3
    assert "No answer came in 7 days" in page
    assert "Asked of The manager" in page
    assert '<b dir="auto">The council</b>' in page


def test_move_page_offers_the_steps_of_the_pathway(person: Person, advocate: User, signed_in: SignIn) -> None:
    case = make_case(person, by=advocate, about=Topic.TREATMENT_REHAB)
    ask = make_ask(case, by=advocate)
    client = signed_in(advocate)
    there = (case.person_id, case.pk, ask.pk)

    form = client.get(reverse("ask-move", args=there)).content.decode()
    rung = "Chase on the agreed day"
    send(client, "ask-move", *there, rung=rung, to_whom="The manager", **boxes("go_on", TODAY))

    assert f'<option value="{rung}">' in form
    assert AskMove.objects.get().rung == rung


def test_what_could_not_be_saved_is_said_beside_the_field(
    case: Case, advocate: User, signed_in: SignIn
) -> None:
    answer = send(
        signed_in(advocate),
        "ask-new",
        case.person_id,
        case.pk,
        kind="detox",
        of_whom="The manager",
        words="canarybed",
        **boxes("asked_on", TODAY),
        **boxes("due_on", YESTERDAY),
    )

    assert answer.status_code == 422
    assert answer.context["form"].errors == {"due_on": ["This must be the day they were asked, or later"]}
    assert "canarybed" in answer.content.decode()


def test_silence_ends_with_the_answer(case: Case, advocate: User) -> None:
    ask = make_ask(case, by=advocate, asked_on=A_WEEK_AGO)
    answer_ask(ask, by=advocate, answered_on=YESTERDAY, answer=AskAnswer.PARTLY)

    with clock.at(clock.now() + timedelta(days=30)):
        days = ask.silence_days

    assert days == 6
