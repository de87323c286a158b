"""What needs a decision today."""

from datetime import timedelta

import pytest
from django.urls import reverse
from pytest_django import DjangoAssertNumQueries

from alongside.accounts.models import User
from alongside.casework.actions.triage import record_triage
from alongside.clinics.actions.places import write_risk_sheet
from alongside.common import clock
from alongside.desk.queries.away import away_to_cover
from alongside.desk.queries.missed import missed_by
from alongside.directory.actions import say_wrong
from alongside.directory.models import WhatIsWrong
from alongside.drafts.actions import keep_draft
from alongside.frontdoor.actions import check_card
from alongside.peers.actions.matching import ask_for_change
from alongside.peers.actions.wellbeing import step_back
from alongside.peers.models import StageName
from alongside.people.actions import start_waiting
from alongside.people.models import Person
from tests.conftest import SignIn
from tests.factories.casework import make_ask, make_case, make_hand_over, make_step, make_warm
from tests.factories.clinics import make_clinic, make_session, make_shift
from tests.factories.directory import make_listing
from tests.factories.frontdoor import make_enquiry
from tests.factories.papers import make_paper, pdf
from tests.factories.peers import make_advocate, make_stage
from tests.factories.people import make_partnership, make_person, make_wall
from tests.factories.supervision import make_expense, make_hard_contact

DECISION_QUERIES = 52

HELD = pdf(b"<< >>")
"""A file that nothing here can check, so that it waits for somebody to let it go."""


def fill_with_peers(coordinator: User, number: int) -> None:
    """Make one of each thing about an advocate that wants a decision."""
    user = make_advocate(f"Lou {number}", by=coordinator)
    make_stage(user, StageName.LEAD, by=coordinator, from_on=clock.today() - timedelta(days=40))
    make_hard_contact(user, hours_ago=30)
    make_expense(user, what=f"Fare {number}")
    make_advocate(f"Shay {number}", StageName.SHADOW, by=coordinator)
    gone = make_advocate(f"Gale {number}", StageName.LEAD, by=coordinator)
    make_partnership(make_person(by=coordinator, called=f"Alone {number}"), gone)
    step_back(gone, by=gone)


def fill(coordinator: User, advocate: User, how_many: int) -> list[Person]:
    """Make so many of each thing that wants a decision."""
    people = []
    for number in range(how_many):
        person = make_person(by=advocate, called=f"Canary {number}")
        make_partnership(person, advocate)
        start_waiting(person, by=coordinator)
        record_triage(person, by=advocate, harm="yes")
        make_hand_over(person, by=advocate, asked_on=clock.today() - timedelta(days=9))
        make_step(person, by=advocate, what=f"Step {number}", due_on=clock.today() - timedelta(days=2))
        case = make_case(person, by=advocate)
        make_paper(case, by=advocate, content=HELD, title=f"Letter {number}")
        long_ago = clock.today() - timedelta(days=3)
        make_ask(case, by=advocate, of_whom=f"Office {number}", asked_on=long_ago, due_on=long_ago)
        make_warm(
            person, by=advocate, to_whom=f"Shelter {number}", rang_on=clock.today() - timedelta(days=15)
        )
        with clock.at(clock.now() - timedelta(days=2)):
            keep_draft(f"/people/{person.pk}/notes/new/", {"fact": ["x"]}, by=advocate, person_id=person.pk)
        make_enquiry(called=f"Asker {number}")
        ask_for_change(person, by=advocate)
        fill_with_peers(coordinator, number)
        people.append(person)
    return people


def test_decisions_show_what_waits(coordinator: User, advocate: User, signed_in: SignIn) -> None:
    make_session(by=coordinator, name="Canal Street")
    fill(coordinator, advocate, 1)
    say_wrong(make_listing("Pantry 0"), by=advocate, kind=WhatIsWrong.CLOSED)

    page = signed_in(coordinator).get(reverse("decisions")).content.decode()

    for words in (
        "Canal Street",
        "Canary 0",
        "Step 0",
        "Office 0",
        "Shelter 0",
        "Letter 0",
        "Asker 0",
        "Ana Reyes",
        "Lou 0",
        "Has not been to supervision yet.",
        "Fare 0",
        "Gale 0",
        "1 person has nobody else",
        "Would like another advocate",
        "Risk sheets to read again",
        "Pantry 0",
        "It has closed",
    ):
        assert words in page


