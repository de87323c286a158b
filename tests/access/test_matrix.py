"""R10: every address, method and role against a table that is read when it changes.

To write the table anew: WRITE_MATRIX=1 ./alongside test tests/access, and read the diff.
"""

import csv
import os
import re
from collections.abc import Iterable
from http.cookies import SimpleCookie
from pathlib import Path

import pytest
from django.db import transaction
from django.urls import reverse

from alongside.common import clock
from tests.access.world import PERSONAS, World
from tests.test_conventions import SOURCE, parts_of, routes

TABLE = Path(__file__).parent / "matrix.csv"
METHODS = ("GET", "POST")


def address(world: World, name: str, parts: Iterable[str]) -> str:
    """Return the address of this name with the ids of the world in it."""
    return reverse(name, kwargs={part: world.ids[part] for part in parts})


def answers(world: World) -> dict[tuple[str, str], list[str]]:
    """Return how every address answers every persona; each call is undone."""
    clients = {persona: world.client(persona) for persona in PERSONAS}
    # signing out among other things changes a client's cookies: each call begins with what it had
    cookies = {persona: client.cookies.output(header="") for persona, client in clients.items()}
    found: dict[tuple[str, str], list[str]] = {}
    for where, pattern in routes():
        path = address(world, pattern.name, parts_of(where))
        for method in METHODS:
            row = []
            for persona in PERSONAS:
                clients[persona].cookies = SimpleCookie(cookies[persona])
                with transaction.atomic():
                    row.append(str(clients[persona].generic(method, path).status_code))
                    transaction.set_rollback(True)
            found[pattern.name, method] = row
    return found


@pytest.mark.django_db
def test_r10_every_address_answers_every_role_as_the_table_says(world: World) -> None:
    # on a slow computer this takes minutes, and whoever is signed in would be locked out meanwhile
    with clock.at(clock.now()):
        found = answers(world)

    if os.environ.get("WRITE_MATRIX"):
        with TABLE.open("w", newline="") as file:
            table = csv.writer(file, lineterminator="\n")
            table.writerow(["address", "method", *PERSONAS])
            table.writerows([name, method, *row] for (name, method), row in sorted(found.items()))
        pytest.fail("The table was written anew: read the diff.")
    with TABLE.open(newline="") as file:
        wanted = {(row[0], row[1]): row[2:] for row in list(csv.reader(file))[1:]}
    assert found == wanted


def test_r10_table_lets_nobody_in_without_both_factors() -> None:
    with TABLE.open(newline="") as file:
        rows = list(csv.DictReader(file))

    let_in = {row["address"] for row in rows if row["password_only"] == "200" != row["anonymous"]}

    # choosing a second factor, and saying who one is again: nothing else
    assert let_in <= {"mfa_index", "mfa_activate_totp", "mfa_add_webauthn", "locked"}


FOR_PROGRAMS = re.compile("feed|health")
"""Pages that programs read, at addresses they are told."""


def test_every_page_is_led_to_from_somewhere() -> None:
    with TABLE.open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["method"] == "GET"]
    shown = {row["address"] for row in rows if "200" in row.values()}
    pages = [*SOURCE.rglob("*.html"), *SOURCE.rglob("*.py")]
    text = "\n".join(path.read_text() for path in pages if path.name not in ("urls.py", "page_words.py"))
    # page="…" and name="…" say where one is, and lead nowhere
    named = set(re.findall(r"""(?<!page=)(?<!name=)["']([a-z_-]+)["']""", text))

    assert {name for name in shown - named if not FOR_PROGRAMS.match(name)} == set()


def test_r10_table_keeps_walled_workers_and_the_board_from_every_page_about_a_person() -> None:
    about_a_person = {pattern.name for where, pattern in routes() if "person_id" in where}
    with TABLE.open(newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["address"] in about_a_person]

    kept_out = ("other_advocate", "walled_advocate", "walled_coordinator", "supervisor", "board_member")

    assert {row[persona] for row in rows for persona in kept_out} <= {"404", "405"}
