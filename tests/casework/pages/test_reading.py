"""What the pages of a person and their cases show, for how many queries."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from alongside.accounts.models import User
from alongside.casework.actions.notes import Told, correct_note
from alongside.casework.actions.options import add_option
from alongside.casework.actions.steps import finish_step
from alongside.casework.actions.triage import record_triage
from alongside.common import clock
from alongside.people.models import Person
from tests.casework.pages.conftest import CANARY, World
from tests.factories.casework import (
    make_ask,
    make_case,
    make_hand_over,
    make_how_it_went,
    make_instruction,
    make_note,
    make_step,
    make_uc_consent,
    make_warm,
)

PERSON_QUERIES, STORY_QUERIES, CASE_QUERIES = 34, 24, 35


def test_person_page_shows_what_is_going_on(world: World, client: Client) -> None:
    page = client.get(world.url("person"))

    assert page.context["open_cases"] == [world.case]
    assert page.context["closed_cases"] == [world.closed]
    assert page.context["steps"] == [world.step]
    assert page.context["notes"] == [world.note]
    assert "They have not heard yet what we can and cannot do." in page.content.decode()


def test_story_shows_twenty_notes_a_page(world: World, client: Client, advocate: User) -> None:
    for _ in range(20):
        make_note(world.person, by=advocate)

    first = client.get(world.url("person-story"))
    second = client.get(world.url("person-story"), {"page": "2"})

    assert (len(first.context["page"]), list(second.context["page"])) == (20, [world.note])


def test_corrected_note_shows_the_old_text_struck_through(
    world: World, client: Client, advocate: User
) -> None:
    correct_note(
        world.note, by=advocate, told=Told(kind="met", happened_on=clock.today(), fact="Kings Cross")
    )

    page = client.get(world.url("case")).content.decode()

    assert "Kings Cross" in page
    assert f"<del>{CANARY}</del>" in page


@pytest.mark.parametrize("many", [1, 3])
def test_pages_ask_as_often_whatever_they_hold(
    person: Person, advocate: User, client: Client, many: int, django_assert_num_queries: Any
) -> None:
    today = clock.today()
    case = make_case(person, by=advocate)
    for _ in range(many):
        make_case(person, by=advocate)
        make_ask(case, by=advocate)
        make_step(person, by=advocate, case=case, due_on=today)
        finish_step(make_step(person, by=advocate, case=case), by=advocate, done_on=today)
        words = make_instruction(case, by=advocate, agreed_on=today)
        note = make_note(person, by=advocate, case=case, kind="other_call", instruction=words)
        told = Told(kind="other_call", happened_on=today, fact="Two", instruction=words)
        correct_note(note, by=advocate, told=told)
        add_option(case, by=advocate, words="Ask")
        record_triage(person, by=advocate, harm="no")
        make_hand_over(person, by=advocate)
        make_uc_consent(person, by=advocate)
        make_how_it_went(make_warm(person, by=advocate, rang_on=today), by=advocate)
    client.get(reverse("today"))

    with django_assert_num_queries(PERSON_QUERIES):
        client.get(reverse("person", args=[person.pk]))
    with django_assert_num_queries(STORY_QUERIES):
        client.get(reverse("person-story", args=[person.pk]))
    with django_assert_num_queries(CASE_QUERIES):
        client.get(reverse("case", args=[person.pk, case.pk]))
