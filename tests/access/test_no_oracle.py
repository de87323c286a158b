"""R11: an id one may not see answers exactly as an id that does not exist."""

from uuid import uuid4

import pytest
from django.db import transaction
from django.http import HttpResponse
from django.urls import reverse

from alongside.accounts.models import User
from tests.access.world import World
from tests.factories.people import make_partnership, make_person
from tests.test_conventions import parts_of, routes

ABOUT_A_PERSON = sorted(
    (pattern.name, parts_of(where)) for where, pattern in routes() if "person_id" in where
)

OF_NO_PERSON = {"person_id", "service_id"}
"""The person of the address, and what belongs to nobody: a service of the directory."""


def shape(response: HttpResponse) -> tuple[int, bytes, dict[str, str]]:
    """Return everything a caller could compare."""
    return response.status_code, response.content, dict(response.headers)


@pytest.mark.django_db
@pytest.mark.parametrize(
    "persona", ["other_advocate", "walled_advocate", "walled_coordinator", "board_member"]
)
def test_r11_hidden_person_answers_as_nobody_does(world: World, persona: str) -> None:
    client = world.client(persona)
    differing = []

    for name, parts in ABOUT_A_PERSON:
        hidden = {part: world.ids[part] for part in parts}
        nobody = {**hidden, "person_id": uuid4()}
        for method in ("GET", "POST"):
            with transaction.atomic():
                one = shape(client.generic(method, reverse(name, kwargs=hidden)))
                other = shape(client.generic(method, reverse(name, kwargs=nobody)))
                transaction.set_rollback(True)
            if one != other:
                differing.append((name, method))

    assert differing == []


@pytest.mark.django_db
def test_r11_row_of_another_person_does_not_open_under_ones_own(world: World) -> None:
    """The address names a person the advocate may see, and a case, step or paper of somebody else."""
    advocate: User = world.users["other_advocate"]
    own = make_person(by=advocate, called="Sam")
    make_partnership(own, advocate)
    client = world.client("other_advocate")
    opened = []

    for name, parts in ABOUT_A_PERSON:
        if not {*parts} - OF_NO_PERSON:
            continue
        ids = {**{part: world.ids[part] for part in parts}, "person_id": own.pk}
        for method in ("GET", "POST"):
            with transaction.atomic():
                status = client.generic(method, reverse(name, kwargs=ids)).status_code
                transaction.set_rollback(True)
            if status not in {404, 405}:
                opened.append((name, method, status))

    assert opened == []
