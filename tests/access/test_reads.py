"""R44: looking changes nothing but the log."""

from datetime import timedelta

import time_machine
from django.apps import apps
from django.db import connection, transaction

from alongside.accounts.models import Session
from alongside.audit.models import Entry
from alongside.common import clock
from tests.access.test_matrix import address
from tests.access.world import World
from tests.test_conventions import parts_of, routes

WRITTEN_BY_LOOKING = (Entry, Session)
"""The log says who looked; a session says when it was seen last."""


def rows() -> dict[str, list[tuple[object, ...]]]:
    """Return every row of every table, as the database holds it."""
    models = [model for model in apps.get_models() if model not in WRITTEN_BY_LOOKING]
    found = {}
    with connection.cursor() as cursor:
        for model in models:
            table = connection.ops.quote_name(model._meta.db_table)
            cursor.execute(f"SELECT * FROM {table} ORDER BY 1")
            found[model._meta.label] = cursor.fetchall()
    return found


def changed_by_looking(world: World, persona: str) -> list[str]:
    """Return the names of the addresses that change a row when this persona opens them."""
    client = world.client(persona)
    before, changed = rows(), []
    for where, pattern in routes():
        with transaction.atomic():
            client.get(address(world, pattern.name, parts_of(where)))
            if rows() != before:
                changed.append(pattern.name)
            transaction.set_rollback(True)
    return changed


def test_r44_opening_every_page_changes_no_row(world: World) -> None:
    personas = ("anonymous", "advocate", "coordinator", "dp_lead")

    assert {persona: changed_by_looking(world, persona) for persona in personas} == {
        persona: [] for persona in personas
    }


def test_r44_opening_pages_of_weeks_that_nobody_has_made_yet_makes_none(world: World) -> None:
    with time_machine.travel(clock.now() + timedelta(weeks=5)):
        assert changed_by_looking(world, "coordinator") == []
