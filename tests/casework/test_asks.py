"""What was asked, what came back, and where it goes next."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
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
from alongside.common import clock
from alongside.common.problems import RuleBroken
from alongside.people.models import Person
from tests.conftest import SignIn
from tests.factories.casework import codes, make_ask, make_case
from tests.factories.people import make_partnership, make_person, make_wall

TODAY = clock.today()
YESTERDAY = TODAY - timedelta(days=1)
A_WEEK_AGO = TODAY - timedelta(days=7)


def boxes(name: str, day: date) -> dict[str, str]:
    """Return a day as its three boxes are sent."""
    return {f"{name}_day": str(day.day), f"{name}_month": str(day.month), f"{name}_year": str(day.year)}


def asks_url(case: Case) -> str:
    """Return the address of all that was asked in a case."""
    return reverse("asks", args=[case.person_id, case.pk])


def send(client: Client, name: str, *ids: Any, **fields: str) -> Any:
    """Send a form."""
    return client.post(reverse(name, args=ids), fields)


@pytest.fixture
def ask(case: Case, advocate: User) -> Ask:
    """Asked a week ago, due yesterday, no answer."""
    return make_ask(case, by=advocate, asked_on=A_WEEK_AGO, due_on=YESTERDAY)


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
