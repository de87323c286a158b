"""R12: whoever is walled off follows every link there is, and nothing of the hidden person is on any page."""

import re
from collections import deque
from collections.abc import Iterator

import pytest
from django.http import HttpResponse
from django.test import Client

from tests.access.world import World
from tests.factories.accompany import make_going
from tests.factories.casework import make_case, make_note, make_step
from tests.factories.people import make_link, make_partnership, make_person

LINK = re.compile(r'href="(/[^"#]*)')
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")
OF_THE_HIDDEN = ("person_id", "case_id", "visit_id", "step_id", "note_id", "paper_id", "deadline_id")
OF_THE_HIDDEN += ("letter_id", "going_id", "concern_id", "entry_id", "wall_id", "offered_id", "offer_ask_id")
THEIRS = re.compile(r"Canary (?:Jo|letter|form|option|ask|note|said|lived|wish|script)")
ENDS_IT = ("/sign-out", "/locked", "/static")
EACH = 2
"""How many addresses of one kind are opened."""


def follow(client: Client) -> Iterator[tuple[str, HttpResponse]]:
    """Yield every page that links lead to from the first one."""
    ahead, seen = deque(["/"]), set()
    kinds: dict[str, int] = {}
    while ahead:
        address = ahead.popleft()
        kind = ID.sub("", address)
        if address in seen or kinds.get(kind, 0) == EACH or address.startswith(ENDS_IT):
            continue
        seen.add(address)
        kinds[kind] = kinds.get(kind, 0) + 1
        answer = client.get(address)
        yield address, answer
        if answer.status_code == 302:
            ahead.append(answer["Location"])
        elif "html" in answer["Content-Type"]:
            ahead.extend(LINK.findall(answer.content.decode()))


def text_of(answer: HttpResponse) -> str:
    """Return all that an answer says, its headers too."""
    content = b"".join(answer) if answer.streaming else answer.content
    return f"{dict(answer.headers)} {content.decode(errors='replace')}"


def make_neighbour(world: World) -> None:
    """Let both who are walled off work with somebody who has a case, and is tied to somebody of that name."""
    by = world.users["coordinator"]
    neighbour = make_person(by=by, called="Vera")
    for persona in ("walled_advocate", "advocate"):
        make_partnership(neighbour, world.users[persona])
    case = make_case(neighbour, by=by)
    make_note(neighbour, by=by, case=case)
    make_step(neighbour, by=by, case=case)
    make_going(neighbour, by=by)
    make_link(neighbour, make_person(by=by, called="Lee"), by=by)


@pytest.mark.django_db
@pytest.mark.parametrize("persona", ["walled_advocate", "walled_coordinator"])
def test_r12_no_link_leads_to_anything_of_the_hidden_person(world: World, persona: str) -> None:
    make_neighbour(world)
    hidden = {str(world.ids[name]) for name in OF_THE_HIDDEN}
    opened, showing = set(), []

    for address, answer in follow(world.client(persona)):
        text = text_of(answer)
        opened.add(ID.sub("", address))
        showing += [(address, found) for found in THEIRS.findall(text)]
        showing += [(address, found) for found in hidden.intersection(ID.findall(text))]

    assert showing == []
    assert {"/people/", "/people//", "/people//cases//", "/people//going-along//"} <= opened
