"""Who gets the pages of a person and their cases, and what is kept of a look."""

from datetime import timedelta
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from alongside.accounts.models import User
from alongside.audit.actions import recorded
from alongside.audit.models import Entry, Outcome
from alongside.common import clock
from alongside.people.models import BreakGlass, Person
from tests.casework.pages.conftest import CANARY, OF_THE_PERSON, READ, WRITE, World
from tests.conftest import SignIn
from tests.factories.casework import (
    make_case,
    make_instruction,
    make_note,
    make_step,
)
from tests.factories.people import make_partnership, make_person


@pytest.mark.parametrize("name", [*READ, *WRITE])
def test_page_opens_and_is_recorded_as_a_look(world: World, client: Client, name: str) -> None:
    answer = client.get(world.url(name))

    assert answer.status_code == 200
    assert f"<title>{world.person.label}" not in answer.content.decode()
    look = Entry.objects.filter(action="person.see", person=world.person.pk).order_by("-seq").first()
    assert look is not None
    assert look.facts["page"] == name.replace("person-", "").replace("case-step-new", "step-new").replace(
        "case-note-new", "note-new"
    )


@pytest.mark.parametrize("name", [*READ, *WRITE, "step-take-up"])
def test_r11_page_of_somebody_one_may_not_see_is_the_page_that_is_not_there(
    world: World, other_advocate: User, walled_advocate: User, signed_in: SignIn, name: str
) -> None:
    for user in (other_advocate, walled_advocate):
        client = signed_in(user)
        for send_it in (client.get, client.post) if name != "step-take-up" else (client.post,):
            hidden = send_it(world.url(name))
            missing = send_it(world.url(name, person=uuid4()))
            expected = 405 if send_it == client.post and name in READ else 404
            assert (hidden.status_code, hidden.content) == (expected, missing.content)
    assert Entry.objects.filter(action="person.see", outcome=Outcome.REFUSED, person=world.person.pk).exists()


@pytest.mark.parametrize("name", [name for name in (*READ, *WRITE) if name not in OF_THE_PERSON])
def test_r11_row_of_somebody_else_is_not_there(
    world: World, client: Client, advocate: User, name: str
) -> None:
    kit = make_person(by=advocate, called="Kit")
    make_partnership(kit, advocate)

    answer = client.get(world.url(name, person=kit.pk))

    assert answer.status_code == 404


@pytest.mark.parametrize("name", [*READ[1:], *WRITE])
def test_r21_dp_lead_and_board_get_no_page_of_a_case(
    world: World, dp_lead: User, board_member: User, signed_in: SignIn, name: str
) -> None:
    for user in (dp_lead, board_member):
        assert signed_in(user).get(world.url(name)).status_code == 404


def test_r21_dp_lead_gets_the_card_and_no_case(world: World, dp_lead: User, signed_in: SignIn) -> None:
    page = signed_in(dp_lead).get(world.url("person"))

    assert page.status_code == 200
    assert "Jo" in page.content.decode()
    assert CANARY not in page.content.decode()
    assert [name for name in ("notes", "steps", "open_cases", "agreement") if name in page.context] == []


def test_r20_broken_glass_opens_pages_to_read_and_none_to_write(
    world: World, other_advocate: User, signed_in: SignIn
) -> None:
    with recorded("test", by=None):
        BreakGlass.objects.create(
            user=other_advocate,
            person=world.person,
            why="Fire",
            until_at=clock.now() + timedelta(minutes=50),
        )
    client = signed_in(other_advocate)

    reads = [client.get(world.url(name)) for name in READ]
    writes = [client.get(world.url(name)).status_code for name in WRITE]

    assert [page.status_code for page in reads] == [200, 200, 200]
    assert set(writes) == {404}
    hrefs = [world.url(name) for name in (*WRITE, "step-take-up")]
    assert [href for page in reads for href in hrefs if f'"{href}"' in page.content.decode()] == []


def test_r43_what_is_typed_is_shown_and_does_nothing(person: Person, advocate: User, client: Client) -> None:
    evil = "<script>alert(1)</script>{{ 7|add:7 }}"
    case = make_case(person, by=advocate, aim=f"I say {evil}", other_side=evil, about_words=evil)
    make_note(person, by=advocate, case=case, fact=evil, view=evil, words=evil)
    make_step(person, by=advocate, case=case, what=evil)
    make_instruction(case, by=advocate, words=evil, to_whom=evil)

    for name in READ:
        args = [person.pk] if name in OF_THE_PERSON else [person.pk, case.pk]
        page = client.get(reverse(name, args=args)).content.decode()
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)&lt;/script&gt;{{ 7|add:7 }}" in page
