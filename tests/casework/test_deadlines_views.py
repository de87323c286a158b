"""The pages of time limits: on a paper, on a case, on the person's page, and each on its own."""

from datetime import date, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from alongside.accounts.models import User
from alongside.casework.actions.deadlines import drop_deadline, meet_deadline, tell_why_late
from alongside.casework.actions.papers import change_paper_dates
from alongside.casework.models import Case, Deadline, DeadlineState, Paper, Topic
from alongside.common import clock
from alongside.people.models import Person
from tests.conftest import SignIn
from tests.factories.casework import make_case, make_deadline
from tests.factories.papers import make_paper

FRIDAY = date(2026, 12, 4)
RULE = "mandatory-reconsideration"
REVIEW = "homelessness-review-request"


@pytest.fixture
def case(advocate: User, person: Person) -> Case:
    """A case about a benefit that was refused."""
    return make_case(person, by=advocate, about=Topic.BENEFITS_AWARD, aim="I want my money")


@pytest.fixture
def paper(advocate: User, case: Case) -> Paper:
    """A letter of the DWP, dated and received on two days."""
    told = {"title": "PIP decision", "from_whom": "DWP"}
    return make_paper(case, by=advocate, dated_on=FRIDAY, received_on=date(2025, 12, 8), **told)


@pytest.fixture
def limit(case: Case, paper: Paper, advocate: User) -> Deadline:
    """A limit that the letter started."""
    return make_deadline(case, by=advocate, paper=paper, event_on=FRIDAY)


def at(name: str, limit: Deadline) -> str:
    """Return the address of a page of this limit."""
    return reverse(name, args=[limit.person_id, limit.pk])


def boxes(name: str, day: date) -> dict[str, Any]:
    """Return a date as its three boxes send it."""
    return {f"{name}_day": day.day, f"{name}_month": day.month, f"{name}_year": day.year}


def test_paper_proposes_what_fits_and_works_out_the_dates(
    signed_in: SignIn, advocate: User, paper: Paper
) -> None:
    page = signed_in(advocate).get(
        reverse("paper-deadlines", args=[paper.person_id, paper.case_id, paper.pk])
    )

    ways = page.context["ways"]
    (proposed,) = [one for way in ways.likely for one in way.proposed if one.rule.key == RULE]
    assert (proposed.event_on, str(proposed.reckoned.last_on)) == (FRIDAY, "2027-01-04")
    assert REVIEW in {one.rule.key for way in ways.others for one in way.proposed}
    assert "This is not legal advice." in page.content.decode()


def test_words_on_a_paper_propose_a_way_that_the_topic_does_not(
    signed_in: SignIn, advocate: User, person: Person
) -> None:
    case = make_case(person, by=advocate, about=Topic.DAILY_FOOD)
    paper = make_paper(case, by=advocate, title="Letter", from_whom="Universal Credit")

    page = signed_in(advocate).get(reverse("paper-deadlines", args=[person.pk, case.pk, paper.pk]))

    likely = [one.rule.key for way in page.context["ways"].likely for one in way.proposed]
    assert RULE in likely


def test_case_offers_time_limits_without_a_paper(signed_in: SignIn, advocate: User, case: Case) -> None:
    page = signed_in(advocate).get(reverse("case-deadlines", args=[case.person_id, case.pk]))

    proposed = [one for way in page.context["ways"].likely for one in way.proposed]
    assert {(one.event_on, one.reckoned) for one in proposed} == {(None, None)}


def test_confirming_puts_the_limit_of_a_paper_on_the_case(
    signed_in: SignIn, advocate: User, coordinator: User, paper: Paper
) -> None:
    client = signed_in(advocate)
    address = reverse("paper-deadline-new", args=[paper.person_id, paper.case_id, paper.pk, RULE])

    form = client.get(address)
    answer = client.post(address, {**boxes("event_on", FRIDAY), "watcher": str(coordinator.pk)})

    limit = Deadline.objects.get()
    assert form.context["form"].initial["event_on"] == FRIDAY
    assert "Monday 4 January 2027" in form.content.decode()
    assert answer["Location"] == at("deadline", limit)
    assert (limit.paper, limit.owner, limit.watcher) == (paper, advocate, coordinator)


