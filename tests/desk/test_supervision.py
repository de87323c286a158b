"""The supervisor's page: the register, and how each advocate is (E8, E9, C11)."""

from collections.abc import Callable, Iterator
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.urls import reverse

from alongside.accounts.models import User
from alongside.casework.actions.balance import score_balance
from alongside.casework.models import Balance
from alongside.clinics.actions import cancel_session
from alongside.clinics.models import Session
from alongside.common import clock
from alongside.desk.queries.supervision import loads_of
from alongside.peers.actions.supervision import (
    agree_action,
    ask_to_talk_alone,
    let_work,
    make_supervision_ahead,
    take_register,
)
from alongside.peers.actions.wellbeing import step_back
from alongside.peers.models import StageName, Supervision, SupervisionPresence
from alongside.people.models import Person
from tests.conftest import SignIn
from tests.factories.casework import make_case
from tests.factories.clinics import make_session, make_shift
from tests.factories.peers import make_advocate, make_stage
from tests.factories.people import make_partnership, make_person, make_wall
from tests.factories.supervision import hold_supervision, make_hard_contact, make_supervision

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
TODAY = NOW.date()
LONG_AGO = date(2026, 9, 1)


@pytest.fixture(autouse=True)
def _tuesday() -> Iterator[None]:
    """The clock stands at half past nine on Tuesday 24 November 2026, half an hour before supervision."""
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def lead(advocate: User, coordinator: User) -> User:
    """A lead since long ago, who works with `person`."""
    make_stage(advocate, StageName.LEAD, by=coordinator, from_on=LONG_AGO)
    return advocate


def page(client: Any, name: str, *args: object) -> str:
    """Return what a page says, in one line."""
    return " ".join(client.get(reverse(name, args=args)).content.decode().split())


def test_page_opens_with_the_register_of_today(lead: User, supervisor: User, signed_in: SignIn) -> None:
    make_supervision_ahead()

    text = page(signed_in(supervisor), "supervision")

    today = Supervision.objects.get(on=TODAY)
    assert "Tuesday 24 November 2026: who is there?" in text
    assert f'href="{reverse("supervision-register", args=[today.pk])}"' in text
    assert "Has not been to supervision yet." in text


def test_page_names_the_next_one_when_the_register_is_taken(
    lead: User, supervisor: User, coordinator: User, signed_in: SignIn
) -> None:
    hold_supervision(lead, by=supervisor)
    make_supervision_ahead()

    text = page(signed_in(coordinator), "supervision")

    assert "Next: Tuesday 1 December 2026" in text
    assert "Change when it is" in text
    assert "Took place" in text


def test_page_of_a_new_service_says_that_nobody_is_there(supervisor: User, signed_in: SignIn) -> None:
    assert "Nobody is in training or further yet." in page(signed_in(supervisor), "supervision")


def test_register_is_taken_on_the_page(
    lead: User, other_advocate: User, supervisor: User, signed_in: SignIn
) -> None:
    make_stage(other_advocate, StageName.SHADOW, by=supervisor)
    row = make_supervision()
    client = signed_in(supervisor)
    url = reverse("supervision-register", args=[row.pk])

    nobody = client.post(url, {"themes": "Endings"})
    answer = client.post(url, {f"mark-{lead.pk}": "here", "themes": "Endings"})
    again = client.get(url)

    assert nobody.context["form"].non_field_errors() == [
        "Say who was there. If nobody was, press “It did not take place”."
    ]
    assert "Endings" in nobody.content.decode()
    assert answer["Location"] == reverse("supervision")
    assert [(one.user, one.presence) for one in SupervisionPresence.objects.all()] == [(lead, "here")]
    assert again.context["form"][f"mark-{lead.pk}"].initial == "here"


def test_register_of_a_day_to_come_says_so(lead: User, supervisor: User, signed_in: SignIn) -> None:
    row = make_supervision(on=TODAY + timedelta(days=7))

    assert "It is still to come." in page(signed_in(supervisor), "supervision-register", row.pk)


def test_what_each_carries_stands_beside_their_name(
    lead: User, supervisor: User, coordinator: User, person: Person, signed_in: SignIn
) -> None:
    make_case(person, by=lead)
    make_hard_contact(lead)
    hold_supervision(lead, by=supervisor, on=TODAY - timedelta(days=8))
    with clock.at(NOW - timedelta(days=7)):
        session = make_session(by=coordinator)
        make_shift(session, lead, by=coordinator)
    row = make_supervision()
    agree_action(row, user=lead, what="Rest on Fridays", by=supervisor, due_on=TODAY)
    client = signed_in(supervisor)

    landing, register = page(client, "supervision"), page(client, "supervision-register", row.pk)

    carries = "1 open case · 2 hours in 4 weeks · 1 hard contact"
    assert (carries in landing, carries in register, "Rest on Fridays" in register) == (True, True, True)


def test_cancelled_session_gives_no_hours(lead: User, coordinator: User) -> None:
    hold_supervision(lead, by=coordinator)
    session: Session = make_session(by=coordinator)
    make_shift(session, lead, by=coordinator)
    cancel_session(session, by=coordinator)

    assert loads_of([lead], viewer=coordinator)[lead.pk].hours == 0


