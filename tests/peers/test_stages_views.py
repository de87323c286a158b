"""The page of an advocate's stages."""

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from alongside.accounts.models import User
from alongside.common import clock
from alongside.peers.actions import move_stage
from alongside.peers.models import Stage, StageName
from tests.factories.peers import make_stage

SignIn = Callable[[User], Client]


def test_coordinator_moves_an_advocate_on(coordinator: User, advocate: User, signed_in: SignIn) -> None:
    client = signed_in(coordinator)
    url = f"/team/{advocate.pk}/stage/"

    answer = client.post(
        url,
        {"to": "shadow", "from_on_day": "1", "from_on_month": "6", "from_on_year": "2026", "why": "Ready"},
    )

    assert (answer.status_code, answer["Location"]) == (302, url)
    stage = Stage.objects.get()
    assert (stage.stage, stage.from_on, stage.why) == ("shadow", date(2026, 6, 1), "Ready")


def test_stage_without_a_day_begins_today(coordinator: User, advocate: User, signed_in: SignIn) -> None:
    signed_in(coordinator).post(f"/team/{advocate.pk}/stage/", {"to": "training"})

    assert Stage.objects.get().from_on == clock.today()


def test_stage_page_shows_the_history(coordinator: User, advocate: User, signed_in: SignIn) -> None:
    move_stage(advocate, to=StageName.TRAINING, by=coordinator, from_on=date(2026, 2, 1), why="Kind")
    move_stage(advocate, to=StageName.SHADOW, by=coordinator, from_on=date(2026, 6, 1))

    page = signed_in(coordinator).get(f"/team/{advocate.pk}/stage/")

    text = page.content.decode()
    assert page.status_code == 200
    assert [label for _row, label in page.context["journey"]] == ["Shadow", "In training"]
    assert "Kind" in text
    assert "<title>Stages · Alongside</title>" in text


def test_stage_page_says_what_is_wrong_and_keeps_what_was_typed(
    coordinator: User, advocate: User, signed_in: SignIn
) -> None:
    make_stage(advocate, StageName.SHADOW)

    page = signed_in(coordinator).post(f"/team/{advocate.pk}/stage/", {"to": "shadow", "why": "With care"})

    assert page.status_code == 422
    assert page.context["form"].errors == {"to": ["This is their stage already. Choose another one."]}
    assert "With care" in page.content.decode()


def test_stage_must_be_chosen(coordinator: User, advocate: User, signed_in: SignIn) -> None:
    page = signed_in(coordinator).post(f"/team/{advocate.pk}/stage/", {"to": "admiral"})

    assert page.context["form"].errors == {"to": ["Choose one of these answers"]}


@pytest.mark.parametrize("persona", ["advocate", "other_advocate", "supervisor", "dp_lead", "board_member"])
def test_only_the_coordinator_reads_stages(
    persona: str, advocate: User, coordinator: User, signed_in: SignIn, request: pytest.FixtureRequest
) -> None:
    move_stage(advocate, to=StageName.STEPPED_BACK, by=coordinator, why="Canary word")

    page = signed_in(request.getfixturevalue(persona)).get(f"/team/{advocate.pk}/stage/")

    assert page.status_code == 404
    assert "Canary" not in page.content.decode()


def test_stage_page_of_nobody_is_not_there(coordinator: User, signed_in: SignIn) -> None:
    assert signed_in(coordinator).get(f"/team/{uuid4()}/stage/").status_code == 404


@pytest.mark.parametrize("rows", [1, 3])
def test_stage_page_costs_the_same_whatever_the_history(
    rows: int, coordinator: User, advocate: User, signed_in: SignIn, django_assert_num_queries: Any
) -> None:
    for stage in [StageName.TRAINING, StageName.SHADOW, StageName.LEAD][:rows]:
        make_stage(advocate, stage, by=coordinator)
    client = signed_in(coordinator)

    with django_assert_num_queries(10):
        client.get(f"/team/{advocate.pk}/stage/")


def test_shadow_who_is_not_ready_is_not_made_lead_and_it_says_why(
    coordinator: User, advocate: User, signed_in: SignIn
) -> None:
    make_stage(advocate, StageName.SHADOW)
    client = signed_in(coordinator)

    page = client.post(f"/team/{advocate.pk}/stage/", {"to": "lead"})
    client.post(f"/team/{advocate.pk}/stage/", {"to": "lead", "led_before": "on", "why": "Led in Leeds"})

    assert page.status_code == 422
    assert "0 of 6 shifts shadowed, with both notes." in page.content.decode()
    assert Stage.objects.get(stage="lead").basis == "before"


def test_account_of_an_advocate_leads_to_their_journey(
    coordinator: User, supervisor: User, advocate: User, signed_in: SignIn
) -> None:
    client = signed_in(coordinator)

    assert f'href="/team/{advocate.pk}/journey/"' in client.get(f"/team/{advocate.pk}/").content.decode()
    assert "/journey/" not in client.get(f"/team/{supervisor.pk}/").content.decode()