def test_limit_without_a_paper_asks_for_the_day(signed_in: SignIn, advocate: User, case: Case) -> None:
    client = signed_in(advocate)
    address = reverse("deadline-new", args=[case.person_id, case.pk, RULE])

    without = client.post(address, {})
    client.post(address, boxes("event_on", FRIDAY))

    assert "Write the day that started the clock" in without.content.decode()
    assert str(Deadline.objects.get().last_on) == "2027-01-04"


def test_what_a_rule_asks_for_is_asked_and_no_more(signed_in: SignIn, advocate: User, case: Case) -> None:
    client = signed_in(advocate)

    asked = {
        key: set(
            client.get(reverse("deadline-new", args=[case.person_id, case.pk, key])).context["form"].fields
        )
        - {"event_on", "watcher"}
        for key in (RULE, REVIEW, "subject-access", "uc-explicit-consent")
    }

    assert asked == {
        RULE: {"reasons_asked_on", "reasons_given_on"},
        REVIEW: set(),
        "subject-access": {"paused_from", "paused_until"},
        "uc-explicit-consent": {"assessment_day"},
    }


@pytest.mark.parametrize(
    "sent, sentence",
    [
        (boxes("paused_from", FRIDAY), "Write the day the clock went on"),
        (boxes("paused_until", FRIDAY), "Write the day the clock stopped"),
        (
            {**boxes("paused_from", FRIDAY), **boxes("paused_until", date(2026, 12, 3))},
            "The clock went on after it stopped",
        ),
    ],
)
def test_pause_needs_both_its_days_in_order(
    sent: dict[str, Any], sentence: str, signed_in: SignIn, advocate: User, case: Case
) -> None:
    address = reverse("deadline-new", args=[case.person_id, case.pk, "subject-access"])

    page = signed_in(advocate).post(address, {**boxes("event_on", FRIDAY), **sent})

    assert sentence in page.content.decode()
    assert not Deadline.objects.exists()


def test_unknown_rule_is_not_there(signed_in: SignIn, advocate: User, case: Case) -> None:
    address = reverse("deadline-new", args=[case.person_id, case.pk, "no-such-rule"])

    assert signed_in(advocate).get(address).status_code == 404


def test_page_shows_each_date_with_its_reason_and_source(
    signed_in: SignIn, advocate: User, limit: Deadline
) -> None:
    page = signed_in(advocate).get(at("deadline", limit))

    sheet, text = page.context["sheet"], page.content.decode()
    for words in (
        "Safe date",
        "Monday 4 January 2027",
        "Tuesday 4 January 2028",
        "This is not legal advice.",
        "nobody else watches it",
    ):
        assert words in text
    assert (sheet.reckoned.last_on, sheet.would_move) == (limit.last_on, [])
    assert all(
        sentence in page.content.decode().replace("&#x27;", "'") for sentence in sheet.reckoned.explanation
    )


def test_another_day_shows_what_moved(signed_in: SignIn, advocate: User, limit: Deadline) -> None:
    client = signed_in(advocate)

    form = client.get(at("deadline-move", limit))
    client.post(at("deadline-move", limit), {**boxes("event_on", date(2026, 12, 8)), "why": "canarywhy"})

    page = client.get(at("deadline", limit)).content.decode()
    assert form.context["form"].initial["event_on"] == FRIDAY
    for words in ("What moved", "canarywhy", "Monday 4 January 2027", "Friday 8 January 2027"):
        assert words in page


def test_changed_date_of_a_paper_shows_what_would_move_and_is_taken_over_in_one_press(
    signed_in: SignIn, advocate: User, paper: Paper, limit: Deadline
) -> None:
    client = signed_in(advocate)
    change_paper_dates(paper, by=advocate, dated_on=date(2026, 12, 7), received_on=paper.received_on)

    before = client.get(reverse("paper", args=[paper.person_id, paper.case_id, paper.pk])).content.decode()
    client.post(at("deadline-follow", limit))

    limit.refresh_from_db()
    after = client.get(at("deadline", limit)).content.decode()
    assert "The date of the paper has changed" in before
    assert "Thursday 7 January 2027" in before
    assert (str(limit.event_on), str(limit.last_on)) == ("2026-12-07", "2027-01-07")
    assert "The date of the paper has changed" not in after


