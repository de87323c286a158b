"""Opening, changing, closing and opening a case again, by its forms."""

from django.test import Client
from django.urls import reverse

from alongside.accounts.models import User
from alongside.casework.actions.steps import finish_step
from alongside.casework.models import (
    Case,
)
from alongside.common import clock
from alongside.people.models import Person
from tests.casework.pages.conftest import World, send


def test_open_case_by_the_form(person: Person, client: Client) -> None:
    send(
        client,
        reverse("case-new", args=[person.pk]),
        aim="I want my own front door",
        about="housing.move_on",
        other_side="The hostel",
    )

    case = Case.objects.get()
    assert (case.aim, case.about, case.other_side) == (
        "I want my own front door",
        "housing.move_on",
        "The hostel",
    )


def test_open_case_form_asks_about_other_peoples_words_once(person: Person, client: Client) -> None:
    url = reverse("case-new", args=[person.pk])
    fields = {"aim": "Move on", "about": "housing.move_on"}

    asked = client.post(url, fields)

    assert asked.status_code == 422
    assert "exact" in asked.context["form"].errors
    send(client, url, **fields, exact="on")
    assert Case.objects.get().aim == "Move on"


def test_open_case_form_keeps_what_was_typed_when_something_is_missing(
    person: Person, client: Client
) -> None:
    answer = client.post(reverse("case-new", args=[person.pk]), {"other_side": "The hostel"})

    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"aim", "about"}
    assert 'value="The hostel"' in answer.content.decode()


def test_change_case_by_the_form(world: World, client: Client) -> None:
    send(client, world.url("case-change"), about="housing.relief", about_words="New")

    world.case.refresh_from_db()
    assert (world.case.about, world.case.about_words, world.case.other_side) == (
        "housing.relief",
        "New",
        None,
    )


def test_change_aim_by_the_form(world: World, client: Client) -> None:
    send(client, world.url("case-aim"), aim="I want to go home")

    world.case.refresh_from_db()
    assert world.case.aim == "I want to go home"


def test_close_and_reopen_by_the_forms(world: World, client: Client) -> None:
    url = world.url("case-close")
    refused = client.post(url, {"reason": "done", "aim_met": "partly"})
    send(
        client,
        url,
        reason="done",
        aim_met="partly",
        outcomes=["home", "said_it"],
        said_by="person",
        drop_steps="on",
        knows_door_is_open="on",
    )
    closed = client.get(world.url("case"))
    send(client, reverse("case-reopen", args=[world.person.pk, world.case.pk]), why="Again")

    assert set(refused.context["form"].errors) == {"drop_steps"}
    assert "They know they can come back at any time." in closed.content.decode()
    world.case.refresh_from_db()
    assert (world.case.is_open, world.case.periods.count()) == (True, 2)


def test_case_with_no_open_steps_is_not_asked_about_them(
    world: World, client: Client, advocate: User
) -> None:
    finish_step(world.step, by=advocate, done_on=clock.today(), no_instruction_why="Jo spoke")

    form = client.get(world.url("case-close")).context["form"]

    assert "drop_steps" not in form.fields
