"""Asking the other side: when it is due, what came back, and taking it further (D6, D7)."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.audit.models import Entry
from alongside.casework.actions.asks import answer_ask, move_up
from alongside.casework.actions.cases import close_case
from alongside.casework.models import Ask, AskAnswer, AskKind, AskMove, Case, ReasonGiven, Topic
from alongside.casework.queries.asks import asks_due_for, asks_of, late_asks_visible_to, next_rungs
from alongside.casework.templatetags.casework import silence
from alongside.common.problems import RuleBroken
from alongside.people.models import Person
from tests.casework.asks.conftest import A_WEEK_AGO, TODAY, YESTERDAY
from tests.conftest import SignIn
from tests.factories.casework import codes, make_ask, make_case
from tests.factories.people import make_partnership, make_person, make_wall


def test_make_ask_keeps_of_whom_what_and_by_when(case: Case, advocate: User, ask: Ask) -> None:
    kept = Ask.objects.get()

    assert (kept.case, kept.of_whom, kept.words) == (case, "The key worker", "A bed")
    assert (kept.asked_on, kept.due_on, kept.is_waiting, kept.is_late) == (A_WEEK_AGO, YESTERDAY, True, True)
    entry = Entry.objects.get(action="ask.make")
    assert (entry.about, entry.person, entry.facts["kind"]) == (str(ask.pk), case.person_id, "detox")


def test_d6_prescription_that_was_stopped_is_due_the_same_day(case: Case, advocate: User) -> None:
    stopped = make_ask(case, by=advocate, kind=AskKind.PRESCRIPTION)
    later = make_ask(case, by=advocate, kind=AskKind.PRESCRIPTION, due_on=TODAY + timedelta(days=1))
    detox = make_ask(case, by=advocate)

    assert (stopped.due_on, later.due_on, detox.due_on) == (TODAY, TODAY + timedelta(days=1), None)


def test_answer_is_not_due_before_it_was_asked(case: Case, advocate: User) -> None:
    with pytest.raises(RuleBroken) as broken:
        make_ask(case, by=advocate, due_on=YESTERDAY)

    assert codes(broken) == ["too_early"]


def test_nothing_is_asked_in_a_closed_case(case: Case, advocate: User) -> None:
    close_case(case, by=advocate, reason="stopped", aim_met="not_said")

    with pytest.raises(RuleBroken) as broken:
        make_ask(case, by=advocate)

    assert codes(broken) == ["case_closed"]


def test_answer_keeps_their_words_the_reason_and_the_review(ask: Ask, advocate: User) -> None:
    review = TODAY + timedelta(days=28)

    answer_ask(
        ask,
        by=advocate,
        answered_on=YESTERDAY,
        answer=AskAnswer.NO,
        reason=ReasonGiven.WRITTEN,
        answer_words="No beds",
        review_on=review,
    )

    kept = Ask.objects.get()
    assert (kept.answer, kept.reason, kept.answer_words) == (AskAnswer.NO, ReasonGiven.WRITTEN, "No beds")
    assert (kept.answered_on, kept.review_on, kept.is_late) == (YESTERDAY, review, False)


def test_later_answer_takes_the_place_of_an_earlier_one(ask: Ask, advocate: User) -> None:
    answer_ask(ask, by=advocate, answered_on=YESTERDAY, answer=AskAnswer.NO, answer_words="No beds")

    answer_ask(ask, by=advocate, answered_on=TODAY, answer=AskAnswer.YES)

    kept = Ask.objects.get()
    assert (kept.answer, kept.answer_words, kept.reason) == (AskAnswer.YES, None, "")
    assert [
        (entry.facts["was"], entry.facts["answer"])
        for entry in Entry.objects.filter(action="ask.answer").order_by("seq")
    ] == [("", "no"), ("no", "yes")]


def test_no_answer_comes_before_the_ask(ask: Ask, advocate: User) -> None:
    too_early = A_WEEK_AGO - timedelta(days=1)

    with pytest.raises(RuleBroken) as broken:
        answer_ask(ask, by=advocate, answered_on=too_early, answer=AskAnswer.NO, review_on=too_early)

    assert codes(broken) == ["too_early", "too_early"]


def test_d7_taking_it_further_keeps_every_rung(ask: Ask, advocate: User) -> None:
    next_week = TODAY + timedelta(days=7)
    move_up(ask, by=advocate, to_whom="The manager", go_on=TODAY, why="No answer", due_on=next_week)
    move_up(ask, by=advocate, to_whom="The council", go_on=next_week, rung="A complaint")

    kept = Ask.objects.get()
    assert [
        (move.number, move.to_whom, move.why, move.rung, move.go_on, move.was_due_on)
        for move in AskMove.objects.all()
    ] == [
        (1, "The manager", "No answer", None, TODAY, YESTERDAY),
        (2, "The council", None, "A complaint", next_week, next_week),
    ]
    assert (kept.of_whom, kept.now_with, kept.due_on) == ("The key worker", "The council", next_week)


def test_it_is_with_whom_it_was_asked_of_until_it_is_taken_further(ask: Ask) -> None:
    assert ask.now_with == "The key worker"


def test_it_is_not_taken_further_before_it_was_asked_or_due_before_it_is(ask: Ask, advocate: User) -> None:
    with pytest.raises(RuleBroken) as broken:
        move_up(
            ask,
            by=advocate,
            to_whom="The manager",
            go_on=A_WEEK_AGO - timedelta(days=1),
            due_on=A_WEEK_AGO - timedelta(days=2),
        )

    assert codes(broken) == ["too_early", "too_early"]


def test_what_they_said_yes_to_is_not_taken_further(ask: Ask, advocate: User) -> None:
    answer_ask(ask, by=advocate, answered_on=TODAY, answer=AskAnswer.YES)

    with pytest.raises(RuleBroken) as broken:
        move_up(ask, by=advocate, to_whom="The manager", go_on=TODAY)

    assert codes(broken) == ["said_yes"]


@pytest.mark.parametrize(
    "days, answer, words",
    [
        (0, "", "Asked today, no answer yet"),
        (1, "", "No answer for 1 day"),
        (6, "", "No answer for 6 days"),
        (0, "no", "Answered on the same day"),
        (1, "yes", "Answered after 1 day"),
        (6, "partly", "Answered after 6 days"),
        (6, "none", "No answer came in 6 days"),
    ],
)
def test_silence_is_said_in_words(days: int, answer: str, words: str, case: Case, advocate: User) -> None:
    ask = make_ask(case, by=advocate, asked_on=TODAY - timedelta(days=days))
    if answer:
        answer_ask(ask, by=advocate, answered_on=TODAY, answer=answer)

    assert silence(ask) == words


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "wish"},
        {"due_on": A_WEEK_AGO - timedelta(days=1)},
        {"answered_on": TODAY},
        {"answer": "yes"},
        {"answered_on": A_WEEK_AGO - timedelta(days=1), "answer": "yes"},
        {"answered_on": TODAY, "answer": "maybe"},
        {"answered_on": TODAY, "answer": "no", "reason": "rude"},
        {"review_on": TODAY},
    ],
)
def test_database_refuses_an_ask_that_makes_no_sense(ask: Ask, advocate: User, wrong: dict[str, Any]) -> None:
    with pytest.raises(IntegrityError), transaction.atomic(), recorded("ask.make", by=advocate, about=ask):
        ask.change(**wrong)


def test_asks_of_a_case_begin_with_the_longest_silence(case: Case, advocate: User, ask: Ask) -> None:
    newer = make_ask(case, by=advocate)
    oldest = make_ask(case, by=advocate, asked_on=A_WEEK_AGO - timedelta(days=1))
    answer_ask(oldest, by=advocate, answered_on=TODAY, answer=AskAnswer.YES)

    assert asks_of(case) == [ask, newer, oldest]


def test_next_rungs_come_from_the_pathways_about_the_case(person: Person, advocate: User) -> None:
    rehab = make_case(person, by=advocate, about=Topic.TREATMENT_REHAB)
    phone = make_case(person, by=advocate, about=Topic.DAILY_PHONE)

    assert [pathway.key for pathway in next_rungs(rehab)] == ["treatment-rights"]
    assert next_rungs(phone) == ()


def test_ask_is_due_from_its_day_for_who_wrote_it_and_late_the_day_after(
    case: Case, advocate: User, coordinator: User, ask: Ask
) -> None:
    today = make_ask(case, by=advocate, kind=AskKind.PRESCRIPTION)
    answered = make_ask(case, by=advocate, asked_on=A_WEEK_AGO, due_on=A_WEEK_AGO)
    answer_ask(answered, by=advocate, answered_on=YESTERDAY, answer=AskAnswer.NO)

    assert asks_due_for(advocate) == [ask, today]
    assert asks_due_for(coordinator) == []
    assert late_asks_visible_to(coordinator) == [ask]


def test_d6_ask_comes_back_on_the_day_they_look_at_it_again(
    case: Case, advocate: User, signed_in: SignIn, ask: Ask
) -> None:
    answer_ask(ask, by=advocate, answered_on=YESTERDAY, answer=AskAnswer.NO, review_on=TODAY)
    later = make_ask(case, by=advocate)
    answer_ask(
        later, by=advocate, answered_on=TODAY, answer=AskAnswer.NO, review_on=TODAY + timedelta(days=1)
    )

    page = signed_in(advocate).get(reverse("today")).content.decode()

    assert [(due, due.chase_on) for due in asks_due_for(advocate)] == [(ask, TODAY)]
    assert "They said they would look at it again" in page


def test_asks_of_a_closed_case_are_not_chased(case: Case, advocate: User, ask: Ask) -> None:
    close_case(case, by=advocate, reason="stopped", aim_met="not_said")

    assert (asks_due_for(advocate), late_asks_visible_to(advocate)) == ([], [])


def test_r12_ask_about_somebody_behind_a_wall_is_not_listed(
    advocate: User, coordinator: User, board_member: User, ask: Ask
) -> None:
    make_wall(ask.person, advocate)
    make_wall(ask.person, coordinator)

    assert [asks_due_for(advocate), late_asks_visible_to(advocate)] == [[], []]
    assert [late_asks_visible_to(coordinator), late_asks_visible_to(board_member)] == [[], []]


@pytest.mark.parametrize("many", [1, 3])
def test_late_asks_take_as_many_queries_for_three_as_for_one(
    many: int, advocate: User, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    for number in range(many):
        person = make_person(by=advocate, called=f"Jo {number}")
        make_partnership(person, advocate)
        ask = make_ask(make_case(person, by=advocate), by=advocate, asked_on=A_WEEK_AGO, due_on=A_WEEK_AGO)
        move_up(ask, by=advocate, to_whom="The manager", go_on=TODAY)

    with django_assert_num_queries(2):
        found = late_asks_visible_to(advocate)

    assert [late.now_with for late in found] == ["The manager"] * many