def test_taking_over_a_date_that_did_not_change_changes_nothing(
    signed_in: SignIn, advocate: User, limit: Deadline
) -> None:
    signed_in(advocate).post(at("deadline-follow", limit))

    assert not limit.changes.exists()


def test_date_of_a_paper_that_its_rule_cannot_use_moves_nothing_and_says_why(
    signed_in: SignIn, advocate: User, paper: Paper, limit: Deadline
) -> None:
    client = signed_in(advocate)
    change_paper_dates(paper, by=advocate, dated_on=date(1990, 1, 1), received_on=paper.received_on)

    shown = client.get(reverse("paper", args=[paper.person_id, paper.case_id, paper.pk])).content.decode()
    page = client.post(at("deadline-follow", limit), follow=True).content.decode()

    assert "The date of the paper has changed" not in shown
    assert "This rule began on" in page
    assert not limit.changes.exists()


def test_limit_without_a_paper_follows_none(signed_in: SignIn, advocate: User, case: Case) -> None:
    limit = make_deadline(case, by=advocate)

    signed_in(advocate).post(at("deadline-follow", limit))

    assert not limit.changes.exists()


def test_limit_is_marked_done(signed_in: SignIn, advocate: User, limit: Deadline) -> None:
    client = signed_in(advocate)
    client.get(at("deadline-meet", limit))

    client.post(
        at("deadline-meet", limit),
        {**boxes("met_on", clock.today()), "what_done": "canarydone", "proof": "canaryproof"},
    )

    limit.refresh_from_db()
    page = client.get(at("deadline", limit)).content.decode()
    assert limit.state == DeadlineState.MET
    assert ("canarydone" in page, "canaryproof" in page, "Change the day" in page) == (True, True, False)


def test_limit_met_after_its_last_day_says_so(signed_in: SignIn, advocate: User, case: Case) -> None:
    limit = make_deadline(case, by=advocate, event_on=clock.today() - timedelta(days=60))
    meet_deadline(limit, by=advocate, met_on=clock.today(), what_done="Sent late")

    assert "after the last day" in signed_in(advocate).get(at("deadline", limit)).content.decode()


def test_limit_is_dropped_with_a_reason(signed_in: SignIn, advocate: User, limit: Deadline) -> None:
    client = signed_in(advocate)

    without = client.post(at("deadline-drop", limit), {})
    client.post(at("deadline-drop", limit), {"why": "canarywhy"})

    assert "Write why it no longer counts" in without.content.decode()
    assert "canarywhy" in client.get(at("deadline", limit)).content.decode()


def test_d3_passed_limit_says_that_the_late_way_is_open_and_asks_why(
    signed_in: SignIn, advocate: User, case: Case
) -> None:
    limit = make_deadline(case, by=advocate, event_on=clock.today() - timedelta(days=60))
    client = signed_in(advocate)

    before = client.get(at("deadline", limit)).content.decode()
    client.post(at("deadline-late", limit), {"late_reasons": "canaryill", "late_evidence": "canaryproof"})
    after = client.get(at("deadline", limit)).content.decode()

    assert "It can still be asked for late." in before
    assert "The later, the stronger the reasons must be." in before
    assert ("canaryill" in after, "canaryproof" in after) == (True, True)
    assert client.get(at("deadline-late", limit)).context["form"].initial["late_reasons"] == "canaryill"


def test_passed_limit_with_no_late_way_says_so_and_is_marked_missed(
    signed_in: SignIn, advocate: User, case: Case
) -> None:
    limit = make_deadline(case, by=advocate, rule_key=REVIEW, event_on=clock.today() - timedelta(days=60))
    client = signed_in(advocate)

    before = client.get(at("deadline", limit)).content.decode()
    client.post(at("deadline-miss", limit), {"why": "canarywhy"})

    after = client.get(at("deadline", limit)).content.decode()
    assert "Ask a legal adviser today" in before
    assert ("canarywhy" in after, "Missed" in after) == (True, True)


