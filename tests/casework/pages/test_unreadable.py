"""What pages and forms do with what does not open (R29, R30)."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client

from alongside.casework.models import (
    Case,
    Step,
)
from alongside.crypto.actions import destroy_key, make_key
from tests.casework.pages.conftest import CANARY, READ, WRITE, World, send


@pytest.fixture
def unreadable(world: World) -> World:
    """The world, with nothing of it to be opened."""
    destroy_key(world.person.pk)
    make_key(world.person.pk)
    return world


@pytest.mark.parametrize("name", [*READ, *WRITE])
def test_r30_page_works_round_what_does_not_open(unreadable: World, client: Client, name: str) -> None:
    page = client.get(unreadable.url(name))

    assert page.status_code == 200
    assert CANARY not in page.content.decode()


def test_r29_form_does_not_write_over_what_does_not_open(unreadable: World, client: Client) -> None:
    def stored() -> Any:
        with connection.cursor() as cursor:
            cursor.execute("SELECT other_side, about_words FROM casework_case WHERE other_side IS NOT NULL")
            return [bytes(value) for value in cursor.fetchone()]

    before = stored()
    send(client, unreadable.url("case-change"), about="daily.food")
    aim = client.post(unreadable.url("case-aim"), {"aim": "I want to go home"})

    assert stored() == before
    assert Case.objects.get(pk=unreadable.case.pk).about == "daily.food"
    assert aim.context["form"].non_field_errors() == [
        "What stands there could not be opened. Tell your coordinator."
    ]


def test_r29_words_that_must_be_there_may_be_written_anew(unreadable: World, client: Client) -> None:
    form = client.get(unreadable.url("step-plan")).context["form"]

    send(client, unreadable.url("step-plan"), what="Ring")

    assert form.initial["what"] is None
    assert Step.objects.get(pk=unreadable.step.pk).what == "Ring"