@pytest.mark.parametrize("many", [1, 3])
def test_decisions_take_as_many_queries_for_three_as_for_one(
    many: int,
    coordinator: User,
    advocate: User,
    signed_in: SignIn,
    django_assert_num_queries: DjangoAssertNumQueries,
) -> None:
    for number in range(many):
        make_session(by=coordinator, name=f"Place {number}")
        say_wrong(make_listing(f"Pantry {number}"), by=advocate, kind=WhatIsWrong.CLOSED)
    fill(coordinator, advocate, many)
    client = signed_in(coordinator)
    client.get(reverse("decisions"))

    with django_assert_num_queries(DECISION_QUERIES):
        client.get(reverse("decisions"))


def test_r12_decisions_say_nothing_of_somebody_behind_a_wall(
    coordinator: User, advocate: User, signed_in: SignIn
) -> None:
    (person,) = fill(coordinator, advocate, 1)
    make_wall(person, coordinator)

    page = signed_in(coordinator).get(reverse("decisions")).content.decode()

    assert [
        words in page for words in ("Canary", "Step 0", "Office 0", "Shelter 0", "Letter 0", "Ana Reyes")
    ] == [False] * 6


def test_risk_sheet_says_whether_it_was_read_at_all(coordinator: User, signed_in: SignIn) -> None:
    make_session(by=coordinator, name="Never Lane")
    with clock.at(clock.now() - timedelta(days=500)):
        write_risk_sheet(make_clinic("Old Street", by=coordinator), by=coordinator, risk_sheet="Two of us")

    page = signed_in(coordinator).get(reverse("decisions")).content.decode()

    assert (page.count("Not read yet"), page.count("Over 12 months")) == (1, 1)


def test_day_with_nothing_to_decide_says_so(coordinator: User, signed_in: SignIn) -> None:
    check_card(by=coordinator)

    page = signed_in(coordinator).get(reverse("decisions")).content.decode()

    assert "Nothing. Go and have a cup of tea." in page


def test_held_paper_leads_to_where_it_is_let_go(coordinator: User, advocate: User, signed_in: SignIn) -> None:
    person = make_person(by=advocate)
    make_partnership(person, advocate)
    paper = make_paper(make_case(person, by=advocate), by=advocate, content=HELD)
    client = signed_in(coordinator)

    listed = client.get(reverse("decisions")).content.decode()

    address = reverse("paper", args=[person.pk, paper.case_id, paper.pk])
    assert listed.count(f'href="{address}"') == 1
    release = reverse("paper-release", args=[person.pk, paper.case_id, paper.pk, 1])
    assert f'href="{release}"' in client.get(address).content.decode()


def test_who_is_away_and_covered_wants_nothing(
    coordinator: User, advocate: User, other_advocate: User, signed_in: SignIn
) -> None:
    make_stage(advocate, StageName.LEAD, by=coordinator)
    person = make_person(by=advocate, called="Jo")
    for user in (advocate, other_advocate):
        make_partnership(person, user)

    step_back(advocate, by=advocate)

    assert away_to_cover(coordinator) == []


def test_r12_away_list_counts_nobody_behind_a_wall(coordinator: User, advocate: User) -> None:
    make_stage(advocate, StageName.LEAD, by=coordinator)
    person = make_person(by=advocate, called="Jo")
    make_partnership(person, advocate)
    step_back(advocate, by=advocate)
    before = [(one.away.user, one.people) for one in away_to_cover(coordinator)]

    make_wall(person, coordinator)

    assert before == [(advocate, 1)]
    assert away_to_cover(coordinator) == []


def test_b4_who_missed_supervision_and_is_down_for_a_shift_comes_first(
    coordinator: User, supervisor: User, signed_in: SignIn
) -> None:
    session = make_session(by=coordinator, name="Canal Street")
    long_ago = clock.now() - timedelta(days=30)
    for name in ("Abe Free", "Bo Down"):
        user = make_advocate(name, by=coordinator)
        make_stage(user, StageName.LEAD, by=coordinator, from_on=long_ago.date())
    with clock.at(long_ago):
        make_shift(session, user, by=coordinator)

    missed = missed_by(limit=10)
    page = " ".join(signed_in(coordinator).get(reverse("decisions")).content.decode().split())

    assert [(str(one.of.user.name), one.next_shift is None) for one in missed] == [
        ("Bo Down", False),
        ("Abe Free", True),
    ]
    assert page.count("Is down for Canal Street") == 1
    assert reverse("work-decide", args=[user.pk]) in page