def test_second_name_is_set(signed_in: SignIn, advocate: User, coordinator: User, limit: Deadline) -> None:
    client = signed_in(advocate)
    client.get(at("deadline-watch", limit))

    client.post(at("deadline-watch", limit), {"owner": str(advocate.pk), "watcher": str(coordinator.pk)})

    limit.refresh_from_db()
    assert limit.watcher == coordinator
    assert "Cora Lind watches" in client.get(at("deadline", limit)).content.decode()


def test_limit_stands_on_the_page_of_the_person_and_of_the_case(
    signed_in: SignIn, advocate: User, limit: Deadline
) -> None:
    client = signed_in(advocate)

    pages = [
        client.get(reverse("person", args=[limit.person_id])).content.decode(),
        client.get(reverse("case", args=[limit.person_id, limit.case_id])).content.decode(),
    ]

    assert [at("deadline", limit) in page for page in pages] == [True, True]


def test_ended_limit_stays_on_the_case_behind_us(signed_in: SignIn, advocate: User, limit: Deadline) -> None:
    drop_deadline(limit, by=advocate, why="Not needed")
    page = signed_in(advocate).get(reverse("case", args=[limit.person_id, limit.case_id])).content.decode()

    assert "1 time limit behind us" in page


def test_c15_closing_page_names_what_still_runs(signed_in: SignIn, advocate: User, limit: Deadline) -> None:
    client = signed_in(advocate)
    address = reverse("case-close", args=[limit.person_id, limit.case_id])

    asked = client.get(address).content.decode()
    refused = client.post(address, {"aim_met": "not_said", "reason": "done"}).content.decode()

    assert at("deadline", limit) in asked
    assert "A time limit still runs" in refused


def test_paper_and_limit_of_another_case_are_not_there(
    signed_in: SignIn, advocate: User, person: Person, limit: Deadline
) -> None:
    client = signed_in(advocate)

    assert client.get(reverse("deadline", args=[person.pk, uuid4()])).status_code == 404


@pytest.mark.parametrize("many", [1, 3])
def test_page_takes_as_many_queries_for_three_moves_as_for_one(
    many: int,
    signed_in: SignIn,
    advocate: User,
    limit: Deadline,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    client = signed_in(advocate)
    for number in range(many):
        client.post(at("deadline-move", limit), boxes("event_on", date(2026, 12, 8 + number)))
    tell_why_late(limit, by=advocate, late_reasons="x")
    client.get(at("deadline", limit))

    with django_assert_num_queries(LIMIT_QUERIES):
        page = client.get(at("deadline", limit))

    assert len(page.context["sheet"].changes) == many


LIMIT_QUERIES = 18


@pytest.mark.parametrize("many", [1, 3])
def test_case_takes_as_many_queries_for_three_limits_as_for_one(
    many: int,
    signed_in: SignIn,
    advocate: User,
    case: Case,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(many):
        make_deadline(case, by=advocate, event_on=date(2026, 12, 8 + number))
        drop_deadline(make_deadline(case, by=advocate), by=advocate, why="Not needed")
    client = signed_in(advocate)
    address = reverse("case", args=[case.person_id, case.pk])
    client.get(address)

    with django_assert_num_queries(CASE_QUERIES):
        page = client.get(address)

    assert (len(page.context["limits"]), len(page.context["past_limits"])) == (many, many)


CASE_QUERIES = 30


@pytest.mark.parametrize("many", [1, 3])
def test_paper_takes_as_many_queries_for_three_limits_as_for_one(
    many: int,
    signed_in: SignIn,
    advocate: User,
    case: Case,
    paper: Paper,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(many):
        make_deadline(case, by=advocate, paper=paper, event_on=date(2026, 12, 8 + number))
    client = signed_in(advocate)
    address = reverse("paper", args=[paper.person_id, paper.case_id, paper.pk])
    client.get(address)

    with django_assert_num_queries(PAPER_QUERIES):
        page = client.get(address)

    assert [bool(one.would_move) for one in page.context["limit_sheets"]] == [True] * many


PAPER_QUERIES = 18