def test_missed_weeks_low_scores_and_the_ask_show_as_chips(
    lead: User, supervisor: User, coordinator: User, person: Person, signed_in: SignIn
) -> None:
    hold_supervision(coordinator, by=supervisor, on=TODAY - timedelta(days=7))
    for days in (1, 2):
        with clock.at(NOW - timedelta(days=days)):
            score_balance(person, score=Balance.NOT_MINE, by=lead)
    ask_to_talk_alone(by=lead, about="Canary at home")
    client = signed_in(supervisor)

    text, alone = page(client, "supervision"), page(client, "supervision-of", lead.pk)
    let_work(lead, why="Was ill", by=coordinator)
    decided, decided_alone = page(client, "supervision"), page(client, "supervision-of", lead.pk)

    for words in ("Missed 1 week", "Whose talk was it?", "Wants to talk"):
        assert words in text
    assert "Canary" not in text
    for words in ("Canary at home", "2 times somebody pressed", "Has missed supervision since"):
        assert words in alone
    assert "Missed, decided" in decided
    assert "A coordinator decided that they may work for now." in decided_alone


def test_r12_supervisor_reads_names_only_of_people_they_may_see(
    lead: User, supervisor: User, coordinator: User, signed_in: SignIn
) -> None:
    for name in ("Canary Jo", "Canary Lee"):
        person = make_person(by=lead, called=name)
        make_partnership(person, lead)
        make_case(person, by=lead, aim=f"I want what {name} wants")
    make_partnership(person, supervisor)

    theirs = page(signed_in(supervisor), "supervision-of", lead.pk)
    everything = page(signed_in(coordinator), "supervision-of", lead.pk)

    assert ("Canary Lee" in theirs, "Canary Jo" in theirs, "And 1 of" in theirs) == (True, False, True)
    assert ("Canary Lee" in everything, "Canary Jo" in everything) == (True, True)


def test_r15_somebody_behind_a_wall_is_in_no_number(
    lead: User, coordinator: User, person: Person, signed_in: SignIn
) -> None:
    make_case(person, by=lead, aim="I want a canary")
    make_wall(person, coordinator)

    text = page(signed_in(coordinator), "supervision-of", lead.pk)

    assert ("canary" in text, "<b>0</b> open cases" in text, "And 1" in text) == (False, True, False)


def test_page_of_somebody_who_is_no_advocate_is_not_there(
    board_member: User, supervisor: User, signed_in: SignIn
) -> None:
    url = reverse("supervision-of", args=[board_member.pk])

    assert signed_in(supervisor).get(url).status_code == 404


def test_page_of_one_shows_what_was_hard(lead: User, supervisor: User, signed_in: SignIn) -> None:
    hard = make_hard_contact(lead, words="Canary words")

    text = page(signed_in(supervisor), "supervision-of", lead.pk)

    assert reverse("debrief", args=[hard.pk]) in text
    assert "Canary" not in text


@pytest.mark.parametrize("many", [1, 3])
@pytest.mark.parametrize("name, queries", [("supervision", 33), ("supervision-register", 30)])
def test_pages_cost_the_same_for_three_as_for_one(
    *,
    name: str,
    queries: int,
    many: int,
    supervisor: User,
    coordinator: User,
    signed_in: SignIn,
    django_assert_num_queries: Callable[..., Any],
) -> None:
    row = make_supervision()
    for number in range(many):
        user = make_advocate(f"Lead {number}", StageName.LEAD, by=coordinator)
        person = make_person(by=user, called=f"Jo {number}")
        make_partnership(person, user)
        make_case(person, by=user)
        make_hard_contact(user)
        ask_to_talk_alone(by=user, about="Home")
        agree_action(row, user=user, what="Rest", by=supervisor)
        score_balance(person, score=Balance.NOT_MINE, by=user)
        gone = make_advocate(f"Gone {number}", StageName.SHADOW, by=coordinator)
        step_back(gone, by=gone)
        before = make_supervision(on=TODAY - timedelta(days=7 * (number + 1)))
        take_register(before, marks={user: "here"}, by=supervisor, themes="Endings")
    client = signed_in(supervisor)
    args = [row.pk] if name == "supervision-register" else []
    client.get(reverse(name, args=args))

    with django_assert_num_queries(queries):
        client.get(reverse(name, args=args))


@pytest.mark.parametrize("many", [1, 3])
def test_page_of_one_costs_the_same_for_three_things_as_for_one(
    *,
    many: int,
    lead: User,
    supervisor: User,
    signed_in: SignIn,
    django_assert_num_queries: Callable[..., Any],
) -> None:
    row = make_supervision()
    for number in range(many):
        person = make_person(by=lead, called=f"Jo {number}")
        make_partnership(person, lead)
        make_partnership(person, supervisor)
        make_case(person, by=lead)
        make_hard_contact(lead)
        agree_action(row, user=lead, what="Rest", by=supervisor)
    client = signed_in(supervisor)
    url = reverse("supervision-of", args=[lead.pk])
    client.get(url)

    with django_assert_num_queries(29):
        client.get(url)
